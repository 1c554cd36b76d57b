#include <ctype.h>
#include <string.h>

void upper(char *text) {
  // ruleid: c-length-in-loop-condition
  for (size_t i = 0; i < strlen(text); i++) {
    text[i] = toupper(text[i]);
  }
  // ruleid: c-length-in-loop-condition
  for (int i = 0; i < (int)strlen(text); ++i) {
    text[i] = toupper(text[i]);
  }
}

void upper_right(char *text) {
  // ok: c-length-in-loop-condition
  for (size_t i = 0, n = strlen(text); i < n; i++) {
    text[i] = toupper(text[i]);
  }
  // ok: c-length-in-loop-condition
  for (char *c = text; *c; c++) {
    *c = toupper(*c);
  }
}
