#include <stdio.h>
#include <string.h>

void set(struct user *u, const char *input) {
  char name[16];
  // ruleid: c-unterminated-copy
  strncpy(name, input, sizeof(name));
  // ruleid: c-unterminated-copy
  strncpy(u->mail, input, sizeof u->mail);
  puts(name);
}

void set_right(struct user *u, const char *input) {
  char name[16];
  // ok: c-unterminated-copy
  strncpy(name, input, sizeof(name));
  name[sizeof(name) - 1] = 0;
  // ok: c-unterminated-copy
  strncpy(u->mail, input, sizeof(u->mail) - 1);
  // ok: c-unterminated-copy
  strncpy(u->kind, "guest", sizeof(u->kind));
}
