/* gate_plugin.h: analyzers for gate as shared objects.
 *
 * A plugin looks at files of a change, one after the other, and reports what it finds. gate does the rest: it finds
 * out what is new, matches, suppresses, judges and shows. This file is the whole interface and its manual. It is C11,
 * and C++11 understands it too; it needs no library.
 *
 *     #include "gate_plugin.h"
 *     #include <string.h>
 *
 *     static void analyze(const gate_file *file, const gate_host *host, void *state) {
 *       const char *at = memchr(file->after.data, '\t', file->after.size);
 *       if (!at) return;
 *       gate_finding finding = {0};
 *       finding.rule = "tab";
 *       finding.offset = (size_t)(at - file->after.data) + 1;
 *       finding.message = "a tab";
 *       host->report(host, &finding);
 *     }
 *
 *     static const gate_rule rules[] = {{"tab", "Tabs look different everywhere", NULL, NULL, GATE_LOW, NULL}};
 *
 *     GATE_PLUGIN_EXPORT const gate_plugin_descriptor gate_plugin = {
 *         GATE_PLUGIN_ABI, sizeof(gate_plugin_descriptor), "tabs", "1.0", rules, 1, analyze, NULL, NULL};
 *
 *     cc -std=c11 -shared -fPIC -o tabs.so tabs.c
 *
 * and in .gate.yml:
 *
 *     plugins: [{ name: tabs, folder: .gate/plugins/tabs, so: "{plugin}/tabs.so" }]
 *
 * Where it runs. In a process of its own (`gate --worker so tabs.so`), one thread, confined: no network, no files but
 * the system's, little memory, little time. A crash, an endless loop or exit() ends that process and nothing else;
 * gate then says that the plugin failed, which is never a pass. What it writes to stdout goes to stderr, and the last
 * lines of that are shown when it fails.
 *
 * Who owns what. Whatever gate hands to the plugin lives until the function that got it returns. Whatever the plugin
 * hands to gate is copied before the call returns. So nobody frees what is another's.
 *
 * Versions. The first two fields of the descriptor never move. Later versions of this file append fields to the
 * descriptor, to gate_file, gate_host and gate_finding, and change the meaning of none; structs that come in arrays
 * stay as they are. gate reads of what a plugin made only the fields of the ABI number in its descriptor, and loads
 * plugins of every number from GATE_PLUGIN_ABI_OLDEST to GATE_PLUGIN_ABI, as of the gate that loads. A plugin that
 * wants a field of a newer number asks `host->abi` first.
 */
#ifndef GATE_PLUGIN_H
#define GATE_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define GATE_PLUGIN_ABI 1u
#define GATE_PLUGIN_ABI_OLDEST 1u

/* What the one exported symbol stands behind. */
#if defined(__GNUC__)
#define GATE_PLUGIN_EXPORT __attribute__((visibility("default")))
#else
#define GATE_PLUGIN_EXPORT
#endif

/* Bytes, not ended by a zero byte: a file may hold zeros, and need not be UTF-8. `data` is never NULL. */
typedef struct gate_text {
  const char* data;
  size_t size;
} gate_text;

/* Lines `first` to `last`, both counted from 1, both included. */
typedef struct gate_lines {
  uint32_t first;
  uint32_t last;
} gate_lines;

/* In all that follows 0 means "as usual", so that a struct of zeros is a good start. */
typedef enum gate_severity {
  GATE_SEVERITY_OF_RULE = 0, /* in a rule: medium */
  GATE_INFO = 1,
  GATE_LOW = 2,
  GATE_MEDIUM = 3,
  GATE_HIGH = 4,
  GATE_CRITICAL = 5
} gate_severity;

/* How sure it is that the finding is one. */
typedef enum gate_confidence {
  GATE_SURE = 0,
  GATE_CONFIDENCE_LOW = 1,
  GATE_CONFIDENCE_MEDIUM = 2,
  GATE_CONFIDENCE_HIGH = 3
} gate_confidence;

/* A finding about BEFORE is one that the change may have mended. A plugin that analyzes both sides lets gate tell new
 * findings from old ones wherever the lines moved to. One that looks at the after side alone needs `sides: after` in
 * .gate.yml: its findings then count only on changed lines. */
typedef enum gate_side { GATE_AFTER = 0, GATE_BEFORE = 1 } gate_side;

/* What happened to the file. */
typedef enum gate_status {
  GATE_ADDED = 1,
  GATE_DELETED = 2,
  GATE_MODIFIED = 3,
  GATE_RENAMED = 4, /* and perhaps modified */
  GATE_TYPE_CHANGED = 5
} gate_status;

typedef enum gate_level { GATE_LOG_INFO = 0, GATE_LOG_WARNING = 1, GATE_LOG_ERROR = 2 } gate_level;

/* One file of the change. */
typedef struct gate_file {
  const char* path;     /* in the repository, '/' between folders; ended by a zero byte */
  const char* old_path; /* before the change; the same but for a rename */
  gate_status status;
  int has_before; /* 0: there was no such file, and `before` is empty */
  int has_after;  /* 0: it was deleted */
  gate_text before;
  gate_text after;
  const gate_lines* added; /* lines of `after` that are not in `before` */
  size_t added_count;
  const gate_lines* removed; /* lines of `before` that are not in `after` */
  size_t removed_count;
} gate_file;

/* Another place that explains a finding: "opened here". Lines and columns count from 1, columns in bytes; the end
 * column is the one after the last byte; 0: not known. */
typedef struct gate_related {
  const char* path; /* NULL: the finding's file */
  uint32_t line, column, end_line, end_column;
  const char* message;
} gate_related;

/* Replace the bytes of this place by `text`: part of a fix. */
typedef struct gate_edit {
  uint32_t line, column, end_line, end_column;
  gate_text text; /* of size 0: delete; `data` may then be NULL */
} gate_edit;

/* One finding. `rule` and `message` are needed, and strings end in a zero byte. */
typedef struct gate_finding {
  const char* rule;    /* an id from the descriptor's rules */
  const char* message; /* one sentence about this place, without the file's name */
  int32_t side;       /* gate_side; whole numbers here, so that any value that a plugin writes can be told apart */
  int32_t severity;   /* gate_severity */
  int32_t confidence; /* gate_confidence */
  /* The place. Either in lines and columns, as in gate_related. Or, with `line` 0, in bytes from the start of the
   * side's text, counted from 1 so that 0 is "the whole file"; `offset_end` is the byte after the last, 0: one byte. */
  uint32_t line, column, end_line, end_column;
  size_t offset, offset_end;
  /* What makes it the same finding when lines move: a name, an expression. NULL: the text of its lines. */
  const char* context;
  /* A measured number (complexity, a risk), when `has_value` is not 0. */
  double value;
  int has_value;
  const gate_related* related;
  size_t related_count;
  const gate_edit* fix; /* edits of the after side that mend it, all or none of them; they must not overlap */
  size_t fix_count;
} gate_finding;

/* What gate does for a plugin. Never NULL, none of its functions may be called from another thread or after the
 * function that was given it has returned. */
typedef struct gate_host gate_host;
struct gate_host {
  uint32_t abi;        /* of the gate that is running */
  const char* version; /* of it: "1.4.0" */
  /* Options of this plugin as .gate.yml gives them: one JSON object, UTF-8, ended by a zero byte. "{}" when none. */
  const char* options;
  /* Takes a finding. Returns 0, or -1 when it makes no sense (no such rule, no message, a place outside of the file):
   * that is logged, and an error of the plugin. */
  int (*report)(const gate_host* host, const gate_finding* finding);
  /* A line for `gate check --verbose`. Not a place for findings. */
  void (*log)(const gate_host* host, int32_t level, const char* text); /* level: gate_level */
};

/* A rule: what a finding's `rule` stands for. In reports its id is "PLUGIN/ID". */
typedef struct gate_rule {
  const char* id;         /* [a-z0-9][a-z0-9._-]* */
  const char* summary;    /* one line: what it finds */
  const char* help;       /* markdown: why it matters, an example, what to do; NULL: none */
  const char* category;   /* "correctness", "security", "maintainability", ...; NULL: the last */
  int32_t severity; /* gate_severity of its findings */
  const char* uri;        /* where more is said; NULL: nowhere */
} gate_rule;

/* The plugin. Exported as a constant under the name `gate_plugin`; all that it points to lives as long. */
typedef struct gate_plugin_descriptor {
  uint32_t abi;  /* GATE_PLUGIN_ABI: the version of this file that the plugin was compiled with */
  uint32_t size; /* sizeof(gate_plugin_descriptor) */

  const char* name;    /* [a-z][a-z0-9-]* */
  const char* version; /* shown with its findings; a new one tells gate that old findings may have gone for that */
  const gate_rule* rules;
  size_t rule_count;

  /* Called once for each file. What it finds it reports; a file that it cannot read or does not care for is no finding
   * and needs no word. The answer depends on nothing but the file and the options: gate runs several processes of one
   * plugin and gives each of them some files, in no order. */
  void (*analyze)(const gate_file* file, const gate_host* host, void* state);

  /* Called once before the first file; NULL: not wanted. What it stores in *state is handed to analyze and stop.
   * Returns 0, or another number when the plugin cannot work (its options are wrong), after a log of level error that
   * says why: the reader sees that text. */
  int (*start)(const gate_host* host, void** state);

  /* Called once after the last file, when all went well; NULL: not wanted. When something went wrong the process is
   * killed instead, so nothing may depend on this. */
  void (*stop)(void* state);
} gate_plugin_descriptor;

/* The name under which gate looks for the descriptor. */
#define GATE_PLUGIN_SYMBOL "gate_plugin"

/* In C++ a constant is private to its file unless it was declared before. */
extern GATE_PLUGIN_EXPORT const gate_plugin_descriptor gate_plugin;

#ifdef __cplusplus
}
#endif

#endif
