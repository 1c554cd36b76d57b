#include <string.h>

void clear(struct user *user, size_t length) {
  // ruleid: c-memset-arguments
  memset(user, sizeof(*user), 0);
  // ruleid: c-memset-arguments
  memset(user->key, length, 0);
}

void clear_right(struct user *user, size_t length) {
  // ok: c-memset-arguments
  memset(user, 0, sizeof(*user));
  // ok: c-memset-arguments
  memset(user->key, 0xff, length);
}
