#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "analyzers/patterns/pack.h"
#include "analyzers/patterns/rule.h"
#include "gate/base/file.h"
#include "gate/base/json.h"
#include "gate/base/text.h"
#include "gate/base/yaml_tree.h"
#include "gate/cli/command.h"
#include "gate/cli/rules.h"
#include "gate/cli/rules_files.h"

namespace gate::cli {
namespace {

using patterns::BadRule;
using patterns::Rule;

struct Loaded {
  std::vector<Rule> rules;
  std::vector<BadRule> bad;
};

constexpr std::string_view kBuiltin = "builtin";

// Where the text of a rule file comes from.
struct RuleText {
  std::string path;
  Expected<std::string> text;
};

// gate's own rules, and those of the usual folder where there is one.
std::vector<std::string> usual_places() {
  std::vector<std::string> places{std::string(kBuiltin)};
  std::error_code error;
  if (std::filesystem::is_directory(".gate/rules", error)) places.push_back(".gate/rules");
  return places;
}

Expected<std::vector<RuleText>> rule_texts(const std::vector<std::string>& places) {
  std::vector<RuleText> texts;
  for (const auto& place : places) {
    if (place == kBuiltin) {
      for (const auto& file : patterns::builtin_pack())
        texts.push_back({std::string(kBuiltin) + ":" + std::string(file.path), std::string(file.text)});
      continue;
    }
    auto files = find_rule_files({place});
    if (!files) return std::unexpected(files.error());
    for (const auto& path : *files) texts.push_back({path, read_file(path)});
  }
  return texts;
}

Expected<Loaded> load(const std::vector<std::string>& places) {
  auto texts = rule_texts(places.empty() ? usual_places() : places);
  if (!texts) return std::unexpected(texts.error());
  Loaded out;
  for (const auto& [path, text] : *texts) {
    auto file = text ? patterns::read_rules(*text, path) : std::unexpected(text.error());
    if (!file) {
      out.bad.push_back({.error = file.error()});
      continue;
    }
    std::ranges::move(file->rules, std::back_inserter(out.rules));
    std::ranges::move(file->bad, std::back_inserter(out.bad));
  }
  return out;
}

std::string join(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, ",")); }
std::string place_of(const Rule& rule) { return fmt::format("{}:{}", rule.file, rule.position.line); }
const char* mode_of(const Rule& rule) { return rule.taint ? "taint" : "search"; }

OrderedJson json_of(const Rule& rule) {
  return {{"id", rule.id},
          {"file", rule.file},
          {"line", rule.position.line},
          {"mode", mode_of(rule)},
          {"languages", rule.languages},
          {"severity", std::string(to_string(rule.level))},
          {"message", rule.message},
          {"fix", !rule.fix.empty() || rule.fix_regex.has_value()},
          {"metadata", OrderedJson::parse(dump_json(rule.metadata))}};
}

OrderedJson json_of(const BadRule& bad) {
  return {{"id", bad.id}, {"place", bad.error.where}, {"message", bad.error.message}, {"remedy", bad.error.remedy}};
}

void print_json(const Loaded& loaded) {
  OrderedJson out = {
      {"rules", OrderedJson::array()}, {"not_run", OrderedJson::array()}, {"errors", OrderedJson::array()}};
  for (const auto& rule : loaded.rules) out["rules"].push_back(json_of(rule));
  for (const auto& bad : loaded.bad) out[bad.lacking ? "not_run" : "errors"].push_back(json_of(bad));
  std::printf("%s\n", dump_json(out, 2).c_str());
}

void print_text(const Loaded& loaded) {
  for (const auto& rule : loaded.rules)
    std::printf("%s\n", printable(fmt::format("{:<48} {:<8} {:<6} {:<20} {}", rule.id, to_string(rule.level),
                                              mode_of(rule), join(rule.languages), place_of(rule)))
                            .c_str());
  for (const auto& bad : loaded.bad)
    if (bad.lacking) std::printf("%s\n", printable(fmt::format("not run: {}: {}", bad.id, bad.error.text())).c_str());
  for (const auto& bad : loaded.bad)
    if (!bad.lacking) std::printf("%s\n", printable(fmt::format("error: {}", bad.error.text())).c_str());
  std::printf("%zu rules\n", loaded.rules.size());
}

// The lines of the rule file from this rule to the next.
std::string source_of(const Rule& rule) {
  auto texts = rule_texts({rule.file.starts_with("builtin:") ? std::string(kBuiltin) : rule.file});
  if (!texts) return {};
  const auto own = std::ranges::find(*texts, rule.file, &RuleText::path);
  if (own == texts->end()) return {};
  const auto& text = own->text;
  auto tree = text ? parse_yaml_tree(*text, rule.file) : std::unexpected(text.error());
  if (!tree) return {};
  const auto* rules = tree->find("rules");
  std::uint32_t end = UINT32_MAX;
  for (const auto& item : rules == nullptr ? tree->items : rules->value.items)
    if (item.place.line > rule.position.line) end = std::min(end, item.place.line);
  std::string out;
  const auto lines = split_lines(*text);
  for (std::size_t i = rule.position.line; i <= lines.size() && i < end; ++i) out += std::string(lines[i - 1]) + "\n";
  return out;
}

int print_rule(const Rule& rule, bool json) {
  if (json) {
    std::printf("%s\n", dump_json(json_of(rule), 2).c_str());
    return kPass;
  }
  const std::string head = fmt::format("{} ({}, {}, {})\n{}\n\n{}\n\n", rule.id, to_string(rule.level), mode_of(rule),
                                       join(rule.languages), place_of(rule), trim(rule.message));
  std::fputs(printable(head + source_of(rule), true).c_str(), stdout);
  return kPass;
}

}  // namespace

int rules_list(const RuleListing& listing) {
  auto loaded = load(listing.places);
  if (!loaded) return report_error(loaded.error());
  listing.json ? print_json(*loaded) : print_text(*loaded);
  const bool wrong = std::ranges::any_of(loaded->bad, [](const BadRule& bad) { return !bad.lacking; });
  return wrong ? kUsage : kPass;
}

int rules_show(const RuleListing& listing, const std::string& id) {
  auto loaded = load(listing.places);
  if (!loaded) return report_error(loaded.error());
  std::vector<std::string> known;
  for (const auto& rule : loaded->rules) {
    if (rule.id == id) return print_rule(rule, listing.json);
    known.push_back(rule.id);
  }
  for (const auto& bad : loaded->bad)
    if (bad.id == id) return report_error(bad.error);
  const std::string close = nearest(id, known);
  return report_error({ErrorKind::usage, "no rule is called '" + id + "'", "",
                       close.empty() ? "`gate rules list` lists every rule" : "did you mean '" + close + "'?"});
}

}  // namespace gate::cli
