#include "gate/history/szz_lines.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "gate/base/hash.h"
#include "gate/base/text.h"

namespace gate::history {
namespace {

struct Pair {
  std::string_view open, close;
};

}  // namespace

struct LineSyntax {
  std::string_view extensions;             // between spaces
  std::array<std::string_view, 2> line;    // to the end of the line
  std::array<Pair, 2> block;               // comments
  std::array<std::string_view, 2> text;    // strings over several lines that stand alone as documentation
  std::string_view quotes;                 // of strings that end with their line
  std::array<std::string_view, 6> import;  // first words of lines that only import
};

namespace {

constexpr Pair kSlashStar{"/*", "*/"};

constexpr std::array kSyntaxes = {
    LineSyntax{" java scala groovy kt kts gradle ", {"//"}, {kSlashStar}, {}, "\"'", {"import", "package"}},
    LineSyntax{" c h cc cpp cxx hh hpp hxx inl ipp cu m mm ",
               {"//"},
               {kSlashStar},
               {},
               "\"'",
               {"#include", "using", "import", "#pragma", "@import", "module"}},
    LineSyntax{" js jsx mjs cjs ts tsx mts cts vue svelte ", {"//"}, {kSlashStar}, {}, "\"'", {"import"}},
    LineSyntax{" go rs swift dart zig proto thrift ",
               {"//"},
               {kSlashStar},
               {},
               "\"",
               {"import", "package", "use", "extern crate", "library", "mod"}},
    LineSyntax{" cs fs ", {"//"}, {kSlashStar, {"(*", "*)"}}, {}, "\"", {"using", "open"}},
    LineSyntax{" php ", {"//", "#"}, {kSlashStar}, {}, "\"'", {"use", "namespace", "require_once", "include_once"}},
    LineSyntax{" py pyx pyi ", {"#"}, {}, {"\"\"\"", "'''"}, "\"'", {"import", "from"}},
    LineSyntax{" rb rake ", {"#"}, {Pair{"=begin", "=end"}}, {}, "\"'", {"require", "require_relative"}},
    LineSyntax{" sh bash zsh ksh tcl awk r jl cr ex exs nim cmake mk ", {"#"}, {}, {}, "\"'", {"source", "library"}},
    LineSyntax{" pl pm t ", {"#"}, {Pair{"\n=", "\n=cut"}}, {}, "\"'", {"use", "package"}},
    LineSyntax{" ps1 psm1 ", {"#"}, {Pair{"<#", "#>"}}, {}, "\"'", {"Import-Module", "using"}},
    LineSyntax{" sql ", {"--"}, {kSlashStar}, {}, "\"'", {}},
    LineSyntax{" lua ", {"--"}, {Pair{"--[[", "]]"}}, {}, "\"'", {}},
    LineSyntax{" hs elm ", {"--"}, {Pair{"{-", "-}"}}, {}, "\"", {"import", "module"}},
    LineSyntax{" ml mli ", {}, {Pair{"(*", "*)"}}, {}, "\"", {"open"}},
    LineSyntax{" clj cljs lisp el scm ", {";"}, {}, {}, "\"", {}},
    LineSyntax{" erl hrl ", {"%"}, {}, {}, "\"", {"-include", "-import", "-module"}},
    LineSyntax{" f90 f95 f03 ", {"!"}, {}, {}, "\"'", {"use"}},
    LineSyntax{" s asm ", {"#", "//"}, {kSlashStar}, {}, "\"", {".include"}},
    LineSyntax{" css scss less ", {"//"}, {kSlashStar}, {}, "\"'", {"@import"}},
};

// Words that only shape a block: alone on a line they compute nothing.
constexpr std::string_view kShape = " else try finally do end fi done then begin esac endif #else #endif ";

bool is_letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Removes comments and white space from a text, line by line.
class CodeReader {
 public:
  CodeReader(const LineSyntax& syntax, std::string_view text) : syntax_(syntax), text_(text) {}

  std::vector<std::string> read() {
    while (at_ < text_.size()) step();
    if (!text_.empty() && text_.back() != '\n') end_line();
    return std::move(lines_);
  }

 private:
  bool starts(std::string_view word) const { return !word.empty() && text_.substr(at_, word.size()) == word; }

  void step() {
    if (text_[at_] == '\n') return newline();
    if (!closing_.empty()) return inside();
    for (const Pair& pair : syntax_.block) {
      if (opens(pair.open)) return enter(pair, false);
    }
    for (std::string_view mark : syntax_.text) {
      if (starts(mark)) return enter({mark, mark}, !code_.empty());
    }
    for (std::string_view mark : syntax_.line) {
      if (starts(mark)) return skip_to_line_end();
    }
    if (syntax_.quotes.find(text_[at_]) != std::string_view::npos) return quoted();
    take(text_[at_++]);
  }

  // A mark that begins with a newline stands at the start of a line.
  bool opens(std::string_view mark) const {
    if (mark.empty()) return false;
    if (mark.front() != '\n') return starts(mark);
    return line_start_ == at_ && starts(mark.substr(1));
  }

  void inside() {
    const bool at_start = closing_.front() == '\n';
    const std::string_view mark = at_start ? closing_.substr(1) : closing_;
    if (starts(mark) && (!at_start || line_start_ == at_)) {
      at_ += mark.size();
      closing_ = {};
    } else {
      if (inside_counts_) take(text_[at_]);
      ++at_;
    }
  }

  void enter(const Pair& pair, bool counts) {
    at_ += pair.open.front() == '\n' ? pair.open.size() - 1 : pair.open.size();
    closing_ = pair.close;
    inside_counts_ = counts;
  }

  void skip_to_line_end() { at_ = std::min(text_.find('\n', at_), text_.size()); }

  // A string, with its white space, up to its end or the end of the line.
  void quoted() {
    const char quote = text_[at_];
    do {
      if (text_[at_] == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] != '\n') code_ += text_[at_++];
      code_ += text_[at_++];
    } while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n');
    if (at_ < text_.size() && text_[at_] == quote) code_ += text_[at_++];
  }

  void take(char c) {
    if (!is_space(c)) code_ += c;
  }

  void newline() {
    end_line();
    line_start_ = ++at_;
  }

  void end_line() {
    if (only_imports() || only_shapes()) code_.clear();
    lines_.push_back(std::move(code_));
    code_.clear();
  }

  bool only_shapes() const {
    std::string word = " ";
    for (char c : code_) {
      if (is_letter(c) || c == '#') word += c;
    }
    return word.size() == 1 || (word.size() < 12 && kShape.find(word + ' ') != std::string_view::npos);
  }

  bool only_imports() const {
    std::size_t from = line_start_;
    while (from < at_ && is_space(text_[from])) ++from;
    const std::string_view line = text_.substr(from, at_ - from);
    return std::any_of(syntax_.import.begin(), syntax_.import.end(), [line](std::string_view word) {
      if (word.empty() || !line.starts_with(word)) return false;
      return line.size() == word.size() || !(is_letter(line[word.size()]) || line[word.size()] == '_');
    });
  }

  const LineSyntax& syntax_;
  std::string_view text_;
  std::size_t at_ = 0, line_start_ = 0;
  std::string_view closing_;    // of the comment or text that `at_` is in; empty: none
  bool inside_counts_ = false;  // a text that is a value, no documentation
  std::string code_;
  std::vector<std::string> lines_;
};

}  // namespace

const LineSyntax* line_syntax(std::string_view path) {
  const std::size_t dot = path.find_last_of("./");
  if (dot == std::string_view::npos || path[dot] != '.' || path.size() - dot > 12) return nullptr;
  const std::string wanted = ' ' + lower(path.substr(dot + 1)) + ' ';
  if (wanted.size() == 2 || wanted.find(' ', 1) != wanted.size() - 1) return nullptr;
  const auto found = std::find_if(kSyntaxes.begin(), kSyntaxes.end(), [&wanted](const LineSyntax& one) {
    return one.extensions.find(wanted) != std::string_view::npos;
  });
  return found == kSyntaxes.end() ? nullptr : &*found;
}

std::vector<std::string> code_of_lines(const LineSyntax& syntax, std::string_view text) {
  return CodeReader(syntax, text).read();
}

BareLine bare_line(std::string_view line) {
  BareLine bare{fnv1a({}), 0};
  for (char c : line) {
    if (is_space(c)) continue;
    bare.hash = fnv1a({&c, 1}, bare.hash);
    bare.letters += is_letter(c) ? 1 : 0;
  }
  return bare;
}

}  // namespace gate::history
