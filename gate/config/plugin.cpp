#include "gate/config/plugin.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/base/text.h"
#include "gate/config/option_values.h"
#include "gate/config/units.h"
#include "gate/model/words.h"

namespace gate::config {
namespace {

constexpr std::size_t kLongestName = 40;
constexpr std::string_view kPluginFolder = "{plugin}";

template <class Enum>
std::vector<std::string> choices() {
  std::vector<std::string> words;
  for (std::string_view word : all_words<Enum>()) words.emplace_back(word);
  return words;
}

bool is_sha256(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// A folder or file of a repository: relative, within it, not git's own.
bool is_inner_path(std::string_view path) {
  if (path.empty() || path.starts_with('/')) return false;
  for (const std::string& part : split(path, '/'))
    if (part.empty() || part == "." || part == ".." || part == ".git") return false;
  return true;
}

class Reader {
 public:
  explicit Reader(const Node& node) : node_(node), values_(read_options(node, plugin_options())) {}

  PluginSpec read() {
    plugin_.name = text("name");
    plugin_.run = values_["run"].get<std::vector<std::string>>();
    plugin_.so = text("so");
    plugin_.folder = text("folder");
    plugin_.sha256 = text("sha256");
    plugin_.pattern = text("pattern");
    plugin_.paths = values_["paths"].get<std::vector<std::string>>();
    plugin_.expose = values_["expose"].get<std::vector<std::string>>();
    plugin_.env = values_["env"].get<std::vector<std::string>>();
    plugin_.executes_head = values_["executes-head"].get<bool>();
    plugin_.network = values_["network"].get<bool>();
    plugin_.options = values_["options"];
    choose("input", plugin_.input);
    choose("output", plugin_.output);
    choose("sides", plugin_.sides);
    choose("sandbox", plugin_.sandbox);
    if (auto severity = severity_from(text("severity"))) plugin_.severity = *severity;
    read_exit_codes();
    read_limits();
    if (node_.spotless()) check_program();
    if (node_.spotless()) check_kind();
    plugin_.declared = node_.value().is_object() ? node_.value() : Json::object();
    return std::move(plugin_);
  }

 private:
  std::string text(const char* key) const { return values_[key].is_string() ? values_[key].get<std::string>() : ""; }
  Node member(const char* key) const { return node_.value().contains(key) ? node_.member(key) : node_; }

  template <class Enum>
  void choose(const char* key, Enum& into) const {
    if (auto value = from_word<Enum>(text(key))) into = *value;
  }

  void read_exit_codes() {
    plugin_.exit_codes = values_["exit-codes"].get<std::vector<std::int64_t>>();
    auto possible = [](std::int64_t code) { return code >= 0 && code <= 255; };
    if (plugin_.exit_codes.empty() || !std::all_of(plugin_.exit_codes.begin(), plugin_.exit_codes.end(), possible))
      member("exit-codes").wish("a list of exit codes (0 to 255)");
  }

  void read_limits() {
    if (auto span = parse_duration(text("timeout")))
      plugin_.timeout = *span;
    else
      member("timeout").wish("a duration such as 30s (units: ms, s, m, h; at most 24h)");
    if (auto size = parse_size(text("memory")))
      plugin_.memory_bytes = *size;
    else
      member("memory").wish("a size such as 2GiB (units: KiB, MiB, GiB)");
    if (auto size = parse_size(text("output-limit")))
      plugin_.output_bytes = *size;
    else
      member("output-limit").wish("a size such as 64MiB (units: KiB, MiB, GiB)");
  }

  void check_program() {
    if (!is_plugin_name(plugin_.name))
      member("name").mistake(
          fmt::format("{} needs a name of small letters, digits and '-' (at most {})", node_.name(), kLongestName),
          "add 'name: NAME'");
    if (plugin_.run.empty() == plugin_.so.empty())
      return node_.mistake(fmt::format("{} needs either run or so", node_.name()), "add 'run: [PROGRAM, ARGUMENT]'");
    check_place(plugin_.so.empty() ? plugin_.run.front() : plugin_.so, plugin_.so.empty() ? "run" : "so");
    if (!plugin_.folder.empty() && !is_inner_path(plugin_.folder))
      member("folder").wish("a folder of the repository, such as .gate/plugins/NAME");
    for (const std::string& path : plugin_.expose)
      if (!is_inner_path(path)) member("expose").wish("folders of the checkout, such as node_modules");
    if (!plugin_.sha256.empty() && !is_sha256(plugin_.sha256))
      member("sha256").wish("64 hexadecimal digits in lower case");
  }

  // A relative path would be one of the change's own files: code that only the head brings is never run.
  void check_place(const std::string& program, const char* key) {
    bool in_folder = program.starts_with(kPluginFolder);
    if (in_folder && plugin_.folder.empty())
      return member(key).mistake(fmt::format("{} names {} and there is no folder", key, kPluginFolder),
                                 "add 'folder: .gate/plugins/" + plugin_.name + "'");
    bool has_path = program.find('/') != std::string::npos;
    if (!in_folder && has_path && !program.starts_with('/'))
      return member(key).mistake(
          fmt::format("{} is a path of the checkout, which the change controls", printable(program)),
          "put it below 'folder:' and name it '{plugin}/...', or give an absolute path");
    if (std::string_view(key) == "so" && !in_folder && (!program.starts_with('/') || plugin_.sha256.empty()))
      member(key).mistake("a shared object outside of the repository must be an absolute path and pinned",
                          "add sha256; `gate plugin pin` prints it");
  }

  void check_kind() {
    bool speaks = plugin_.output == PluginOutput::gate;
    if (plugin_.output == PluginOutput::regex && plugin_.pattern.empty())
      node_.mistake("output: regex needs a pattern",
                    "add \"pattern: '(?P<path>[^:]+):(?P<line>\\\\d+): (?P<message>.*)'\"");
    if (speaks && (plugin_.input == PluginInput::files || plugin_.input == PluginInput::tree))
      member("input").mistake("a tool that reads files needs the format of its output",
                              "add 'output: sarif' or another");
    if (!speaks && (plugin_.input == PluginInput::text || plugin_.input == PluginInput::facts))
      member("output").mistake("a program that answers in this format reads files",
                               "add 'input: files' or 'input: tree'");
    if (!plugin_.so.empty() && (!speaks || plugin_.input != PluginInput::text))
      node_.mistake("a shared object is given text and answers in gate's own protocol", "remove input and output");
  }

  Node node_;
  Json values_;
  PluginSpec plugin_;
};

}  // namespace

bool is_plugin_name(std::string_view name) {
  auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  auto inner = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-'; };
  return !name.empty() && name.size() <= kLongestName && letter(name[0]) &&
         std::all_of(name.begin(), name.end(), inner);
}

const std::vector<OptionSpec>& plugin_options() {
  static const std::vector<OptionSpec> kOptions = {
      {"name", OptionType::text, nullptr, "Name: the first part of its rules' ids."},
      {"run", OptionType::text_list, Json::array(),
       "Program and arguments; {files}, {plugin} and {output} are replaced."},
      {"so", OptionType::text, nullptr, "Shared object made with gate_plugin.h, run by gate's own worker."},
      {"folder", OptionType::text, nullptr, "Folder of the target's version of the repository, laid out at {plugin}."},
      {"sha256", OptionType::text, nullptr, "Digest of the program or shared object; another file is refused."},
      {"input", OptionType::text, "text", "What it is given.", choices<PluginInput>()},
      {"output", OptionType::text, "gate", "What it answers.", choices<PluginOutput>()},
      {"pattern", OptionType::text, nullptr,
       "For output: regex, with named groups path, line, column, rule, severity, message."},
      {"sides", OptionType::text, "both", "Whether it also looks at the files before the change.",
       choices<PluginSides>()},
      {"paths", OptionType::text_list, Json::array(), "Globs of the files that concern it; none: all."},
      {"expose", OptionType::text_list, Json::array(),
       "Folders of the checkout that the private tree links to, such as node_modules."},
      {"env", OptionType::text_list, Json::array(), "Variables of gate's environment that it may see."},
      {"exit-codes", OptionType::integer_list, Json{0, 1}, "Exit codes of a tool that did its work."},
      {"severity", OptionType::severity, "medium", "Severity of findings that do not say theirs."},
      {"executes-head", OptionType::boolean, false, "It runs code or configuration of the change: it gets no token."},
      {"network", OptionType::boolean, false, "It may use the network."},
      {"sandbox", OptionType::text, "best-effort", "How it is confined.", choices<SandboxMode>()},
      {"timeout", OptionType::text, "60s", "Time for one run."},
      {"memory", OptionType::text, "2GiB", "Memory of all its processes together."},
      {"output-limit", OptionType::text, "64MiB", "Bytes that it may write."},
      {"options", OptionType::object, Json::object(), "Handed to it as they are."},
  };
  return kOptions;
}

PluginSpec read_plugin(const Node& node) {
  if (!node.value().is_object()) {
    node.wish("a mapping with name and run or so");
    return {};
  }
  return Reader(node).read();
}

Json plugin_schema() {
  Json schema = options_schema(plugin_options());
  schema["properties"]["name"]["pattern"] = kPluginNamePattern;
  schema["required"] = {"name"};
  return schema;
}

}  // namespace gate::config
