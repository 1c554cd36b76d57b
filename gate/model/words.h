// The words of every enumeration of the model, as they stand in configuration, reports and the ledger.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "gate/model/plugin.h"
#include "gate/model/verdict.h"

namespace gate {

std::string_view to_string(ReviewState state);
std::string_view to_string(PluginInput input);
std::string_view to_string(PluginOutput output);
std::string_view to_string(PluginSides sides);
std::string_view to_string(SandboxMode mode);

// In the order of the enumerators. For: Severity, Confidence, State, Level, RunState, Status, FileStatus, FileMode,
// ReviewState, TestStatus, PluginInput, PluginOutput, PluginSides, SandboxMode.
template <class Enum>
std::span<const std::string_view> all_words();
// clang-format off
template <> std::span<const std::string_view> all_words<Severity>();
template <> std::span<const std::string_view> all_words<Confidence>();
template <> std::span<const std::string_view> all_words<State>();
template <> std::span<const std::string_view> all_words<Level>();
template <> std::span<const std::string_view> all_words<RunState>();
template <> std::span<const std::string_view> all_words<Status>();
template <> std::span<const std::string_view> all_words<FileStatus>();
template <> std::span<const std::string_view> all_words<FileMode>();
template <> std::span<const std::string_view> all_words<ReviewState>();
template <> std::span<const std::string_view> all_words<TestStatus>();
template <> std::span<const std::string_view> all_words<PluginInput>();
template <> std::span<const std::string_view> all_words<PluginOutput>();
template <> std::span<const std::string_view> all_words<PluginSides>();
template <> std::span<const std::string_view> all_words<SandboxMode>();
// clang-format on

// The value whose to_string() is `word`; nullopt when there is none.
template <class Enum>
std::optional<Enum> from_word(std::string_view word) {
  std::span<const std::string_view> words = all_words<Enum>();
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == word) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace gate
