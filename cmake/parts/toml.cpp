// toml++ compiled once: four times faster than its header-only form. Its assertions are off, as they abort on some
// texts that the parser merely has to refuse.
#ifndef NDEBUG
#define NDEBUG
#endif
#define TOML_IMPLEMENTATION
#include <toml++/toml.h>
