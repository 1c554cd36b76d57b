#include "gate/model/words.h"

#include <cstddef>

namespace gate {
namespace {

// Index: the enumerator's value.
constexpr std::string_view kSeverity[] = {"info", "low", "medium", "high", "critical"};
constexpr std::string_view kConfidence[] = {"low", "medium", "high"};
constexpr std::string_view kState[] = {"new", "existing", "fixed", "caused-elsewhere"};
constexpr std::string_view kLevel[] = {"off", "shadow", "warn", "block"};
constexpr std::string_view kRunState[] = {"ran", "not-applicable", "not-checked", "error"};
constexpr std::string_view kStatus[] = {"not-applicable", "pass", "warn", "no-data", "error", "fail"};
constexpr std::string_view kFileStatus[] = {"added", "deleted", "modified", "renamed", "type-changed"};
constexpr std::string_view kFileMode[] = {"absent", "regular", "executable", "symlink", "submodule"};
constexpr std::string_view kReviewState[] = {"approved", "changes-requested", "commented", "dismissed", "pending"};
constexpr std::string_view kTestStatus[] = {"passed", "failed", "skipped"};
constexpr std::string_view kPluginInput[] = {"text", "files", "tree", "facts"};
constexpr std::string_view kPluginOutput[] = {"gate", "sarif", "rdjson", "rdjsonl", "checkstyle", "junit", "regex"};
constexpr std::string_view kPluginSides[] = {"both", "after"};
constexpr std::string_view kSandboxMode[] = {"strict", "best-effort", "off"};

template <class Enum>
std::string_view word_of(Enum value) {
  return all_words<Enum>()[static_cast<std::size_t>(value)];
}

}  // namespace

// clang-format off
template <> std::span<const std::string_view> all_words<Severity>() { return kSeverity; }
template <> std::span<const std::string_view> all_words<Confidence>() { return kConfidence; }
template <> std::span<const std::string_view> all_words<State>() { return kState; }
template <> std::span<const std::string_view> all_words<Level>() { return kLevel; }
template <> std::span<const std::string_view> all_words<RunState>() { return kRunState; }
template <> std::span<const std::string_view> all_words<Status>() { return kStatus; }
template <> std::span<const std::string_view> all_words<FileStatus>() { return kFileStatus; }
template <> std::span<const std::string_view> all_words<FileMode>() { return kFileMode; }
template <> std::span<const std::string_view> all_words<ReviewState>() { return kReviewState; }
template <> std::span<const std::string_view> all_words<TestStatus>() { return kTestStatus; }
template <> std::span<const std::string_view> all_words<PluginInput>() { return kPluginInput; }
template <> std::span<const std::string_view> all_words<PluginOutput>() { return kPluginOutput; }
template <> std::span<const std::string_view> all_words<PluginSides>() { return kPluginSides; }
template <> std::span<const std::string_view> all_words<SandboxMode>() { return kSandboxMode; }
// clang-format on

std::string_view to_string(Severity value) { return word_of(value); }
std::string_view to_string(Confidence value) { return word_of(value); }
std::string_view to_string(State value) { return word_of(value); }
std::string_view to_string(Level value) { return word_of(value); }
std::string_view to_string(RunState value) { return word_of(value); }
std::string_view to_string(Status value) { return word_of(value); }
std::string_view to_string(FileStatus value) { return word_of(value); }
std::string_view to_string(FileMode value) { return word_of(value); }
std::string_view to_string(ReviewState value) { return word_of(value); }
std::string_view to_string(TestStatus value) { return word_of(value); }
std::string_view to_string(PluginInput value) { return word_of(value); }
std::string_view to_string(PluginOutput value) { return word_of(value); }
std::string_view to_string(PluginSides value) { return word_of(value); }
std::string_view to_string(SandboxMode value) { return word_of(value); }

std::optional<Severity> severity_from(std::string_view word) { return from_word<Severity>(word); }
std::optional<Confidence> confidence_from(std::string_view word) { return from_word<Confidence>(word); }
std::optional<State> state_from(std::string_view word) { return from_word<State>(word); }
std::optional<Level> level_from(std::string_view word) { return from_word<Level>(word); }

}  // namespace gate
