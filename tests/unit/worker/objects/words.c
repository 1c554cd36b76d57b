/* A plugin whose behaviour is what the file that it looks at says: each line is a command. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugins/gate_plugin.h"

#ifndef WORDS_ABI
#define WORDS_ABI GATE_PLUGIN_ABI
#endif
#ifndef WORDS_SIZE
#define WORDS_SIZE sizeof(gate_plugin_descriptor)
#endif

static void report(const gate_file* file, const gate_host* host, void* state) {
  static const gate_related related = {NULL, 1, 1, 1, 2, "the first byte"};
  static const gate_edit edit = {1, 1, 1, 3, {"new", 3}};
  const char* at = strstr(file->after.data, "report");
  gate_finding finding = {0};
  finding.rule = "word";
  finding.message = "said";
  finding.offset = (size_t)(at - file->after.data) + 1;
  finding.offset_end = finding.offset + 6;
  finding.severity = GATE_HIGH;
  finding.confidence = GATE_CONFIDENCE_LOW;
  finding.value = 1.5;
  finding.has_value = 1;
  finding.context = (const char*)state;
  finding.related = &related;
  finding.related_count = 1;
  finding.fix = &edit;
  finding.fix_count = 1;
  host->report(host, &finding);
}

static void about_before(const gate_file* file, const gate_host* host) {
  gate_finding finding = {0};
  finding.rule = "word";
  finding.message = file->old_path;
  finding.side = GATE_BEFORE;
  finding.line = file->removed_count ? file->removed[0].first : 0;
  host->report(host, &finding);
}

static void nonsense(const char* what, const gate_host* host) {
  gate_finding finding = {0};
  finding.rule = strstr(what, "rule") ? "unknown" : "word";
  finding.message = strstr(what, "message") ? NULL : "said";
  finding.offset = strstr(what, "offset") ? 100000 : 0;
  finding.severity = strstr(what, "severity") ? 99 : GATE_LOW;
  host->report(host, &finding);
}

static void analyze(const gate_file* file, const gate_host* host, void* state) {
  const char* text = file->after.data;
  if (strstr(text, "report")) report(file, host, state);
  if (strstr(text, "before")) about_before(file, host);
  if (strstr(text, "nonsense")) nonsense(text, host);
  if (strstr(text, "log")) host->log(host, GATE_LOG_WARNING, host->options);
  if (strstr(text, "print")) puts("{\"type\":\"result\"}");
  if (strstr(text, "crash")) raise(SIGSEGV);
  if (strstr(text, "abort")) abort();
  if (strstr(text, "exit")) exit(0);
  while (strstr(text, "loop")) {
  }
}

static int start(const gate_host* host, void** state) {
  if (strstr(host->options, "refuse")) {
    host->log(host, GATE_LOG_ERROR, "refuse is no option");
    return 1;
  }
  *state = (void*)"state";
  return 0;
}

static void stop(void* state) { fputs(state ? "stopped\n" : "lost\n", stderr); }

static const gate_rule rules[] = {{"word", "A word", "**help**", "security", GATE_LOW, "https://example.com"},
                                  {"other", "Another", NULL, NULL, GATE_SEVERITY_OF_RULE, NULL}};

GATE_PLUGIN_EXPORT const gate_plugin_descriptor gate_plugin = {WORDS_ABI, WORDS_SIZE, "words", "1.2", rules,
                                                               2,         analyze,    start,   stop};
