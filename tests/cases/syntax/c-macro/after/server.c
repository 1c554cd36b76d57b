#include "server.h"

#define EVERY(list, name) for (node* name = (list)->first; name; name = name->next)
#define UNUSED_OK __attribute__((unused))

UNUSED_OK static int count(list* l) {
  int total = 0;
  EVERY(l, n) {
    total++;
  }
  return total;
}
