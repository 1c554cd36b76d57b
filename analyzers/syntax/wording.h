// What is wrong, in the language's terms.
#pragma once

#include "analyzers/syntax/problem.h"
#include "analyzers/syntax/trials.h"

namespace gate::syntax_check {

// "expression", "'if' statement", "argument list": what a node of the grammar is to a person.
std::string construct(const syntax::Tree& tree, syntax::Node node);

// A token as it is shown in a message: printable, short, in single quotes.
std::string in_quotes(std::string_view token);

// The problem that `trial` mended by putting tokens in: a missing token, an unclosed bracket or text.
Problem describe_missing(const Trial& trial);

// The problem that `trial` mended by taking out (or replacing) `span` of `text`.
Problem describe_unexpected(const Trial& trial, std::string_view text, Span span);

}  // namespace gate::syntax_check
