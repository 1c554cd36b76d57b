#include <stdio.h>

void copy(FILE *from, FILE *to) {
  char c;
  // ruleid: c-end-of-file-in-char
  while ((c = fgetc(from)) != EOF) {
    fputc(c, to);
  }
}

void copy_right(FILE *from, FILE *to) {
  int c;
  // ok: c-end-of-file-in-char
  while ((c = fgetc(from)) != EOF) {
    fputc(c, to);
  }
}
