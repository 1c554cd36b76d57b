#include "server.h"

#define EVERY(list, name) for (node* name = (list)->first; name; name = name->next)

static int count(list* l) {
  int total = 0;
  return total;
}
