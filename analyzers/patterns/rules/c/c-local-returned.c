#include <stdio.h>
#include <stdlib.h>

char *number(int n) {
  char text[32];
  snprintf(text, sizeof text, "%d", n);
  // ruleid: c-local-returned
  return text;
}

struct point *origin(void) {
  struct point p;
  p.x = 0;
  // ruleid: c-local-returned
  return &p;
}

char *number_right(int n) {
  char *text = malloc(32);
  snprintf(text, 32, "%d", n);
  // ok: c-local-returned
  return text;
}

const char *name_of(int n) {
  static char text[32];
  snprintf(text, sizeof text, "%d", n);
  // ok: c-local-returned
  return text;
}

int total(void) {
  int values[3] = {1, 2, 3};
  // ok: c-local-returned
  return values[0] + values[1];
}
