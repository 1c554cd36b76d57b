// What marks lines of a pull request, in the order of importance: for workflow commands and for check runs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "gate/model/verdict.h"

namespace gate::report {

// A finding in scope, a ruling that no finding speaks for, or (neither) a verdict that could not be recorded.
struct Annotation {
  std::string_view kind;  // "error", "warning" or "notice"
  const Finding* finding = nullptr;
  const Ruling* ruling = nullptr;
};

// Of each kind, those that GitHub shows of one step; it drops the rest without a word.
inline constexpr std::size_t kMostOfKind = 10;

// Points into `verdict`. Under --dry-run nothing is an error.
std::vector<Annotation> annotations_of(const Verdict& verdict);

// Those that workflow commands leave out.
std::vector<Annotation> annotations_left_out(const Verdict& verdict);

std::string annotation_title(const Annotation& annotation);
std::string annotation_message(const Annotation& annotation, const Verdict& verdict);

}  // namespace gate::report
