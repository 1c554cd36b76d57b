// What the parts of the syntax analyzer hand to each other.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gate/model/finding.h"

namespace gate::syntax_check {

// Ids of rules.cpp.
inline constexpr std::string_view kMissingToken = "missing-token";
inline constexpr std::string_view kUnexpectedToken = "unexpected-token";
inline constexpr std::string_view kUnclosedDelimiter = "unclosed-delimiter";
inline constexpr std::string_view kUnterminatedText = "unterminated-text";
inline constexpr std::string_view kMalformedCode = "malformed-code";
inline constexpr std::string_view kMissingBlock = "missing-block";
inline constexpr std::string_view kIndentation = "indentation";
inline constexpr std::string_view kForbiddenConstruct = "forbidden-construct";
inline constexpr std::string_view kUnknownConstruct = "unknown-construct";

// Bytes [start, end) of the text.
struct Span {
  std::uint32_t start = 0;
  std::uint32_t end = 0;
};

struct Problem {
  std::string_view rule;
  Span span;
  std::string message;
  Confidence confidence = Confidence::high;
  std::vector<std::pair<Span, std::string>> related = {};
  bool fresh = false;       // the version before, which there is, did not have it
  std::string insert = {};  // the text whose insertion at span.start mends it; empty: no fix is offered
};

}  // namespace gate::syntax_check
