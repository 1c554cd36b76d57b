/* A shared object that goes wrong in the way that KIND says. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "plugins/gate_plugin.h"

enum { CRASH, ABORT, EXIT, LOOP, MEMORY, UNDECLARED, OUTSIDE, THROWN_AWAY, CONSTRUCTOR };

#ifndef ABI
#define ABI GATE_PLUGIN_ABI
#endif

__attribute__((constructor)) static void on_load(void) {
  if (KIND == CONSTRUCTOR) _exit(0);
}

static void eat(void) {
  for (;;) {
    char* more = malloc(8 << 20);
    if (more) memset(more, 1, 8 << 20);
  }
}

static void analyze(const gate_file* file, const gate_host* host, void* state) {
  gate_finding finding = {0};
  volatile int more = 1;
  (void)state;
  if (KIND == CRASH) raise(SIGSEGV);
  if (KIND == ABORT) abort();
  if (KIND == EXIT) exit(0);
  if (KIND == THROWN_AWAY) _exit(0);
  while (KIND == LOOP && more) {
  }
  if (KIND == MEMORY) eat();
  finding.rule = KIND == UNDECLARED ? "nobody" : "rule";
  finding.message = "found";
  finding.offset = file->after.size + (KIND == OUTSIDE ? 1000 : 0);
  host->report(host, &finding);
}

static const gate_rule rules[] = {{"rule", "A rule", NULL, NULL, GATE_INFO, NULL}};

GATE_PLUGIN_EXPORT const gate_plugin_descriptor gate_plugin = {
    ABI, sizeof(gate_plugin_descriptor), "hostile", "1", rules, 1, analyze, NULL, NULL};
