#include "gate/base/yaml_guard.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "gate/base/text.h"

namespace gate {
namespace {

// The sum of the squares of the lengths of such runs, in bytes. libfyaml needs 1 to 6 ns for one of them, so this is
// about a second; a text of 2 MiB reaches it when its runs of blanks are 200 long on average.
constexpr std::uint64_t kMostCost = 400'000'000;
constexpr std::uint64_t kDirectiveWeight = 4;

// YAML 1.2.2, production 1 (c-printable).
bool allowed(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c != 0x7F && (c < 0x80 || c > 0x9F || c == 0x85) && c != 0xFFFE && c != 0xFFFF;
}

class Guard {
 public:
  Guard(std::string_view text, std::size_t from) : text_(text), at_(from) {}

  std::optional<YamlRefusal> run() {
    bool line_begins = true;
    while (at_ < text_.size() && !refusal_) {
      char c = text_[at_];
      if (line_begins && c == '%') directive();
      if (c == '!') tag();
      if (c == ' ' || c == '\t') blanks();
      line_begins = c == '\n' || c == '\r';
      if (!refusal_) character();
    }
    return std::move(refusal_);
  }

 private:
  void refuse(std::string message) { refusal_ = YamlRefusal{at_, std::move(message)}; }

  void character() {
    if (text_[at_] >= 0x20 && text_[at_] < 0x7F) {
      ++at_;
      return;
    }
    CodePoint c = decode_utf8(text_, at_);
    if (!c.valid) return refuse("a byte that is not UTF-8");
    if (!allowed(c.value)) {
      return refuse(fmt::format("the control character U+{:04X} is not allowed", static_cast<unsigned>(c.value)));
    }
    at_ += c.length;
  }

  void directive() {
    run_end_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
    add(run_end_ - at_, kDirectiveWeight);
  }

  void add(std::uint64_t length, std::uint64_t weight) {
    length = std::min<std::uint64_t>(length, 1u << 24);  // the square must not overflow
    cost_ += weight * length * length;
    if (cost_ > kMostCost) refuse("runs of blanks, escapes in tags or lines that begin with '%' are too long");
  }

  void tag() {
    if (at_ < run_end_) return;
    run_end_ = std::min(text_.find_first_of(" \t\r\n", at_), text_.size());
    if (text_.substr(at_, run_end_ - at_).find_first_of("%<") != std::string_view::npos) add(run_end_ - at_, 1);
  }

  void blanks() {
    if (at_ < run_end_) return;
    run_end_ = std::min(text_.find_first_not_of(" \t", at_), text_.size());
    add(run_end_ - at_, 1);
  }

  std::string_view text_;
  std::size_t at_;
  std::size_t run_end_ = 0;  // of the run that was counted last
  std::uint64_t cost_ = 0;
  std::optional<YamlRefusal> refusal_;
};

}  // namespace

std::optional<YamlRefusal> guard_yaml(std::string_view text, std::size_t from) { return Guard(text, from).run(); }

}  // namespace gate
