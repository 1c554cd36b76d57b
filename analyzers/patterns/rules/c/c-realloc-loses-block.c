#include <stdlib.h>

int grow(struct list *list, size_t size) {
  // ruleid: c-realloc-loses-block
  list->items = realloc(list->items, size * sizeof(int));
  if (list->items == NULL) return -1;
  return 0;
}

char *append(char *text, size_t size) {
  // ruleid: c-realloc-loses-block
  text = (char *)realloc(text, size);
  return text;
}

int grow_safely(struct list *list, size_t size) {
  // ok: c-realloc-loses-block
  int *larger = realloc(list->items, size * sizeof(int));
  if (larger == NULL) return -1;
  list->items = larger;
  return 0;
}
