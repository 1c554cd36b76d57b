#include "gate/history/record_codec.h"

#include <algorithm>
#include <bit>

namespace gate::history {
namespace {

constexpr std::size_t kRawId = 20;
constexpr unsigned kKindShift = 5, kStatusMask = 7, kCounted = 8, kMissing = 16;
constexpr unsigned kFix = 1, kIndented = 2;

class Writer {
 public:
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(value | 0x80);
    bytes_ += static_cast<char>(value);
  }
  void signed_number(std::int64_t value) {
    number((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
  }
  void fixed(std::uint64_t value) {
    for (int shift = 0; shift < 64; shift += 8) bytes_ += static_cast<char>(value >> shift);
  }
  void text(std::string_view text) {
    number(text.size());
    bytes_ += text;
  }
  void raw(std::string_view bytes) { bytes_ += bytes; }
  // What follows what `text` shares with `before`.
  void text_after(std::string_view before, std::string_view text) {
    const auto differ = std::ranges::mismatch(before, text).in2;
    const auto shared = static_cast<std::size_t>(differ - text.begin());
    number(shared);
    this->text(text.substr(shared));
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// Gives zeros once the bytes have ended or are wrong.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (bytes_.empty()) break;
      const auto byte = static_cast<unsigned char>(bytes_.front());
      bytes_.remove_prefix(1);
      value |= std::uint64_t{byte & 0x7Fu} << shift;
      if (byte < 0x80) return value;
    }
    return spoil();
  }
  std::uint32_t small_number() {
    const std::uint64_t value = number();
    return value <= UINT32_MAX ? static_cast<std::uint32_t>(value) : static_cast<std::uint32_t>(spoil());
  }
  std::int64_t signed_number() {
    const std::uint64_t value = number();
    return static_cast<std::int64_t>((value >> 1) ^ (0 - (value & 1)));
  }
  std::uint64_t fixed() {
    const std::string_view eight = raw(8);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < eight.size(); ++i)
      value |= std::uint64_t{static_cast<unsigned char>(eight[i])} << (8 * i);
    return value;
  }
  std::string_view raw(std::uint64_t size) {
    if (size > bytes_.size()) {
      spoil();
      return {};
    }
    const std::string_view found = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return found;
  }
  std::string_view text() { return raw(number()); }
  std::string text_after(std::string_view before) {
    const std::uint64_t shared = number();
    if (shared > before.size()) spoil();
    std::string made(before.substr(0, good_ ? shared : 0));
    return made += text();
  }
  // A count of things that take a byte at least each.
  std::size_t count() {
    const std::uint64_t value = number();
    return value <= bytes_.size() ? value : spoil();
  }
  bool good() const { return good_; }
  bool done() const { return good_ && bytes_.empty(); }

 private:
  std::uint64_t spoil() {
    good_ = false;
    bytes_ = {};
    return 0;
  }
  std::string_view bytes_;
  bool good_ = true;
};

void write_touch(Writer& out, const Touch& touch, std::string_view before) {
  unsigned head = static_cast<unsigned>(touch.status) | static_cast<unsigned>(touch.kind) << kKindShift;
  if (touch.counted) head |= kCounted;
  if (touch.missing) head |= kMissing;
  out.number(head);
  out.text_after(before, touch.path);
  if (touch.status == FileStatus::renamed) out.text_after(touch.path, touch.old_path);
  if (!touch.counted) return;
  for (const std::uint32_t lines : {touch.added, touch.removed, touch.lines_before}) out.number(lines);
}

Touch read_touch(Reader& in, std::string_view before) {
  const std::uint32_t head = in.small_number();
  Touch touch;
  touch.status = static_cast<FileStatus>(std::min(head & kStatusMask, unsigned{4}));
  touch.kind = static_cast<FileKind>(head >> kKindShift & 7);
  touch.counted = (head & kCounted) != 0;
  touch.missing = (head & kMissing) != 0;
  touch.path = in.text_after(before);
  touch.old_path = touch.status == FileStatus::renamed ? in.text_after(touch.path) : touch.path;
  if (!touch.counted) return touch;
  for (std::uint32_t* lines : {&touch.added, &touch.removed, &touch.lines_before}) *lines = in.small_number();
  return touch;
}

void write_indentation(Writer& out, const Indentation& indentation) {
  for (const double value : {indentation.added_mean, indentation.removed_mean, indentation.added_deepest})
    out.fixed(std::bit_cast<std::uint64_t>(value));
  out.number(indentation.added_lines);
  out.number(indentation.removed_lines);
}

void read_indentation(Reader& in, Indentation& indentation) {
  for (double* value : {&indentation.added_mean, &indentation.removed_mean, &indentation.added_deepest})
    *value = std::bit_cast<double>(in.fixed());
  indentation.added_lines = in.small_number();
  indentation.removed_lines = in.small_number();
}

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

}  // namespace

std::string encode_facts(const CommitRecord& record) {
  Writer out;
  const bool indented = record.indentation != Indentation{};
  out.number((record.fix ? kFix : 0) | (indented ? kIndented : 0));
  out.signed_number(record.time);
  out.signed_number(record.offset_minutes);
  out.fixed(record.author);
  out.number(record.parents.size());
  for (const std::string& parent : record.parents) out.raw(raw_id(parent));
  out.text(record.reverts);
  if (!record.reverts.empty()) out.signed_number(record.reverted_time);
  for (const std::uint32_t value : {record.message_characters, record.message_lines, record.issue_links, record.hunks})
    out.number(value);
  if (indented) write_indentation(out, record.indentation);
  for (const std::uint32_t value :
       {record.code_lines.added, record.code_lines.removed, record.code_lines.control_added})
    out.number(value);
  out.number(record.touches.size());
  std::string_view before;
  for (const Touch& touch : record.touches) {
    write_touch(out, touch, before);
    before = touch.path;
  }
  return out.take();
}

bool decode_facts(std::string_view bytes, CommitRecord& record) {
  Reader in(bytes);
  const std::uint64_t flags = in.number();
  record.fix = (flags & kFix) != 0;
  record.time = in.signed_number();
  record.offset_minutes = static_cast<std::int32_t>(in.signed_number());
  record.author = in.fixed();
  record.parents.resize(in.count());
  for (std::string& parent : record.parents) parent = hex_id(in.raw(kRawId));
  record.reverts = in.text();
  record.reverted_time = record.reverts.empty() ? 0 : in.signed_number();
  for (std::uint32_t* value : {&record.message_characters, &record.message_lines, &record.issue_links, &record.hunks}) {
    *value = in.small_number();
  }
  record.indentation = {};
  if ((flags & kIndented) != 0) read_indentation(in, record.indentation);
  for (auto* value : {&record.code_lines.added, &record.code_lines.removed, &record.code_lines.control_added})
    *value = in.small_number();
  const std::size_t touches = in.count();
  record.touches.clear();
  record.touches.reserve(std::min<std::size_t>(touches, 1024));
  for (std::size_t i = 0; i < touches && in.good(); ++i) {
    Touch touch = read_touch(in, i == 0 ? std::string_view() : std::string_view(record.touches.back().path));
    record.touches.push_back(std::move(touch));
  }
  return in.done();
}

std::string encode_tokens(const CommitRecord& record) {
  Writer out;
  for (const auto* list : {&record.added, &record.removed, &record.message}) {
    out.number(list->size());
    std::uint64_t last = 0;
    for (const TokenCount& token : *list) {
      out.number((token.id - last) << 1 | (token.count > 1 ? 1 : 0));
      if (token.count > 1) out.number(token.count);
      last = token.id;
    }
  }
  return out.take();
}

bool decode_tokens(std::string_view bytes, CommitRecord& record) {
  Reader in(bytes);
  for (auto* list : {&record.added, &record.removed, &record.message}) {
    list->resize(in.count());
    std::uint64_t last = 0;
    for (TokenCount& token : *list) {
      const std::uint64_t step = in.number();
      last += step >> 1;
      token = {static_cast<std::uint32_t>(last), (step & 1) != 0 ? in.small_number() : 1};
    }
  }
  return in.done();
}

std::string raw_id(std::string_view hex) {
  std::string raw;
  if (hex.size() != 2 * kRawId) return raw;
  raw.reserve(kRawId);
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int high = digit(hex[i]), low = digit(hex[i + 1]);
    if (high < 0 || low < 0) return {};
    raw += static_cast<char>(high << 4 | low);
  }
  return raw;
}

std::string hex_id(std::string_view raw) {
  std::string hex;
  hex.reserve(2 * raw.size());
  for (const char c : raw) {
    const auto byte = static_cast<unsigned char>(c);
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  return hex;
}

}  // namespace gate::history
