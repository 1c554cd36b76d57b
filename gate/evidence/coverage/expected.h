// Which changed files a coverage report ought to name.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "gate/model/change.h"
#include "gate/model/source.h"

namespace gate::evidence {

// Test code by the conventions of its language: folders such as "tests", names such as "test_a.py", "a_test.go" and
// "a.spec.ts". Reports often leave it out on purpose, so its absence says nothing.
bool is_test_path(std::string_view path);

// What the reports measure.
struct Measured {
  std::set<std::string, std::less<>> extensions;  // of the files that they name, with the dot
  bool incomplete = false;                        // some could not be read: any source code may have been in them
};

// Whether silence about `file` means that its coverage is not known: it is of a kind that is measured, no test, and its
// added lines hold more than comments, imports and punctuation; headers must add a body (`return`), since declarations
// leave no trace in a report.
bool is_expected(const ChangedFile& file, const Measured& measured, const Source& source);

}  // namespace gate::evidence
