// Facts from outside the repository, already read and reduced to what the change touches.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/model/change.h"

namespace gate {

// What a reader found, so that "nothing wrong" and "nothing read" stay apart.
struct EvidenceSource {
  std::string kind;       // "coverage", "approvals", "owners"
  std::string name;       // file or address
  std::string format;     // "lcov", "cobertura", "github"
  std::string problem;    // empty when read well; else what is wrong with it and what to do
  std::int64_t time = 0;  // when it was made (seconds since the epoch), 0 unknown
  bool missing = false;   // nothing was found under that name (`problem` says so); not a defect of the data
};

// Coverage of one changed file, for lines of the after side.
struct FileCoverage {
  std::string path;                             // of the repository
  std::string report_path;                      // as the report names it
  std::map<std::uint32_t, std::uint64_t> hits;  // coverable line -> executions; readers keep the added lines only
  struct Branches {
    std::uint32_t covered = 0;
    std::uint32_t total = 0;
  };
  std::map<std::uint32_t, Branches> branches;  // lines with branch data only
  std::vector<LineRange> moved;  // added lines that the change took from elsewhere or only indented anew: not new code
};

struct Coverage {
  bool configured = false;          // reports are expected
  std::vector<FileCoverage> files;  // those of the change that a report names
  std::uint32_t reports_read = 0;
  std::uint32_t files_in_reports = 0;
  // Changed files that no report names though they look coverable, each with the nearest paths of the reports.
  struct Unmatched {
    std::string path;
    std::vector<std::string> nearest;  // at most three
    std::string suggested_strip;       // prefix that would make the nearest match, or ""
    std::string suggested_prefix;      // to be put before what is left, or ""
    std::string reason;                // "" = no report names it; else why none of those that fit could be chosen
  };
  std::vector<Unmatched> unmatched;
  // Why the data cannot be of this head, per file; "" as path means all of it.
  struct Stale {
    std::string path;
    std::string reason;
  };
  std::vector<Stale> stale;
  std::vector<std::string> notes;  // further words for the reader; they decide nothing
};

enum class ReviewState { approved, changes_requested, commented, dismissed, pending };

struct Review {
  std::string user;  // login without '@', or the e-mail of a trailer
  ReviewState state = ReviewState::commented;
  std::string commit;  // the head that was reviewed; empty when not known
  std::int64_t time = 0;
  std::string source;    // "github", "file", "trailer"
  bool verified = true;  // false where an author could have typed it
  bool member = true;    // the forge says that the reviewer can write to the repository
};

// The line of CODEOWNERS that won for one path.
struct PathOwners {
  std::string path;
  std::uint32_t line = 0;           // 0: no line matches
  std::vector<std::string> owners;  // "@user", "@org/team", "e@mail"; empty: explicitly or implicitly unowned
  std::uint32_t approvals = 1;      // GitLab sections may ask for more, 0 for optional ones
  std::string section;              // GitLab
};

struct ReviewEvidence {
  bool available = false;    // somebody can answer who approved (pipeline with a pull request, or a file)
  std::string unavailable;   // why not, when not
  bool pipeline = false;     // false: decided in the pipeline, so not-applicable here
  std::string pull_request;  // "12" or empty
  std::string author;        // login of the pull request's author, when known
  std::string head;          // the pull request's head commit, when known (not the merge commit that CI checks out)
  std::vector<std::string> co_authors;  // logins and e-mails that wrote commits of the change
  std::vector<Review> reviews;
  // Members by team ("@org/team"), and teams that could not be resolved with the reason.
  std::map<std::string, std::vector<std::string>> teams;
  std::map<std::string, std::string> unresolved_teams;
  std::string owners_path;         // of the CODEOWNERS that was read; empty: none
  std::vector<PathOwners> owners;  // one entry a changed path (several with GitLab sections)
};

enum class TestStatus { passed, failed, skipped };
std::string_view to_string(TestStatus status);

// One test of the reports; the worst of its runs is the last one (a retry that passed is a pass, and `flaky`).
struct TestCase {
  std::string name;  // suite and test as the report says them: "pkg.Class::method"
  std::string file;  // where it stands, when the report says; as the report says it
  std::uint32_t line = 0;
  TestStatus status = TestStatus::passed;
  std::string message;  // first lines of a failure, or the reason of a skip
  bool flaky = false;   // failed and passed in one run
};

struct Tests {
  bool configured = false;  // reports are expected
  std::uint32_t reports_read = 0;
  std::uint32_t passed = 0, failed = 0, skipped = 0;
  std::vector<TestCase> failures;             // those that failed, and flaky ones
  std::map<std::string, TestStatus> results;  // every test by name; the next run is compared with it
  // The last recorded run that this one is compared with; empty id: none is known.
  struct Previous {
    std::string id;    // of the verdict in the ledger
    std::string head;  // the commit that was tested
    std::int64_t time = 0;
  };
  Previous previous;
  std::vector<std::string> new_failures;   // failed now; passed then, or not known then
  std::vector<std::string> absent;         // known then and not in the reports now
  std::vector<std::string> newly_skipped;  // ran then and are skipped now
  // What the change itself does to tests, from its text: removed ones, and skips that it adds.
  struct Weakened {
    std::string path;
    std::uint32_t line = 0;  // after the change; before it for what was deleted
    std::string what;        // "deleted test_login", "skips test_pay: @pytest.mark.skip"
  };
  std::vector<Weakened> weakened;
  std::vector<std::string> stale;  // why reports cannot be of this head
  std::vector<std::string> notes;
};

struct Evidence {
  std::vector<EvidenceSource> sources;
  Coverage coverage;
  Tests tests;
  ReviewEvidence review;
};

}  // namespace gate
