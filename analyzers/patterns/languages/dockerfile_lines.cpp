// Lines to instructions: comments, continuations, here-documents.
#include <algorithm>
#include <cctype>

#include "analyzers/patterns/languages/dockerfile_parts.h"
#include "gate/base/text.h"

namespace gate::patterns::dockerfile {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f'; }

struct Line {
  std::size_t start = 0, end = 0, next = 0;  // [start, end) without the line's end
};

Line line_at(std::string_view source, std::size_t at) {
  const std::size_t end = std::min(source.find('\n', at), source.size());
  return {at, end, std::min(end + 1, source.size())};
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

bool is_nothing(std::string_view line) {
  line = trimmed(line);
  return line.empty() || line.front() == '#';
}

bool same_word(std::string_view word, std::string_view upper) {
  return std::ranges::equal(word, upper,
                            [](char a, char b) { return std::toupper(static_cast<unsigned char>(a)) == b; });
}

// Where the escape character stands that joins this line with the next; npos: none. A doubled one does not.
std::size_t continuation(std::string_view line, char escape) {
  std::size_t last = line.size();
  while (last > 0 && is_blank(line[last - 1])) --last;
  if (last == 0 || line[last - 1] != escape) return line.npos;
  return last > 1 && line[last - 2] == escape ? line.npos : last - 1;
}

// The name that a word asks a here-document for: <<NAME, <<-NAME, 3<<"NAME"; empty: none.
struct Asked {
  std::string name;
  bool tabs = false;  // leading tabs do not count
};

Asked asked_by(std::string_view word) {
  Asked asked;
  while (!word.empty() && word[0] >= '0' && word[0] <= '9') word.remove_prefix(1);
  if (!word.starts_with("<<")) return asked;
  word.remove_prefix(2);
  asked.tabs = word.starts_with("-");
  if (asked.tabs) word.remove_prefix(1);
  if (word.contains('<')) return asked;
  for (const char c : word)
    if (c != '"' && c != '\'' && c != '\\') asked.name += c;
  return asked;
}

class Lines {
 public:
  Lines(std::string_view source, Ast& ast) : source_(source), ast_(ast), escape_(escape_of(source)) {}

  std::vector<Instruction> read() {
    while (at_ < source_.size()) {
      const Line line = line_at(source_, at_);
      if (is_nothing(source_.substr(line.start, line.end - line.start)))
        at_ = line.next;
      else
        instruction();
    }
    return std::move(found_);
  }

 private:
  void instruction() {
    while (is_blank(source_[at_])) ++at_;
    const std::size_t start = at_;
    const Text text = logical(start);
    Instruction& made = found_.emplace_back();
    std::size_t name = 0;
    while (name < text.text.size() && !is_blank(text.text[name])) ++name;
    made.name = text.part(0, name);
    std::size_t from = name, to = text.text.size();
    while (from < to && is_blank(text.text[from])) ++from;
    while (to > from && is_blank(text.text[to - 1])) --to;
    made.rest = text.part(from, to);
    made.end = made.rest.end();
    if (made.rest.text.contains("<<")) heredocs(made);
    if (made.heredocs.empty()) made.script = made.rest;
  }

  // The instruction's lines as one; at_ moves behind them.
  Text logical(std::size_t start) {
    std::string joined;  // empty while it is one line
    Line line = line_at(source_, start);
    std::size_t mark = continuation(source_.substr(line.start, line.end - line.start), escape_);
    std::size_t end = line.end;
    while (mark != std::string_view::npos) {
      joined.append(source_.substr(line.start, mark));
      end = line.start + mark;
      joined.append(line.next - end, ' ');
      mark = std::string_view::npos;
      while (line.next < source_.size()) {
        line = line_at(source_, line.next);
        const std::string_view text = source_.substr(line.start, line.end - line.start);
        if (is_nothing(text)) {
          joined.append(line.next - line.start, ' ');
          continue;
        }
        end = line.end;
        mark = continuation(text, escape_);
        if (mark == std::string_view::npos) joined.append(text);
        break;
      }
    }
    at_ = line.next;
    std::string_view text = joined.empty() ? source_.substr(start, end - start) : ast_.keep(std::move(joined));
    return {text.substr(0, end - start), static_cast<std::uint32_t>(start)};
  }

  void heredocs(Instruction& made) {
    const std::string_view name = made.name.text;
    const bool run = same_word(name, "RUN");
    if (!run && !same_word(name, "COPY") && !same_word(name, "ADD")) return;
    const std::size_t first = at_;
    for (const Text word : words_of(made.rest, escape_)) {
      const Asked asked = asked_by(word.text);
      if (asked.name.empty()) continue;
      const std::size_t begin = at_;
      std::size_t end = source_.size();
      while (at_ < source_.size()) {
        const Line line = line_at(source_, at_);
        std::string_view text = source_.substr(line.start, line.end - line.start);
        if (text.ends_with('\r')) text.remove_suffix(1);
        while (asked.tabs && text.starts_with('\t')) text.remove_prefix(1);
        at_ = line.next;
        if (text != asked.name) continue;
        end = line.start;
        made.end = static_cast<std::uint32_t>(line.end);
        break;
      }
      if (at_ >= source_.size() && end == source_.size()) made.end = static_cast<std::uint32_t>(end);
      made.heredocs.push_back({asked.name, {source_.substr(begin, end - begin), static_cast<std::uint32_t>(begin)}});
    }
    if (made.heredocs.empty() || !run) return;
    // The command as one line, then the documents as they stand.
    std::string script(made.rest.text);
    if (first > made.rest.end()) {
      script.append(first - 1 - made.rest.end(), ' ');
      script += source_.substr(first - 1, at_ - (first - 1));
    }
    made.script = {ast_.keep(std::move(script)), made.rest.start};
  }

  std::string_view source_;
  Ast& ast_;
  char escape_;
  std::size_t at_ = 0;
  std::vector<Instruction> found_;
};

}  // namespace

char escape_of(std::string_view source) {
  for (std::size_t at = 0; at < source.size();) {
    const Line line = line_at(source, at);
    std::string_view text = trimmed(source.substr(line.start, line.end - line.start));
    const std::size_t equals = text.find('=');
    if (!text.starts_with('#') || equals == text.npos) break;
    const std::string_view key = trimmed(text.substr(1, equals - 1)), value = trimmed(text.substr(equals + 1));
    if (key.contains(' ')) break;
    if (same_word(key, "ESCAPE")) return value == "`" ? '`' : '\\';
    at = line.next;
  }
  return '\\';
}

std::vector<Instruction> read_instructions(std::string_view source, Ast& ast) { return Lines(source, ast).read(); }

}  // namespace gate::patterns::dockerfile
