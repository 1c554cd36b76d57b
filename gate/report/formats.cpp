#include "gate/report/formats.h"

namespace gate::report {

const std::vector<Format>& all_formats() {
  static const std::vector<Format> kFormats{
      {"text", "for people: findings with their code, rulings, what was not checked", write_text},
      {"json", "everything, versioned; its JSON Schema is docs/schema/verdict.schema.json", write_json},
      {"sarif", "SARIF 2.1.0, within the limits of GitHub code scanning", write_sarif},
      {"markdown", "a comment on a pull or merge request: rulings, the findings that matter most", write_markdown},
      {"junit", "JUnit XML: a test suite for each condition that a policy asked", write_junit},
      {"gitlab", "GitLab Code Quality: the findings in scope", write_gitlab},
      {"receipt", "what the verdict was decided from, for `gate doctor --compare`", write_receipt_report},
      {"github-annotations", "workflow commands that mark lines of a pull request", write_github_annotations},
      {"github-summary", "markdown for $GITHUB_STEP_SUMMARY", write_github_summary},
      {"github-outputs", "name=value lines for $GITHUB_OUTPUT", write_github_outputs},
  };
  return kFormats;
}

}  // namespace gate::report
