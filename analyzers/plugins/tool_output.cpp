#include "analyzers/plugins/tool_output.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "analyzers/plugins/replace.h"
#include "gate/base/file.h"
#include "gate/base/text.h"
#include "gate/diagnostics/file_uri.h"

namespace gate::plugins {
namespace {

namespace fs = std::filesystem;
using diagnostics::Diagnostics;

// Only what says that it is a URI is decoded: a file may be called "100%25.txt". The tool ran on this machine,
// whatever host it names.
std::string from_file_uri(std::string_view named) {
  if (!named.starts_with("file:")) return std::string(named);
  std::string path = diagnostics::path_of_uri(named).value_or("");
  if (path.starts_with("//")) path.erase(0, path.find('/', 2));
  return path;
}

Expected<std::string> written(const PluginSpec& plugin, const Command& command, const ProcessResult& result) {
  if (command.output.empty()) return result.output;
  // The child could have put a link in its place. Nothing of it is alive any more.
  std::error_code error;
  if (!fs::exists(fs::symlink_status(command.output, error))) return std::string();
  if (fs::canonical(command.output, error) != command.output || error)
    return fail(ErrorKind::unavailable, "its {output} is a symbolic link, which is not followed");
  return read_file(command.output, plugin.output_bytes);
}

Expected<Diagnostics> read(const PluginSpec& plugin, std::string_view text, const diagnostics::Reading& reading) {
  switch (plugin.output) {
    case PluginOutput::sarif: return diagnostics::read_sarif(text, reading);
    case PluginOutput::rdjson: return diagnostics::read_rdjson(text, reading);
    case PluginOutput::rdjsonl: return diagnostics::read_rdjsonl(text, reading);
    case PluginOutput::checkstyle: return diagnostics::read_checkstyle(text, reading);
    case PluginOutput::junit: return diagnostics::read_junit(text, reading);
    case PluginOutput::regex: return diagnostics::read_lines(text, plugin.pattern, reading);
    case PluginOutput::gate: break;
  }
  return fail(ErrorKind::internal, "a tool was run whose output is gate's own protocol");
}

// Formats in which "nothing found" is a document too.
bool needs_document(PluginOutput output) {
  return output == PluginOutput::sarif || output == PluginOutput::rdjson || output == PluginOutput::junit;
}

std::string after_words(std::string_view errors) {
  std::string words = last_words(errors);
  return words.empty() ? "" : ": " + words;
}

template <class Item, class Key>
void append_new(std::vector<Item>& into, std::vector<Item> from, Key key) {
  std::set<std::string> known;
  for (const Item& item : into) known.insert(key(item));
  for (Item& item : from)
    if (known.insert(key(item)).second) into.push_back(std::move(item));
}

}  // namespace

PathMap::PathMap(std::string work, const std::vector<std::string>& laid)
    : work_(std::move(work) + "/"), laid_(laid.begin(), laid.end()) {}

std::optional<std::string> PathMap::operator()(std::string_view named) const {
  std::string path = fs::path(from_file_uri(named)).lexically_normal().string();
  if (path.starts_with(work_)) path.erase(0, work_.size());
  if (laid_.contains(path)) return path;
  return std::nullopt;
}

Expected<Diagnostics> read_output(const PluginSpec& plugin, const Command& command, const ProcessResult& result,
                                  const PathMap& paths, const TextOf& text_of) {
  const bool done =
      result.signal == 0 && std::ranges::find(plugin.exit_codes, result.exit_code) != plugin.exit_codes.end();
  if (!done) return fail(ErrorKind::unavailable, describe_end(result.exit_code, result.signal, result.errors));
  auto text = written(plugin, command, result);
  if (!text) return std::unexpected(text.error());
  if (trim(*text).empty()) {
    if (result.exit_code == 0 && !needs_document(plugin.output)) return Diagnostics{};
    return fail(ErrorKind::unavailable,
                fmt::format("it ended with code {} and wrote nothing{}", result.exit_code, after_words(result.errors)));
  }
  diagnostics::Reading reading{.name = "the output of " + plugin.name,
                               .tool = plugin.name,
                               .severity = plugin.severity,
                               .path_of = [&](std::string_view path) { return paths(path); },
                               .text_of = text_of};
  auto found = read(plugin, *text, reading);
  if (found && !found->failures.empty())
    return fail(ErrorKind::unavailable, fmt::format("{}", fmt::join(found->failures, "; ")));
  // A tool that complains and is not understood has not been heard.
  if (found && plugin.output == PluginOutput::regex && found->results == 0 && result.exit_code != 0)
    return fail(ErrorKind::parse, fmt::format("it ended with code {}, and `pattern:` finds nothing in what it wrote{}",
                                              result.exit_code, after_words(result.errors)));
  return found;
}

void merge(Diagnostics& into, Diagnostics from) {
  std::ranges::move(from.findings, std::back_inserter(into.findings));
  append_new(into.rules, std::move(from.rules), [](const RuleInfo& rule) { return rule.id; });
  append_new(into.tools, std::move(from.tools), [](const std::string& tool) { return tool; });
  append_new(into.notes, std::move(from.notes), [](const std::string& note) { return note; });
  into.results += from.results;
  into.outside += from.outside;
  into.beyond += from.beyond;
}

void forget_folder(Diagnostics& diagnostics, const std::string& work) {
  auto forget = [&](std::string& text) { text = replaced(std::move(text), work + "/", ""); };
  for (Finding& finding : diagnostics.findings) {
    forget(finding.message);
    for (RelatedPlace& related : finding.related) forget(related.message);
  }
  std::ranges::for_each(diagnostics.notes, forget);
}

}  // namespace gate::plugins
