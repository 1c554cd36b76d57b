#include <stdio.h>

int ask(void) {
  char name[32];
  char line[80];
  // ruleid: c-unbounded-read
  gets(line);
  // ruleid: c-unbounded-read
  scanf("%s", name);
  // ruleid: c-unbounded-read
  fscanf(stdin, "name %s", name);
  return 0;
}

int ask_safely(void) {
  char name[32];
  char line[80];
  int age;
  // ok: c-unbounded-read
  if (fgets(line, sizeof line, stdin) == NULL) return -1;
  // ok: c-unbounded-read
  if (scanf("%31s", name) != 1) return -1;
  // ok: c-unbounded-read
  return scanf("%d", &age);
}
