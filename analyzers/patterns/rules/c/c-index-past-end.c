#include <stddef.h>

#define COUNT 16

int fill(void) {
  int values[COUNT];
  int sum = 0;
  for (int i = 0; i <= COUNT; i++) {
    // ruleid: c-index-past-end
    values[i] = 0;
  }
  for (size_t i = 0; i <= sizeof(values) / sizeof(values[0]); i++) {
    // ruleid: c-index-past-end
    sum += values[i];
  }
  return sum;
}

int fill_right(void) {
  int values[COUNT];
  int more[COUNT + 1];
  int sum = 0;
  for (int i = 0; i < COUNT; i++) {
    // ok: c-index-past-end
    values[i] = 0;
  }
  for (int i = 0; i <= COUNT; i++) {
    // ok: c-index-past-end
    more[i] = i;
  }
  for (int i = COUNT - 1; i >= 0; i--) {
    // ok: c-index-past-end
    sum += values[i];
  }
  return sum;
}
