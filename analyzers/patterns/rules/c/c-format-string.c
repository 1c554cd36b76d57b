#include <stdio.h>
#include <syslog.h>

void show(const char *message, struct user *user) {
  // ruleid: c-format-string
  printf(message);
  // ruleid: c-format-string
  fprintf(stderr, message);
  // ruleid: c-format-string
  syslog(LOG_INFO, user->name);
}

void show_safely(const char *message, struct user *user) {
  const char *banner = "ready\n";
  // ok: c-format-string
  printf("%s", message);
  // ok: c-format-string
  fprintf(stderr, "done\n");
  // ok: c-format-string
  syslog(LOG_INFO, "%s", user->name);
  // ok: c-format-string
  printf(banner);
}
