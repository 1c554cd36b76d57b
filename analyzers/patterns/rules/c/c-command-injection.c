#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char *argv[]) {
  char line[256];
  snprintf(line, sizeof line, "convert %s out.png", argv[1]);
  // ruleid: c-command-injection
  system(line);
  return 0;
}

FILE *edit(void) {
  // ruleid: c-command-injection
  return popen(getenv("EDITOR"), "w");
}

void ask(void) {
  char line[256] = "man ";
  char word[64];
  fgets(word, sizeof word, stdin);
  strcat(line, word);
  // ruleid: c-command-injection
  system(line);
}

void fixed(void) {
  char line[256];
  // ok: c-command-injection
  system("uptime");
  snprintf(line, sizeof line, "kill %d", (int)getpid());
  // ok: c-command-injection
  system(line);
}
