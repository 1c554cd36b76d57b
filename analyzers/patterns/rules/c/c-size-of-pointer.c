#include <stdlib.h>
#include <string.h>

struct user *create(void) {
  // ruleid: c-size-of-pointer
  struct user *u = malloc(sizeof(u));
  return u;
}

void reset(struct user *u) {
  // ruleid: c-size-of-pointer
  memset(u, 0, sizeof(u));
}

void set_name(char *name, const char *from) {
  // ruleid: c-size-of-pointer
  strncpy(name, from, sizeof(name));
}

struct user *create_right(void) {
  // ok: c-size-of-pointer
  struct user *u = malloc(sizeof(*u));
  return u;
}

void reset_right(struct user *u) {
  char buffer[64];
  // ok: c-size-of-pointer
  memset(u, 0, sizeof(*u));
  // ok: c-size-of-pointer
  memset(buffer, 0, sizeof(buffer));
}
