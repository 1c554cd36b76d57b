#include "gate/scope/rules.h"

namespace gate::scope {

const std::vector<RuleInfo>& scope_rules() {
  static const std::vector<RuleInfo> rules = {
      {"gate/bidirectional-control", "A control character that reorders what is shown",
       "Embeddings, overrides, isolates and marks of the bidirectional algorithm let a line be shown in another "
       "order than it is compiled in: a comment can look like code and code like a comment (CVE-2021-42574, "
       "\"Trojan Source\"). Its severity is high where a control has no partner on its line, else medium. No "
       "comment and no baseline hides this finding.\n\n"
       "Bad: a string that a right-to-left override (U+202E) lets run on into the code behind it.\n\n"
       "Good: the same character as an escape, `\\u202E`; translations of two directions, named under "
       "`paths.exclude`.",
       "gate", Severity::high},
      {"gate/invisible-character", "A character that cannot be seen",
       "Zero width spaces and joiners, soft hyphens, fillers and tag characters leave no mark: two names look "
       "alike and are two, and whole messages hide in a comment. Joiners within emoji and in scripts that need "
       "them (Arabic, those of India and their kin) and a byte order mark at the file's start are left alone. No "
       "comment and no baseline hides this finding.\n\n"
       "Bad: `admin` with a zero width space (U+200B) in it.\n\n"
       "Good: the name without it; the character as an escape, `\\u200B`, where a string needs it.",
       "gate", Severity::medium},
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
