#include "gate/invisible.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>

#include "gate/base/text.h"

namespace gate {
namespace {

constexpr std::size_t kMost = 100;
constexpr std::size_t kMostNamed = 3;

constexpr char32_t kNonJoiner = 0x200C;
constexpr char32_t kJoiner = 0x200D;
constexpr char32_t kPopEmbedding = 0x202C;
constexpr char32_t kPopIsolate = 0x2069;
constexpr char32_t kFlag = 0x1F3F4;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct Named {
  char32_t first, last;
  std::string_view name;
};

constexpr Named kBidi[] = {{0x061C, 0x061C, "Arabic letter mark"},      {0x200E, 0x200E, "left-to-right mark"},
                           {0x200F, 0x200F, "right-to-left mark"},      {0x202A, 0x202A, "left-to-right embedding"},
                           {0x202B, 0x202B, "right-to-left embedding"}, {0x202C, 0x202C, "pop directional formatting"},
                           {0x202D, 0x202D, "left-to-right override"},  {0x202E, 0x202E, "right-to-left override"},
                           {0x2066, 0x2066, "left-to-right isolate"},   {0x2067, 0x2067, "right-to-left isolate"},
                           {0x2068, 0x2068, "first strong isolate"},    {0x2069, 0x2069, "pop directional isolate"}};

constexpr Named kInvisible[] = {{0x00AD, 0x00AD, "soft hyphen"},
                                {0x115F, 0x1160, "Hangul filler"},
                                {0x200B, 0x200B, "zero width space"},
                                {0x200C, 0x200C, "zero width non-joiner"},
                                {0x200D, 0x200D, "zero width joiner"},
                                {0x2060, 0x2060, "word joiner"},
                                {0x2061, 0x2064, "invisible operator"},
                                {0x3164, 0x3164, "Hangul filler"},
                                {0xFEFF, 0xFEFF, "zero width no-break space"},
                                {0xFFA0, 0xFFA0, "Hangul filler"},
                                {0xE0000, 0xE007F, "tag character"}};

struct Range {
  char32_t first, last;
};

// Blocks of pictographs (what else they hold is visible too) and the selectors of their presentation.
constexpr Range kEmoji[] = {{0x2190, 0x21FF}, {0x2300, 0x23FF}, {0x2600, 0x27BF},
                            {0x2B00, 0x2BFF}, {0xFE0E, 0xFE0F}, {0x1F000, 0x1FBFF}};

// Blocks of scripts whose letters join or have half forms: Arabic and its kin to Sinhala, Tibetan and Myanmar, Khmer
// and Mongolian, Tai Tham to Batak, Phags-pa and Saurashtra, Javanese to Meetei Mayek, Arabic's presentation forms,
// Kharoshthi to Tamil's supplement, Adlam (The Unicode Standard, chapters 9, 12 to 14, 16 and 23.2).
constexpr Range kJoining[] = {{0x0600, 0x0DFF}, {0x0F00, 0x109F},   {0x1780, 0x18AF},  {0x1A20, 0x1BFF},
                              {0xA840, 0xA8FF}, {0xA980, 0xAAFF},   {0xABC0, 0xABFF},  {0xFB50, 0xFDFF},
                              {0xFE70, 0xFEFC}, {0x10A00, 0x11FFF}, {0x1E900, 0x1E95F}};

template <class Entry, std::size_t size>
const Entry* find_in(const Entry (&table)[size], char32_t c) {
  const auto* found =
      std::ranges::find_if(table, [c](const Entry& range) { return c >= range.first && c <= range.last; });
  return found == std::end(table) ? nullptr : found;
}

struct Mark {
  std::size_t at = 0, length = 0;  // bytes in the line
  char32_t value = 0;
  const Named* named = nullptr;
};

struct Marks {
  std::vector<Mark> bidi, invisible;
};

// Of a flag's tag sequence that is in use (UTS #51, annex C) at the start of `text`; 0: none.
std::size_t flag_tags(std::string_view text) {
  for (const std::string_view region : {"gbeng\x7F", "gbsct\x7F", "gbwls\x7F"}) {
    std::string tags;
    for (const char c : region) append_utf8(tags, 0xE0000 + static_cast<unsigned char>(c));
    if (text.starts_with(tags)) return tags.size();
  }
  return 0;
}

// Does the joiner (or non-joiner) do what it is there for? `next` may be 0, the line's end.
bool joins(char32_t joiner, char32_t before, char32_t next) {
  if (joiner != kJoiner && joiner != kNonJoiner) return false;
  if (find_in(kJoining, before) != nullptr || find_in(kJoining, next) != nullptr) return true;
  return joiner == kJoiner && find_in(kEmoji, before) != nullptr && find_in(kEmoji, next) != nullptr;
}

Marks marks_of(std::string_view line, bool first_line) {
  Marks marks;
  char32_t before = 0;
  std::size_t at = first_line && line.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  while (at < line.size()) {
    const auto [here, bytes, valid] = decode_utf8(line, at);
    std::size_t length = bytes;
    const std::string_view rest = line.substr(at + length);
    if (here < 0x80) {
      // Nearly all of them, and nothing to look up.
    } else if (const Named* bidi = find_in(kBidi, here)) {
      marks.bidi.push_back({at, length, here, bidi});
    } else if (const Named* invisible = find_in(kInvisible, here)) {
      if (!joins(here, before, rest.empty() ? 0 : decode_utf8(rest, 0).value))
        marks.invisible.push_back({at, length, here, invisible});
    } else if (here == kFlag) {
      length += flag_tags(rest);
    }
    before = here;
    at += length;
  }
  return marks;
}

// Is every embedding, override and isolate ended on the line, in order, and does every end have a beginning?
bool balanced(const std::vector<Mark>& marks) {
  std::vector<char32_t> open;  // the ends to come
  for (const Mark& mark : marks) {
    if (mark.value == kPopEmbedding || mark.value == kPopIsolate) {
      if (open.empty() || open.back() != mark.value) return false;
      open.pop_back();
    } else if (mark.value >= 0x202A) {
      open.push_back(mark.value < kPopIsolate && mark.value >= 0x2066 ? kPopIsolate : kPopEmbedding);
    }
  }
  return open.empty();
}

std::string names_of(const std::vector<Mark>& marks) {
  std::vector<char32_t> named;
  std::string text;
  for (const Mark& mark : marks) {
    if (std::ranges::find(named, mark.value) != named.end()) continue;
    if (named.size() == kMostNamed) return text + " and others";
    named.push_back(mark.value);
    text +=
        fmt::format("{}U+{:04X} ({})", text.empty() ? "" : ", ", static_cast<unsigned>(mark.value), mark.named->name);
  }
  return text;
}

class Findings {
 public:
  explicit Findings(std::string path) : path_(std::move(path)) {}

  void add(const Marks& marks, std::uint32_t line) {
    if (!marks.bidi.empty() && balanced(marks.bidi)) {
      add("gate/bidirectional-control", Severity::medium, marks.bidi, line,
          "may show the line in another order than it is read; where needed, write an escape");
    } else if (!marks.bidi.empty()) {
      add("gate/bidirectional-control", Severity::high, marks.bidi, line,
          "without a partner on the line: it is shown in another order than it is read; where needed, write an escape");
    }
    if (!marks.invisible.empty())
      add("gate/invisible-character", Severity::medium, marks.invisible, line,
          "cannot be seen here; where needed, write an escape");
  }

  std::vector<Finding> take() { return std::move(findings_); }

 private:
  void add(std::string rule, Severity severity, const std::vector<Mark>& marks, std::uint32_t line,
           std::string_view words) {
    if (++count_[severity == Severity::high ? 1 : 0] > kMost) return;
    Finding finding;
    finding.rule = std::move(rule);
    finding.category = "gate";
    finding.severity = severity;
    const auto column = static_cast<std::uint32_t>(marks[0].at + 1);
    finding.place = {path_, line, column, line, column + static_cast<std::uint32_t>(marks[0].length)};
    finding.message = fmt::format("{} {}", names_of(marks), words);
    findings_.push_back(std::move(finding));
  }

  std::string path_;
  std::array<std::size_t, 2> count_{};
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> invisible_characters(const ChangedFile& file, Side side, std::string_view text) {
  if (std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) return {};
  Findings findings(side == Side::before && !file.old_path.empty() ? file.old_path : file.path);
  const LineIndex lines(text);
  for (const LineRange& range : side == Side::before ? file.removed_ranges() : file.added_ranges()) {
    const std::uint32_t last = std::min<std::uint32_t>(range.last, static_cast<std::uint32_t>(lines.line_count()));
    for (std::uint32_t number = range.first; number <= last; ++number)
      findings.add(marks_of(lines.line(number), number == 1), number);
  }
  return findings.take();
}

}  // namespace gate
