// Any expression is refused with a place within it, or evaluated within the budget.
#include <cstdlib>

#include "analyzers/patterns/comparison.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace gate::patterns;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto comparison = Comparison::compile(text);
  if (!comparison) {
    if (comparison.error().message.empty() || !comparison.error().where.starts_with("offset ")) std::abort();
    return 0;
  }
  Budget budget(100'000);
  const auto lookup = [](std::string_view name) -> std::optional<Value> {
    if (name == "$S") return Value{std::string("text")};
    if (name == "$F") return Value{0.5};
    return Value{std::int64_t{7}};
  };
  const auto value = comparison->evaluate(lookup, 0, budget);
  if (value) static_cast<void>(as_string(*value));
  return 0;
}
