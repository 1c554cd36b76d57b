#include "gate/evidence/coverage/lcov.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <unordered_map>

#include "gate/base/hash.h"
#include "gate/base/text.h"

namespace gate::evidence {
namespace {

constexpr std::size_t kLineLimit = 1u << 20;  // bytes; mangled names of templates are long, but not that long
constexpr std::string_view kEnd = "end_of_record";

using Problem = std::optional<std::string>;

bool is_tag(std::string_view line) {
  auto colon = line.find(':');
  if (colon == 0 || colon == std::string_view::npos) return false;
  for (char c : line.substr(0, colon))
    if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_')) return false;
  return true;
}

class LcovReader : public ReportReader {
 public:
  explicit LcovReader(ReportBuilder& builder) : builder_(builder) { builder_.report().format = "lcov"; }

  std::uint64_t offset() const override { return offset_; }

  Problem feed(std::string_view bytes) override {
    if (!carry_.empty()) {
      auto end = bytes.find('\n');
      carry_.append(bytes.substr(0, end));
      if (carry_.size() > kLineLimit) return too_long();
      if (end == std::string_view::npos) return std::nullopt;
      std::string line = std::move(carry_);
      carry_.clear();
      if (auto problem = take_line(line)) return problem;
      offset_ += line.size() + 1;
      bytes.remove_prefix(end + 1);
    }
    return lines(bytes);
  }

  Problem finish() override {
    if (!carry_.empty()) {
      if (auto problem = take_line(carry_)) return problem;
    }
    close();
    auto last = trim(last_line_);
    if (!seen_record_) return "holds no record: no line begins with \"SF:\"";
    if (last == kEnd || last.starts_with("TN:") || last.starts_with('#')) return std::nullopt;
    return "is cut off: the last record has no end_of_record; write it anew";
  }

 private:
  // `text` begins at the start of a line.
  Problem lines(std::string_view text) {
    while (!text.empty()) {
      if (record_ == nullptr) {
        std::size_t skipped = skip(text);
        offset_ += skipped;
        text.remove_prefix(skipped);
        if (text.empty()) break;
      }
      auto end = text.find('\n');
      if (end == std::string_view::npos) break;
      if (auto problem = take_line(text.substr(0, end))) return problem;
      offset_ += end + 1;
      text.remove_prefix(end + 1);
    }
    carry_ = text;
    return carry_.size() > kLineLimit ? too_long() : std::nullopt;
  }

  // Bytes up to the next line that begins with "SF:", or to the last line when there is none.
  std::size_t skip(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      const void* found = std::memchr(text.data() + at, 'S', text.size() - at);
      if (found == nullptr) break;
      at = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
      if ((at == 0 || text[at - 1] == '\n') && text.substr(at).starts_with("SF:")) {
        if (at > 0) remember_last(text.substr(0, at - 1));
        return at;
      }
    }
    auto newline = text.rfind('\n');
    if (newline == std::string_view::npos) return 0;
    remember_last(text.substr(0, newline));
    return newline + 1;
  }

  // Of a text without its final newline, the last line that is not blank, shortened.
  void remember_last(std::string_view text) {
    while (!text.empty()) {
      auto start = text.rfind('\n') + 1;
      auto line = trim(text.substr(start));
      if (!line.empty()) {
        last_line_ = line.substr(0, 64);
        return;
      }
      text = text.substr(0, start == 0 ? 0 : start - 1);
    }
  }

  Problem take_line(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!trim(line).empty()) last_line_ = trim(line).substr(0, 64);
    if (line.starts_with("SF:")) {
      close();
      seen_record_ = true;
      record_ = builder_.open(line.substr(3));
      return std::nullopt;
    }
    if (record_ == nullptr) return std::nullopt;
    if (line.starts_with("DA:")) return hits(line.substr(3));
    if (line.starts_with("BRDA:")) return branch(line.substr(5));
    if (line.starts_with("FN") && line.size() > 4) return function(line);
    if (trim(line) == kEnd) {
      close();
      return std::nullopt;
    }
    if (line.empty() || line.starts_with('#') || is_tag(line)) return std::nullopt;
    return fmt::format("is not an LCOV tracefile: \"{}\"", printable(line.substr(0, 60)));
  }

  // DA:<line>,<executions>[,<checksum>]
  Problem hits(std::string_view text) {
    auto comma = text.find(',');
    auto line = parse_line(text.substr(0, comma));
    if (comma == std::string_view::npos || !line) return malformed("DA:", text);
    auto rest = text.substr(comma + 1);
    auto count = parse_count(rest.substr(0, rest.find(',')));
    if (!count) return malformed("DA:", text);
    if (*line > 0) record_->add_hits(*line, *count);
    return std::nullopt;
  }

  // BRDA:<line>,[e]<block>,<branch>,<taken>; <branch> may be an expression with commas, <taken> is "-" when the block
  // was never reached.
  Problem branch(std::string_view text) {
    auto first = text.find(','), last = text.rfind(',');
    auto line = parse_line(text.substr(0, first));
    if (first == std::string_view::npos || last == first || !line) return malformed("BRDA:", text);
    auto taken = trim(text.substr(last + 1));
    auto count = taken == "-" ? std::optional<std::uint64_t>{0} : parse_count(taken);
    if (!count) return malformed("BRDA:", text);
    if (!record_->add_arm(*line, fnv1a(text.substr(first, last - first)), *count))
      return fmt::format("names more than 4096 branches on line {} of {}", *line, printable(record_->name()));
    return std::nullopt;
  }

  // FN:<line>,[<end>,]<name> and FNDA:<calls>,<name>; since LCOV 2.2 FNL:<index>,<line>[,<end>] and
  // FNA:<index>,<calls>,<name>.
  Problem function(std::string_view line) {
    auto colon = line.find(':');
    auto tag = line.substr(0, colon), text = line.substr(std::min(line.size(), colon + 1));
    auto comma = text.find(',');
    if (comma == std::string_view::npos || tag == "FNF" || tag == "FNH") return std::nullopt;
    auto first = text.substr(0, comma), rest = text.substr(comma + 1);
    auto second = rest.substr(0, rest.find(','));
    if (tag == "FN") {
      if (parse_line(second) && second.size() < rest.size()) rest.remove_prefix(second.size() + 1);
      return declared(rest, first);
    }
    if (tag == "FNL") return declared(first, second);
    if (tag == "FNDA") return called(rest, first);
    return tag == "FNA" ? called(first, second) : std::nullopt;
  }

  Problem declared(std::string_view name, std::string_view line_text) {
    auto line = parse_line(line_text);
    if (!line) return malformed("FN:", line_text);
    if (*line > 0 && record_->wants(*line)) functions_[std::string(name)].line = *line;
    return std::nullopt;
  }

  Problem called(std::string_view name, std::string_view count_text) {
    auto count = parse_count(count_text);
    if (!count) return malformed("FNDA:", count_text);
    if (auto known = functions_.find(std::string(name)); known != functions_.end()) known->second.calls += *count;
    return std::nullopt;
  }

  void close() {
    for (const auto& [name, function] : functions_) record_->add_function(function.line, function.calls);
    functions_.clear();
    record_ = nullptr;
  }

  static Problem malformed(std::string_view tag, std::string_view text) {
    return fmt::format("has a malformed line: \"{}{}\"", tag, printable(text.substr(0, 60)));
  }
  static Problem too_long() { return "has a line of more than 1 MiB, which no LCOV tracefile has"; }

  ReportBuilder& builder_;
  ReportRecord* record_ = nullptr;
  struct Function {
    std::uint32_t line = 0;
    std::uint64_t calls = 0;
  };
  std::unordered_map<std::string, Function> functions_;  // of the record, on wanted lines
  std::string carry_;                                    // the beginning of a line whose end was not fed yet
  std::string last_line_;                                // that is not blank
  std::uint64_t offset_ = 0;
  bool seen_record_ = false;
};

}  // namespace

std::unique_ptr<ReportReader> lcov_reader(ReportBuilder& builder) { return std::make_unique<LcovReader>(builder); }

}  // namespace gate::evidence
