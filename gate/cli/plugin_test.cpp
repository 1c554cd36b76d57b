#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>

#include "analyzers/plugins/consult.h"
#include "analyzers/plugins/plugins.h"
#include "gate/base/file.h"
#include "gate/base/text.h"
#include "gate/cli/folder_source.h"
#include "gate/cli/plugin.h"
#include "gate/model/json.h"
#include "gate/model/words.h"
#include "gate/scope/scope.h"
#include "gate/trust.h"

namespace gate::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kKeys[] = {"state",      "rule",     "path",       "line",     "column", "end_line",
                                 "end_column", "severity", "confidence", "category", "value",  "message"};
constexpr const char* kWritten[] = {"state", "rule", "path", "line", "message"};  // by --update
constexpr const char* kRulingKeys[] = {"status", "condition", "value", "reason", "details", "blocking"};

// A finding or a ruling as expected.json may describe it, with every member.
Json described(const Finding& finding) {
  const Json all = finding_to_json(finding);
  Json shown = Json::object();
  for (const char* key : kKeys) shown[key] = all.contains(key) ? all[key] : all["place"].value(key, Json());
  return shown;
}

Json described(const Ruling& ruling) {
  const Json all = ruling_to_json(ruling);
  Json shown = Json::object();
  for (const char* key : kRulingKeys) shown[key] = all[key];
  return shown;
}

// Every member that the expectation names.
bool matches(const Json& expected, const Json& got) {
  return std::ranges::all_of(expected.items(), [&](const auto& member) {
    return got.contains(member.key()) && got.at(member.key()) == member.value();
  });
}

class Tester {
 public:
  Tester(fs::path folder, PluginSpec plugin, bool update, const Context& context)
      : folder_(std::move(folder)), plugin_(std::move(plugin)), update_(update), context_(context) {
    if (plugin_.folder.empty()) plugin_.folder = ".gate/plugins/" + plugin_.name;
  }

  Expected<bool> run_case(const fs::path& path) {
    auto got = plugin_.is_policy() ? rulings(path) : findings(path);
    if (!got) return std::unexpected(got.error());
    const fs::path file = path / "expected.json";
    if (update_) return write(file, *got);
    auto text = read_file(file);
    if (!text) return std::unexpected(text.error());
    auto expected = parse_json(*text, file.string());
    if (!expected) return std::unexpected(expected.error());
    if (!expected->is_array()) return fail(ErrorKind::config, "must be a list", file.string());
    return compare(path.filename().string(), *expected, std::move(*got));
  }

 private:
  Expected<std::vector<Json>> findings(const fs::path& path) {
    FolderSource source;
    for (auto [tree, folder] : {std::pair(Tree::base, path / "before"), std::pair(Tree::head, path / "after")})
      if (auto read = source.add(tree, folder.string(), ""); !read) return std::unexpected(read.error());
    if (auto read = source.add(Tree::policy, folder_.string(), plugin_.folder + "/"); !read)
      return std::unexpected(read.error());
    auto change = source.change();
    if (!change) return std::unexpected(change.error());
    ChangeView view{.change = *change,
                    .source = source,
                    .root = {},
                    .executable = context_.executable,
                    .file_limit = config::Config::Limits{}.file_bytes,
                    .worker_memory = config::Config::Limits{}.worker_memory,
                    .env = context_.env};
    auto analyzer = plugins::plugin_analyzers({plugin_}).front();
    auto result = std::get<ChangeAnalysis>(analyzer.run)(view, {}, Deadline::in(plugin_.timeout));
    if (!result) return std::unexpected(result.error());
    if (result->state == RunState::error) return fail(ErrorKind::unavailable, result->reason);
    for (const auto& note : result->notes) std::printf("      %s\n", printable(note).c_str());
    auto scoped = scope::settle(
        *change, source, {std::move(result->before), std::move(result->after), std::move(result->after_alone)}, {});
    std::vector<Json> shown;
    for (const auto& finding : scoped.findings) shown.push_back(described(finding));
    return shown;
  }

  Expected<std::vector<Json>> rulings(const fs::path& path) {
    const std::string name = (path / "facts.json").string();
    auto text = read_file(name);
    if (!text) return std::unexpected(text.error());
    auto json = parse_json(*text, name);
    if (!json) return std::unexpected(json.error());
    auto facts = facts_from_json(*json);
    if (!facts) return std::unexpected(facts.error());
    facts->change.repository.clear();  // a path of another machine
    FolderSource source;
    if (auto read = source.add(Tree::policy, folder_.string(), plugin_.folder + "/"); !read)
      return std::unexpected(read.error());
    std::vector<Json> shown;
    for (const auto& ruling : plugins::consult(plugin_, *facts, source, context_.env, Deadline::in(plugin_.timeout)))
      shown.push_back(described(ruling));
    return shown;
  }

  Expected<bool> write(const fs::path& file, const std::vector<Json>& got) {
    OrderedJson list = OrderedJson::array();
    for (const Json& one : got) {
      OrderedJson entry = OrderedJson::object();
      if (plugin_.is_policy())
        for (const char* key : {"status", "reason"}) entry[key] = one[key];
      else
        for (const char* key : kWritten) entry[key] = one[key];
      list.push_back(std::move(entry));
    }
    if (auto written = write_file(file, dump_json(list, 2) + "\n"); !written) return std::unexpected(written.error());
    std::printf("      wrote %s\n", printable(file.string()).c_str());
    return true;
  }

  // Prints what is missing and what is too much.
  Expected<bool> compare(const std::string& name, const Json& expected, std::vector<Json> got) {
    std::vector<std::string> differences;
    for (const Json& wanted : expected) {
      if (auto wrong = check_keys(wanted); !wrong.empty())
        return fail(ErrorKind::config, wrong, name + "/expected.json");
      auto found = std::ranges::find_if(got, [&](const Json& one) { return matches(wanted, one); });
      if (found == got.end())
        differences.push_back("- " + dump_json(wanted));
      else
        got.erase(found);
    }
    for (const Json& one : got) differences.push_back("+ " + dump_json(one));
    std::printf("%-5s %s\n", differences.empty() ? "ok" : "FAIL", printable(name).c_str());
    for (const auto& line : differences) std::printf("      %s\n", printable(line).c_str());
    return differences.empty();
  }

  // A key that is never there would make an expectation that nothing meets, or, misspelt, one that says nothing.
  std::string check_keys(const Json& wanted) const {
    if (!wanted.is_object() || wanted.empty()) return "every entry must be an object that says something";
    std::vector<std::string> known;
    if (plugin_.is_policy())
      known.assign(std::begin(kRulingKeys), std::end(kRulingKeys));
    else
      known.assign(std::begin(kKeys), std::end(kKeys));
    for (const auto& [key, value] : wanted.items())
      if (std::ranges::find(known, key) == known.end())
        return fmt::format("unknown key '{}'; did you mean '{}'?", printable(key), nearest(key, known));
    return "";
  }

  fs::path folder_;
  PluginSpec plugin_;
  bool update_;
  const Context& context_;
};

Expected<PluginSpec> read_plugin_config(const fs::path& folder) {
  const std::string name = (folder / kPluginConfig).string();
  auto text = read_file(name, 1u << 20);
  if (!text && text.error().kind == ErrorKind::not_found)
    return fail(ErrorKind::usage, "there is no such file", name, "`gate plugin new` makes a plugin that has one");
  if (!text) return std::unexpected(text.error());
  auto config = config::parse(*text, name, config_schema());
  if (!config) return std::unexpected(config.error());
  if (config->plugins.size() != 1) return fail(ErrorKind::config, "must declare one plugin", name);
  return config->plugins.front();
}

std::vector<fs::path> cases_of(const fs::path& folder) {
  std::vector<fs::path> cases;
  std::error_code error;
  for (fs::directory_iterator entry(folder / "tests", error), end; !error && entry != end; entry.increment(error))
    if (std::error_code ignored; entry->is_directory(ignored)) cases.push_back(entry->path());
  std::ranges::sort(cases);
  return cases;
}

}  // namespace

int plugin_test(const std::string& folder, bool update, const Context& context) {
  auto plugin = read_plugin_config(folder);
  if (!plugin) return report_error(plugin.error());
  auto cases = cases_of(folder);
  if (cases.empty())
    return report_error({ErrorKind::usage, "there are no tests", (fs::path(folder) / "tests").string(),
                         "make tests/NAME/ with before/, after/ and expected.json"});
  Tester tester(folder, std::move(*plugin), update, context);
  std::size_t failed = 0;
  for (const auto& path : cases) {
    auto passed = tester.run_case(path);
    if (!passed)
      std::printf("FAIL  %s\n      %s\n", printable(path.filename().string()).c_str(),
                  printable(passed.error().text()).c_str());
    if (!passed || !*passed) ++failed;
  }
  std::printf("%zu tests, %zu failed\n", cases.size(), failed);
  return failed == 0 ? kPass : kBlocked;
}

}  // namespace gate::cli
