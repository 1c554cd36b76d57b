// The parts that a Dockerfile's tree is made from: instructions, words, shell commands. Syntax as of
// https://docs.docker.com/reference/dockerfile/ and BuildKit's parser.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/patterns/ast.h"

namespace gate::patterns::dockerfile {

// Text of an instruction on one line: of the same length as the source from `start` on, so that places agree, with
// continuations and the comments between them as blanks.
struct Text {
  std::string_view text;
  std::uint32_t start = 0;  // of the source

  Text part(std::size_t from, std::size_t to) const {
    return {text.substr(from, to - from), start + static_cast<std::uint32_t>(from)};
  }
  std::uint32_t end() const { return start + static_cast<std::uint32_t>(text.size()); }
};

struct Heredoc {
  std::string name;
  Text body;  // as written, newlines included
};

struct Instruction {
  Text name;                      // as written
  Text rest;                      // what follows, trimmed
  Text script;                    // of RUN: rest with the here-documents; else empty
  std::vector<Heredoc> heredocs;  // of RUN, COPY, ADD
  std::uint32_t end = 0;          // of the source
};

// All instructions of `source`, in order. Texts are views of `source` or kept by `ast`.
std::vector<Instruction> read_instructions(std::string_view source, Ast& ast);

// A `# escape=` directive's character, or the backslash.
char escape_of(std::string_view source);

// What all parts of one tree's building share.
struct Builder {
  Ast& ast;
  char escape = '\\';
};

// Words of `text`, parted by blanks outside quotes.
std::vector<Text> words_of(Text text, char escape);
// Adds one word: a string, what a `$NAME` stands for (unary "$"), a pattern's placeholder (identifier), or of several
// of these a template_string.
void add_word(Builder& builder, Text word, Role role);
// First byte of `set` outside quotes and `${}`; npos: none.
std::size_t find_plain(Text word, std::string_view set, char escape);
// Whether `text` is a pattern's word for any number of words: "..." or "$...X".
bool is_list_placeholder(std::string_view text);

// Adds what a shell runs: commands as tuples of words, binary "&&", "||" and "pipe" between them. A block of
// statements, so that a pattern's command also matches within a longer statement.
void add_shell(Builder& builder, Text script, Role role);
// The statements alone, of a pattern that is shell code by itself.
void add_shell_statements(Builder& builder, Text script);

// Gives each `$NAME` the value that an ENV before it in the same stage says, where that value is plain text.
void set_constants(Ast& ast);

}  // namespace gate::patterns::dockerfile
