// strcpy(a, b) in a comment is none
void copy(char* to, const char* from) {
  strcpy(to, from);
  puts("sprintf(a, b)");
  sprintf(to, "%s", from);
  own.strtok(to);
}
