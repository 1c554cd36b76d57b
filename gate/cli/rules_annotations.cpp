#include "gate/cli/rules_annotations.h"

#include <algorithm>
#include <cctype>

#include "gate/base/text.h"

namespace gate::cli {
namespace {

enum class Word { none, ruleid, ok, todo, other_engine };

constexpr std::string_view kMarkers[] = {"#", "//", "<!--", "(*", "/*", "{/*", "--", ";", "%", "{{!", "@*"};
constexpr std::string_view kEndings[] = {"*/}", "-->", "--}}", "*/", "*)", "*@", "}}"};

bool is_id(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-'; }

// Takes "ruleid:" and the like from the front.
Word take_word(std::string_view& text) {
  const std::size_t colon = text.substr(0, 24).find(':');
  if (colon == std::string_view::npos) return Word::none;
  std::string_view word = trim(text.substr(0, colon));
  bool other = false;
  for (std::string_view engine : {"pro", "deep"}) {
    if (!word.starts_with(engine)) continue;
    word.remove_prefix(engine.size());
    other = true;
  }
  const bool todo = word == "todoruleid" || word == "todook";
  if (!todo && word != "ruleid" && word != "ok") return Word::none;
  text = text.substr(colon + 1);
  if (other) return Word::other_engine;
  return todo ? Word::todo : word == "ok" ? Word::ok : Word::ruleid;
}

// The first annotation of a line; `rest` is what follows it.
Word find_annotation(std::string_view line, std::string_view& rest) {
  for (std::size_t at = 0; at < line.size(); ++at) {
    for (auto marker : kMarkers) {
      if (!line.substr(at).starts_with(marker)) continue;
      rest = line.substr(at + marker.size());
      if (const Word word = take_word(rest); word != Word::none) return word;
    }
  }
  return Word::none;
}

std::set<std::string> read_ids(std::string_view rest) {
  while (take_word(rest) != Word::none) {
  }
  rest = trim(rest);
  for (auto ending : kEndings)
    if (const std::size_t at = rest.find(ending); at != std::string_view::npos) rest = rest.substr(0, at);
  std::set<std::string> ids;
  for (const auto& part : split(rest, ',')) {
    const std::string_view word = trim(part);
    const auto end = std::ranges::find_if_not(word, is_id);
    if (end != word.begin()) ids.emplace(word.begin(), end);
  }
  return ids;
}

}  // namespace

Annotations read_annotations(std::string_view text) {
  Annotations out;
  std::uint32_t number = 0;
  for (auto line : split_lines(text)) {
    ++number;
    if (line.find("ruleid") == std::string_view::npos && line.find("ok") == std::string_view::npos) continue;
    std::string_view rest;
    const Word word = find_annotation(line, rest);
    if (word != Word::ruleid && word != Word::todo) continue;
    auto& lines = word == Word::ruleid ? out.expected : out.todo;
    for (const auto& id : read_ids(rest)) lines[id].insert(number + 1);
  }
  return out;
}

}  // namespace gate::cli
