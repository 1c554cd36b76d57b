#include <stddef.h>
#include <stdint.h>

long total(const int *values, size_t count) {
  long sum = 0;
  // ruleid: c-unsigned-never-negative
  for (size_t i = count - 1; i >= 0; i--) {
    sum += values[i];
  }
  // ruleid: c-unsigned-never-negative
  for (uint32_t i = 10; i >= 0; --i) sum += values[i];
  return sum;
}

long total_right(const int *values, size_t count) {
  long sum = 0;
  // ok: c-unsigned-never-negative
  for (size_t i = count; i-- > 0;) {
    sum += values[i];
  }
  // ok: c-unsigned-never-negative
  for (int i = (int)count - 1; i >= 0; i--) {
    sum += values[i];
  }
  // ok: c-unsigned-never-negative
  for (size_t i = count - 1; i > 0; i--) {
    sum += values[i];
  }
  return sum;
}
