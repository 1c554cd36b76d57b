#include "gate/steering.h"

#include <algorithm>
#include <cctype>

#include "gate/base/glob.h"
#include "gate/base/text.h"

namespace gate {
namespace {

constexpr std::uint64_t kPipelineLimit = 1u << 20;  // bytes

bool is_own(std::string_view path) {
  static constexpr std::string_view kExact[] = {".gate.yml", "CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS",
                                                ".gitlab/CODEOWNERS"};
  return std::ranges::find(kExact, path) != std::end(kExact) || path.starts_with(".gate/");
}

// Where forges and hook managers look for what they run.
bool is_pipeline(std::string_view path) {
  static const Glob kGlobs[] = {Glob(".github/workflows/**"),
                                Glob(".github/actions/**"),
                                Glob(".gitlab/**"),
                                Glob("**/.gitlab-ci*.yml"),
                                Glob("**/action.{yml,yaml}"),
                                Glob(".circleci/**"),
                                Glob("**/Jenkinsfile*"),
                                Glob("azure-pipelines*.yml"),
                                Glob("bitbucket-pipelines.yml"),
                                Glob(".pre-commit-config.yaml"),
                                Glob(".husky/**"),
                                Glob(".lefthook/**"),
                                Glob("{.lefthook,lefthook,.lefthook-local,lefthook-local}.{yml,yaml,toml,json}")};
  return std::ranges::any_of(kGlobs, [&](const Glob& glob) { return glob.matches(path); });
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-'; }

// "gate" as a word of its own: "gate check", "scripts/gate", "OWNER/gate@v1"; not "gateway" or "propagate".
bool names_gate(std::string_view text) {
  constexpr std::string_view kName = "gate";
  for (auto at = text.find(kName); at != std::string_view::npos; at = text.find(kName, at + 1)) {
    const auto end = at + kName.size();
    const bool begins = at == 0 || !is_word(text[at - 1]);
    if (begins && (end == text.size() || !is_word(text[end]))) return true;
  }
  return false;
}

bool side_names_gate(const BlobRef& side, const Source& source) {
  if (side.mode == FileMode::absent || side.mode == FileMode::submodule) return false;
  const auto text = source.blob(side, kPipelineLimit);
  return !text || names_gate(**text);
}

}  // namespace

bool steers_gate(const ChangedFile& file, const Source& source) {
  if (is_own(file.path) || is_own(file.old_path)) return true;
  if (!is_pipeline(file.path) && !is_pipeline(file.old_path)) return false;
  return side_names_gate(file.before, source) || side_names_gate(file.after, source);
}

}  // namespace gate
