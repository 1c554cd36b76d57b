// Every member of every stored struct stands in json_fields.h, once.
#include "gate/model/json_fields.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>

namespace gate {
namespace {

// Converts to anything: how many of them initialise an aggregate is the number of its members.
struct Any {
  template <class T>
  operator T() const {
    std::unreachable();  // only ever asked whether it would do
  }
};

template <class T, std::size_t... I>
constexpr bool takes(std::index_sequence<I...>) {
  return requires { T{(static_cast<void>(I), Any{})...}; };
}

template <class T, std::size_t N = 1>
constexpr std::size_t member_count() {
  if constexpr (takes<T>(std::make_index_sequence<N>{})) {
    return member_count<T, N + 1>();
  } else {
    return N - 1;
  }
}

struct Names {
  std::multiset<std::string> seen;
  template <class T>
  void operator()(const char* name, const T&) {
    seen.insert(name);
  }
};

template <class T>
class StoredStruct : public testing::Test {};

using Stored =
    testing::Types<LineRange, Hunk, BlobRef, ChangedFile, Person, Commit, RevisionChoice, Change, Place, Edit,
                   RelatedPlace, Snippet, Finding, EvidenceSource, FileCoverage, FileCoverage::Branches, Coverage,
                   Coverage::Unmatched, Coverage::Stale, Review, PathOwners, ReviewEvidence, Evidence, AnalyzerRun,
                   RiskReason, RiskFile, RiskFile::Lines, RiskScore, PastIncident, History, Facts, Ruling>;
TYPED_TEST_SUITE(StoredStruct, Stored);

TYPED_TEST(StoredStruct, NamesEveryMemberOnce) {
  Names names;
  const TypeParam value{};
  fields(names, value);
  EXPECT_EQ(names.seen.size(), member_count<TypeParam>());
  for (const std::string& name : names.seen) EXPECT_EQ(names.seen.count(name), 1u) << name;
}

}  // namespace
}  // namespace gate
