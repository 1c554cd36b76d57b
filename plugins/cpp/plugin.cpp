// Finds calls of C functions that cannot be used safely. An example of a plugin as a shared object: gate_plugin.h
// beside this file is the whole interface and its manual.
#include "gate_plugin.h"

#include <cstddef>
#include <string_view>

namespace {

struct Banned {
  std::string_view name;
  const char* message;
};

constexpr Banned kBanned[] = {
    {"gets", "gets() cannot be told how much room there is: use fgets()"},
    {"strcpy", "strcpy() does not look how much room there is: use std::string, or snprintf()"},
    {"strcat", "strcat() does not look how much room there is: use std::string, or snprintf()"},
    {"sprintf", "sprintf() does not look how much room there is: use snprintf()"},
    {"strtok", "strtok() keeps its place in a global variable: use strtok_r()"},
};

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

// The end of the comment or literal that begins at `at`; `at` itself when none does.
std::size_t skip_unread(std::string_view text, std::size_t at) {
  auto end_of = [&](std::string_view sign, std::size_t from) {
    auto found = text.find(sign, from);
    return found == std::string_view::npos ? text.size() : found + sign.size();
  };
  if (text.substr(at, 2) == "//") return end_of("\n", at);
  if (text.substr(at, 2) == "/*") return end_of("*/", at + 2);
  if (text[at] != '"' && text[at] != '\'') return at;
  std::size_t end = at + 1;
  while (end < text.size() && text[end] != text[at] && text[end] != '\n') end += text[end] == '\\' ? 2 : 1;
  return end < text.size() ? end + 1 : text.size();
}

void report(const gate_host* host, gate_side side, const Banned& banned, std::size_t begin, std::size_t end) {
  gate_finding finding = {};
  finding.rule = "unsafe-call";
  finding.message = banned.message;
  finding.side = side;
  finding.offset = begin + 1;  // counted from 1
  finding.offset_end = end + 1;
  host->report(host, &finding);
}

void scan(std::string_view text, gate_side side, const gate_host* host) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (std::size_t next = skip_unread(text, at); next != at) {
      at = next;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_word(text[end])) ++end;
    if (end == at) {
      ++at;
      continue;
    }
    const bool member = at > 0 && (text[at - 1] == '.' || text[at - 1] == '>');
    if (end < text.size() && text[end] == '(' && !member)
      for (const Banned& banned : kBanned)
        if (text.substr(at, end - at) == banned.name) report(host, side, banned, at, end);
    at = end;
  }
}

// Both sides, so that gate can tell what is new.
void analyze(const gate_file* file, const gate_host* host, void*) {
  if (file->has_before) scan({file->before.data, file->before.size}, GATE_BEFORE, host);
  if (file->has_after) scan({file->after.data, file->after.size}, GATE_AFTER, host);
}

constexpr gate_rule kRules[] = {{"unsafe-call", "A C function that overruns its buffer",
                                 "Bad: `strcpy(name, input)`\n\nGood: `std::string name = input`", "security",
                                 GATE_HIGH, nullptr}};

}  // namespace

const gate_plugin_descriptor gate_plugin = {
    GATE_PLUGIN_ABI, sizeof(gate_plugin_descriptor), "banned-functions", "1.0", kRules, 1, analyze, nullptr, nullptr};
