#include <stdlib.h>

void clear(struct node *node) {
  while (node) {
    // ruleid: c-use-after-free
    free(node);
    node = node->next;
  }
}

void drop(struct user *user) {
  // ruleid: c-use-after-free
  free(user);
  free(user->name);
}

int close_all(struct file *file) {
  // ruleid: c-use-after-free
  free(file);
  return file->error;
}

void clear_right(struct node *node) {
  while (node) {
    struct node *next = node->next;
    // ok: c-use-after-free
    free(node);
    node = next;
  }
}

void drop_right(struct user *user) {
  // ok: c-use-after-free
  free(user->name);
  free(user);
  // ok: c-use-after-free
  free(cache);
  cache = create(user_limit->size);
}
