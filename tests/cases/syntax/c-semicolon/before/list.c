#include <stdio.h>

/* a list */
struct node {
  int value;
  struct node *next;
};

static int sum(struct node *n) {
  int total = 0;
  for (int i = 0; n; i++) {
    if (n->value > 3) {
      total += n->value;
    } else {
      printf("small %d\n", n->value);
    }
    n = n->next;
  }
  return total;
}

int main(int argc, char **argv) {
  int a[] = {1, 2, 3};
  struct node n = {a[0], NULL};
  return sum(&n);
}
