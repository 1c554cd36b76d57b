/* The C interface between `gate --worker NAME` and the shared module gate_NAME.so. C, because a module may be built
 * without RTTI or by another compiler than gate. The module is loaded into a process of its own that answers one
 * request and ends, so nothing here needs to be thread-safe or to free what it made. */
#ifndef GATE_WORKER_MODULE_H
#define GATE_WORKER_MODULE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* `const char* gate_module_version(void)`: the GATE_VERSION that the module was built with; it must be the caller's. */
typedef const char* (*gate_module_version_fn)(void);
#define GATE_MODULE_VERSION_SYMBOL "gate_module_version"

/* `const char* gate_module_answer(const char* request, size_t size)`: takes one JSON document, which is followed by a
 * zero byte, and returns one JSON document without newlines, ended by a zero byte, that lives to the process's end;
 * or a null pointer when the request makes no sense. */
typedef const char* (*gate_module_answer_fn)(const char* request, size_t size);
#define GATE_MODULE_ANSWER_SYMBOL "gate_module_answer"

#ifdef __cplusplus
}
#endif
#endif
