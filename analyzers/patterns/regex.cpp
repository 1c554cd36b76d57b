#include "analyzers/patterns/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <array>
#include <limits>
#include <mutex>
#include <unordered_map>

#include "gate/base/text.h"

namespace gate::patterns {
namespace {

// Steps of backtracking from one start: less than a millisecond. Legitimate expressions need thousands. Together with
// the deadline this bounds the time; nothing that is decided depends on a clock.
constexpr std::uint32_t kMatchLimit = 200'000;
constexpr std::uint32_t kHeapLimit = 32 * 1024;  // KiB, of the interpreter
constexpr std::size_t kJitStack = 1 << 20;
// Starts tried by one call of the library; between calls the budget is asked.
constexpr std::size_t kWindow = 4'096;

template <class T, void (*Free)(T*)>
struct Freed {
  void operator()(T* value) const { Free(value); }
};
using Code = std::unique_ptr<pcre2_code, Freed<pcre2_code, pcre2_code_free>>;
using Data = std::unique_ptr<pcre2_match_data, Freed<pcre2_match_data, pcre2_match_data_free>>;
using Context = std::unique_ptr<pcre2_match_context, Freed<pcre2_match_context, pcre2_match_context_free>>;
using Stack = std::unique_ptr<pcre2_jit_stack, Freed<pcre2_jit_stack, pcre2_jit_stack_free>>;

// What matching needs beside the code; one for each thread.
struct Workspace {
  Context context{pcre2_match_context_create(nullptr)};
  Stack stack{pcre2_jit_stack_create(32 * 1024, kJitStack, nullptr)};
  Data data;

  Workspace() {
    if (!context) return;
    pcre2_set_match_limit(context.get(), kMatchLimit);
    pcre2_set_heap_limit(context.get(), kHeapLimit);
    if (stack) pcre2_jit_stack_assign(context.get(), nullptr, stack.get());
  }
  bool reserve(std::uint32_t pairs) {
    if (!data || pcre2_get_ovector_count(data.get()) < pairs) data.reset(pcre2_match_data_create(pairs, nullptr));
    return context && data;
  }
};

Workspace& workspace() {
  thread_local Workspace space;
  return space;
}

struct Problem {
  int code = 0;
  std::size_t offset = 0;
};

Code compile_as(std::string_view expression, std::uint32_t options, Problem& problem) {
  Code code(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(expression.data()), expression.size(), options, &problem.code,
                          &problem.offset, nullptr));
  // Without the compiler for this machine the interpreter does the same, slower.
  if (code) pcre2_jit_compile(code.get(), PCRE2_JIT_COMPLETE);
  return code;
}

std::string describe(int code) {
  std::array<PCRE2_UCHAR, 256> buffer{};
  pcre2_get_error_message(code, buffer.data(), buffer.size());
  return reinterpret_cast<const char*>(buffer.data());
}

std::vector<std::pair<std::string, std::uint32_t>> read_names(const pcre2_code* code) {
  std::uint32_t count = 0, size = 0;
  PCRE2_SPTR table = nullptr;
  pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &count);
  pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
  pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &table);
  std::vector<std::pair<std::string, std::uint32_t>> names;
  for (std::uint32_t i = 0; i < count; ++i, table += size)
    names.emplace_back(reinterpret_cast<const char*>(table + 2), table[0] << 8 | table[1]);
  return names;
}

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

// All matches of one code in one text.
class Search {
 public:
  Search(const pcre2_code* code, std::string_view text, bool utf, bool windows, Budget& budget)
      : code_(code), text_(text), utf_(utf), windows_(windows), budget_(budget) {}

  void run(std::uint32_t groups, const Regex::Each& each) {
    std::vector<Group> found(groups + 1);
    std::size_t at = 0;
    bool empty = false;  // the last match was empty and at `at`: look for another there before going on
    while (at <= text_.size()) {
      if (!next(at, empty ? PCRE2_NOTEMPTY_ATSTART | PCRE2_ANCHORED : 0, groups + 1)) {
        if (!empty || budget_.exhausted()) return;
        at = forward(at);
        empty = false;
        continue;
      }
      take(found);
      // \K within a look-ahead may put the start after the end.
      if (found[0].start > found[0].end) found[0].start = found[0].end;
      if (!each(found)) return;
      empty = found[0].start == found[0].end;
      at = std::max<std::size_t>(at, found[0].end);
    }
  }

 private:
  std::size_t forward(std::size_t at) const {
    ++at;
    while (utf_ && at < text_.size() && continues(text_[at])) ++at;
    return at;
  }

  // The first match that starts at `at` or later; window by window.
  bool next(std::size_t at, std::uint32_t options, std::uint32_t pairs) {
    Workspace& space = workspace();
    if (!space.reserve(pairs)) {
      budget_.spend(std::numeric_limits<std::uint64_t>::max());
      return false;
    }
    const bool whole = !windows_ || (options & PCRE2_ANCHORED) != 0;
    while (true) {
      const std::size_t limit = whole ? text_.size() : std::min(text_.size(), at + kWindow);
      if (!budget_.spend()) return false;
      pcre2_set_offset_limit(space.context.get(), windows_ ? limit : PCRE2_UNSET);
      int result = call(space, at, options);
      if (result == PCRE2_ERROR_JIT_STACKLIMIT) result = call(space, at, options | PCRE2_NO_JIT);
      const std::size_t start = result > 0 ? pcre2_get_ovector_pointer(space.data.get())[0] : limit;
      budget_.spend((std::max(start, at) - at) / 64);
      if (result > 0) return true;
      if (result != PCRE2_ERROR_NOMATCH) {
        budget_.spend(std::numeric_limits<std::uint64_t>::max());
        return false;
      }
      if (limit >= text_.size()) return false;
      at = forward(limit);
    }
  }

  int call(Workspace& space, std::size_t at, std::uint32_t options) const {
    return pcre2_match(code_, reinterpret_cast<PCRE2_SPTR>(text_.data()), text_.size(), at,
                       options | PCRE2_NO_UTF_CHECK, space.data.get(), space.context.get());
  }

  static void take(std::vector<Group>& found) {
    const pcre2_match_data* data = workspace().data.get();
    const std::size_t* places = pcre2_get_ovector_pointer(const_cast<pcre2_match_data*>(data));
    for (std::size_t i = 0; i < found.size(); ++i) {
      const bool set = places[2 * i] != PCRE2_UNSET;
      found[i] =
          set ? Group{static_cast<std::uint32_t>(places[2 * i]), static_cast<std::uint32_t>(places[2 * i + 1]), true}
              : Group{};
    }
  }

  const pcre2_code* code_;
  std::string_view text_;
  bool utf_;
  bool windows_;
  Budget& budget_;
};

}  // namespace

struct Regex::Compiled {
  std::string expression;
  std::uint32_t options = 0;
  bool windows = true;
  std::uint32_t groups = 0;
  std::vector<std::pair<std::string, std::uint32_t>> names;
  Code characters;  // null: the expression is no UTF-8
  // For texts that are no UTF-8; compiled on first use. Null where the expression only makes sense in characters.
  mutable std::once_flag once;
  mutable Code bytes;

  const pcre2_code* for_bytes() const {
    std::call_once(once, [this] {
      Problem ignored;
      if (!bytes) bytes = compile_as(expression, options | PCRE2_NEVER_UTF, ignored);
    });
    return bytes.get();
  }
};

Expected<Regex> Regex::compile(std::string_view expression, RegexOptions options) {
  auto compiled = std::make_shared<Compiled>();
  compiled->expression = expression;
  // A start of a match (\G) would be the start of a window.
  compiled->windows = !options.anchored && expression.find("\\G") == std::string_view::npos;
  compiled->options = (options.multiline ? PCRE2_MULTILINE : 0) | (options.anchored ? PCRE2_ANCHORED : 0) |
                      (compiled->windows ? PCRE2_USE_OFFSET_LIMIT : 0) | PCRE2_NEVER_BACKSLASH_C;
  const bool utf = is_utf8(expression);
  Problem problem;
  Code& code = utf ? compiled->characters : compiled->bytes;
  code = compile_as(expression, compiled->options | (utf ? PCRE2_UTF : PCRE2_NEVER_UTF), problem);
  if (!code) {
    return fail(ErrorKind::usage, "not a regular expression: " + describe(problem.code),
                "offset " + std::to_string(problem.offset));
  }
  pcre2_pattern_info(code.get(), PCRE2_INFO_CAPTURECOUNT, &compiled->groups);
  compiled->names = read_names(code.get());
  return Regex(std::move(compiled));
}

void Regex::each(std::string_view text, Budget& budget, const Each& each) const {
  if (text.size() >= std::numeric_limits<std::uint32_t>::max()) return;
  if (text.data() == nullptr) text = "";
  const bool utf = compiled_->characters && is_utf8(text);
  const pcre2_code* code = utf ? compiled_->characters.get() : compiled_->for_bytes();
  if (code == nullptr) return;
  Search(code, text, utf, compiled_->windows, budget).run(compiled_->groups, each);
}

bool Regex::matches(std::string_view text, Budget& budget) const {
  bool any = false;
  each(text, budget, [&](std::span<const Group>) {
    any = true;
    return false;
  });
  return any;
}

std::uint32_t Regex::groups() const { return compiled_->groups; }
const std::vector<std::pair<std::string, std::uint32_t>>& Regex::names() const { return compiled_->names; }

std::optional<Regex> cached_regex(std::string_view expression, RegexOptions options) {
  constexpr std::size_t kMost = 1'024;
  static std::mutex mutex;
  static std::unordered_map<std::string, std::optional<Regex>> known;
  std::string key{options.multiline ? 'm' : '-', options.anchored ? 'a' : '-'};
  key += expression;
  {
    const std::lock_guard lock(mutex);
    if (const auto found = known.find(key); found != known.end()) return found->second;
  }
  auto compiled = Regex::compile(expression, options);
  const std::optional<Regex> regex = compiled ? std::optional(*compiled) : std::nullopt;
  const std::lock_guard lock(mutex);
  if (known.size() >= kMost) known.clear();
  known.try_emplace(std::move(key), regex);
  return regex;
}

Captures::Captures(const Regex& regex, const std::vector<std::string>& variables) {
  const auto add = [&](const std::string& name, std::uint32_t group) {
    const auto found = std::find(variables.begin(), variables.end(), "$" + name);
    if (found != variables.end()) groups_.emplace_back(static_cast<Variable>(found - variables.begin()), group);
  };
  for (std::uint32_t group = 1; group <= regex.groups(); ++group) add(std::to_string(group), group);
  for (const auto& [name, group] : regex.names()) add(name, group);
  std::sort(groups_.begin(), groups_.end());
}

Bindings Captures::bindings(std::span<const Group> groups, std::string_view text, std::uint32_t offset) const {
  Bindings out;
  for (const auto& [variable, number] : groups_) {
    const Group& group = groups[number];
    // Several groups of one name ((?J), (?|...)): the first that took part.
    if (!group.set || group.end < group.start || (!out.empty() && out.back().variable == variable)) continue;
    Binding& binding = out.emplace_back();
    binding.variable = variable;
    binding.start = offset + group.start;
    binding.end = offset + group.end;
    binding.text = text.substr(group.start, group.end - group.start);
  }
  return out;
}

std::vector<Match> find_regex(const Regex& regex, std::string_view text, const std::vector<std::string>& variables,
                              Budget& budget) {
  const Captures captures(regex, variables);
  std::vector<Match> out;
  regex.each(text, budget, [&](std::span<const Group> groups) {
    Match& match = out.emplace_back();
    match.start = groups[0].start;
    match.end = groups[0].end;
    match.bindings = captures.bindings(groups, text);
    return true;
  });
  return out;
}

}  // namespace gate::patterns
