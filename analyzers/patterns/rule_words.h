// A rule's words for findings, reports and `gate explain`.
#pragma once

#include "analyzers/patterns/rule.h"
#include "gate/analyzer.h"

namespace gate::patterns {

// metadata.category in gate's words: security, correctness, performance, maintainability; else as written.
std::string category_of(const Rule& rule);
// metadata.confidence; else medium.
Confidence confidence_of(const Rule& rule);
// For reports: the message, why, bad and good examples where metadata has them, CWE, OWASP, references.
RuleInfo info_of(const Rule& rule);
// For gate's own rules, whose metadata has all the words.
gate::Rule words_of(const Rule& rule);

}  // namespace gate::patterns
