#include "gate/scope/rules.h"

namespace gate::scope {

const std::vector<RuleInfo>& scope_rules() {
  static const std::vector<RuleInfo> rules = {
      {"gate/policy-edited", "The change edits what judges it",
       "Configuration, CODEOWNERS, the baseline, rule packs and the files of pipelines and hooks that name gate decide "
       "what may ship, so a change to them is shown to those who own them. The change is judged by the files of the "
       "protected branch, not by its own.\n\n"
       "Bad: a pull request that adds a feature and, on the side, `policies: { findings: { block: never } }`.\n\n"
       "Good: the edit in a pull request of its own, approved by the owners of `.gate.yml`.",
       "gate", Severity::medium},
      {"gate/suppression-added", "The change suppresses a finding",
       "A suppression takes effect at once and lasts, so every new one is shown with its reason.\n\n"
       "Bad: `// gate:ignore[*] see chat`.\n\n"
       "Good: `// gate:ignore[syntax/missing-token] generated header, checked by the generator's own tests`.",
       "gate", Severity::info},
      {"gate/suppression-malformed", "A suppression that cannot be read",
       "It suppresses nothing although somebody wanted it to. The form is `gate:ignore[RULE] REASON` in a comment on "
       "the finding's line or alone on the line above; RULE is a rule's id or a glob, several with commas between.\n\n"
       "Bad: `# gate:ignore too noisy`.\n\n"
       "Good: `# gate:ignore[syntax/*] template, rendered before it is parsed`.",
       "gate", Severity::medium},
      {"gate/suppression-without-reason", "A suppression without a reason",
       "Whoever reads it later cannot tell whether it still holds, so it suppresses nothing until a reason follows.\n\n"
       "Bad: `# gate:ignore[syntax/*]`.\n\n"
       "Good: `# gate:ignore[syntax/*] template, rendered before it is parsed`.",
       "gate", Severity::medium},
      {"gate/unreadable-source", "A source file that cannot be checked",
       "A file that turned binary, went over the size limit or cannot be read is not checked by any analyzer, which is "
       "also how a change would hide. No comment and no baseline hides this finding.\n\n"
       "Bad: a NUL byte in a `.py` file, a 10 MB line, an object that is missing from the clone.\n\n"
       "Good: text below `limits.file_bytes`; generated files named under `paths.exclude`.",
       "gate", Severity::high},
  };
  return rules;
}

}  // namespace gate::scope
