// The shares of the public CODEOWNERS suite that gate answers as its authors do.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "gate/base/file.h"
#include "gate/base/json.h"
#include "gate/base/text.h"
#include "gate/evidence/owners/codeowners.h"

namespace gate::evidence {
namespace {

struct Score {
  int right = 0;
  int total = 0;
  std::vector<std::string> wrong;
  double percent() const { return total == 0 ? 0 : 100.0 * right / total; }
};

std::vector<std::string> union_of(const std::vector<PathOwners>& entries, bool mandatory_only) {
  std::vector<std::string> out;
  for (const auto& entry : entries) {
    if (mandatory_only && entry.approvals == 0) continue;
    for (const auto& owner : entry.owners) {
      if (std::ranges::find(out, owner) == out.end()) out.push_back(owner);
    }
  }
  return out;
}

bool owners_are_right(const Json& test, OwnersDialect dialect) {
  const auto file = Codeowners::parse(test["codeowners"].get<std::string>(), dialect);
  auto seen = union_of(file.owners(test["path"].get<std::string>()), test["kind"] == "mandatory-owners");
  auto wanted = test["expected"].get<std::vector<std::string>>();
  if (!test.value("ordered", true)) {
    std::ranges::sort(seen);
    std::ranges::sort(wanted);
  }
  return seen == wanted;
}

bool parse_is_right(const Json& test, OwnersDialect dialect) {
  const auto file = Codeowners::parse(test["codeowners"].get<std::string>(), dialect);
  if (test["expected_error"].get<bool>()) return !file.problems().empty() && file.rules().empty();
  const auto& wanted = test["expected_rules"];
  if (!file.problems().empty() || wanted.size() != file.rules().size()) return false;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto& rule = file.rules()[i];
    if (wanted[i]["pattern"] != rule.pattern || wanted[i]["owners"] != Json(rule.owners)) return false;
    if (wanted[i]["line"].is_number() && wanted[i]["line"] != rule.line) return false;
  }
  return true;
}

bool locate_is_right(const Json& test) {
  const auto present = test["present"].get<std::set<std::string>>();
  return std::ranges::all_of(std::vector{OwnersDialect::github, OwnersDialect::gitlab}, [&](OwnersDialect dialect) {
    const auto& places = owners_locations(dialect);
    const auto found = std::ranges::find_if(places, [&](const std::string& place) { return present.contains(place); });
    return found != places.end() && *found == test["expected"].get<std::string>();
  });
}

bool is_right(const Json& test, OwnersDialect dialect) {
  const auto kind = test["kind"].get<std::string>();
  if (kind == "locate") return locate_is_right(test);
  if (kind == "parse") return parse_is_right(test, dialect);
  if (kind == "structural-problems")
    return test["expected"] != Codeowners::parse(test["codeowners"].get<std::string>(), dialect).problems().empty();
  if (kind != "match") return owners_are_right(test, dialect);
  const auto line = test["pattern"].get<std::string>() + " @owner\n";
  const auto entries = Codeowners::parse(line, dialect).owners(test["path"].get<std::string>());
  return test["expected"] == (entries.front().line == 1);
}

// As the suite's README says: such paths stand in no diff, the lenient reading is no forge's, and the authors of one
// pair contradict each other.
bool left_out(const Json& test) {
  const auto path = test.value("path", "x");
  if (path.starts_with('/') || path.ends_with('/')) return true;
  if (test["dialect"].get<std::string>().starts_with("github(lenient")) return true;
  return test.value("pattern", "") == "foo/**/" && path == "foo/bar";
}

Score score(OwnersDialect dialect, const std::string& name) {
  Score out;
  const auto text = read_file(GATE_SOURCE_DIR "/../shared/suites/codeowners/cases.jsonl");
  if (!text) return out;
  for (const auto line : split_lines(*text)) {
    const auto test = parse_json(line, "cases.jsonl");
    if (!test || !(*test)["dialect"].get<std::string>().starts_with(name) || left_out(*test)) continue;
    ++out.total;
    if (is_right(*test, dialect)) {
      ++out.right;
    } else {
      out.wrong.emplace_back(line.substr(0, 600));
    }
  }
  return out;
}

void expect_share(OwnersDialect dialect, const std::string& name, double percent) {
  const auto result = score(dialect, name);
  if (result.total == 0) GTEST_SKIP() << "the suite folder is not there";
  std::printf("codeowners suite, %s: %d of %d (%.1f %%)\n", name.c_str(), result.right, result.total, result.percent());
  for (const auto& wrong : result.wrong) std::printf("  differs: %s\n", wrong.c_str());
  EXPECT_GE(result.percent(), percent);
}

TEST(CodeownersSuite, GitHub) { expect_share(OwnersDialect::github, "github", 98); }
TEST(CodeownersSuite, GitLab) { expect_share(OwnersDialect::gitlab, "gitlab", 90); }

}  // namespace
}  // namespace gate::evidence
