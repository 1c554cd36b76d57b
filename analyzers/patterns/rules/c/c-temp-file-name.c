#include <stdio.h>
#include <stdlib.h>

FILE *report(void) {
  char name[] = "/tmp/reportXXXXXX";
  // ruleid: c-temp-file-name
  FILE *file = fopen(tmpnam(NULL), "w");
  // ruleid: c-temp-file-name
  if (mktemp(name) == NULL) return NULL;
  return file;
}

int report_right(void) {
  char name[] = "/tmp/reportXXXXXX";
  // ok: c-temp-file-name
  int file = mkstemp(name);
  // ok: c-temp-file-name
  FILE *scratch = tmpfile();
  fclose(scratch);
  return file;
}
