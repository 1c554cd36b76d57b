#include "analyzers/patterns/fix.h"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <utility>

#include "analyzers/patterns/regex.h"
#include "gate/base/text.h"

namespace gate::patterns {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

// Bytes of the metavariable that begins at `at`; 0: none.
std::size_t variable_length(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  if (text.substr(end).starts_with("...")) end += 3;
  const std::size_t name = end;
  while (end < text.size() && is_word(text[end])) ++end;
  return end == name ? 0 : end - at;
}

const Binding* binding_of(std::string_view name, const Rule& rule, const Bindings& bindings) {
  auto at = std::ranges::find(rule.variables, name);
  return at == rule.variables.end() ? nullptr : find(bindings, static_cast<Variable>(at - rule.variables.begin()));
}

std::string_view constant_of(const Binding& binding) {
  if (binding.ast == nullptr || binding.first == kNone) return {};
  const NodeId constant = binding.ast->constant(binding.first);
  return constant == kNone ? std::string_view() : (*binding.ast)[constant].text;
}

// What "foo($X, $...REST)" leaves behind where $...REST is empty.
void drop_comma(std::string& out, std::string_view text, std::size_t& at) {
  const std::size_t end = out.find_last_not_of(' ');
  if (end != std::string::npos && out[end] == ',') {
    out.resize(end);
  } else if (at < text.size() && text[at] == ',') {
    at = std::min(text.find_first_not_of(' ', at + 1), text.size());
  }
}

// Lines after the first are moved to where the match stands.
std::string align(std::string_view text, std::size_t column) {
  std::string out;
  for (char c : text) {
    out += c;
    if (c == '\n') out.append(column, ' ');
  }
  return out;
}

std::size_t column_of(std::string_view text, std::size_t at) {
  const std::size_t newline = text.substr(0, at).rfind('\n');
  return newline == std::string_view::npos ? at : at - newline - 1;
}

// "\1" and "$1" are groups.
std::string expand(std::string_view replacement, std::span<const Group> groups, std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < replacement.size(); ++i) {
    std::size_t end = i + 1;
    std::size_t number = 0;
    if (replacement[i] == '\\' || replacement[i] == '$') {
      for (; end < replacement.size() && end < i + 4 && std::isdigit(static_cast<unsigned char>(replacement[end]));
           ++end)
        number = number * 10 + static_cast<std::size_t>(replacement[end] - '0');
    }
    if (end == i + 1) {
      out += replacement[i];
      continue;
    }
    if (number < groups.size() && groups[number].set)
      out += text.substr(groups[number].start, groups[number].end - groups[number].start);
    i = end - 1;
  }
  return out;
}

std::string replace(const Regex& regex, std::string_view replacement, std::string_view text, bool once,
                    Budget& budget) {
  std::string out;
  std::size_t done = 0;
  regex.each(text, budget, [&](std::span<const Group> groups) {
    out += text.substr(done, groups[0].start - done);
    out += expand(replacement, groups, text);
    done = groups[0].end;
    return !once;
  });
  out += text.substr(done);
  return out;
}

// Where the fix goes. A match that is no more than a string's contents leaves the quotes alone.
TextEdit place_of(const Match& match, std::string_view file_text) {
  for (const auto& binding : match.bindings) {
    const char* begin = binding.text.data();
    const bool within = begin >= file_text.data() && begin + binding.text.size() <= file_text.data() + file_text.size();
    if (binding.start != match.start || binding.end != match.end || !within) continue;
    const auto start = static_cast<std::uint32_t>(begin - file_text.data());
    return {start, static_cast<std::uint32_t>(start + binding.text.size()), {}};
  }
  return {match.start, match.end, {}};
}

// A statement's match ends before its ';': a fix that brings one replaces it.
void take_semicolon(TextEdit& edit, std::string_view file_text) {
  const std::size_t next = file_text.find_first_not_of(" \t", edit.end);
  if (next == std::string_view::npos || file_text[next] != ';' || !edit.text.ends_with(';')) return;
  if (edit.end > edit.start && file_text[edit.end - 1] == ';') return;
  edit.end = static_cast<std::uint32_t>(next + 1);
}

std::optional<std::string> by_regex(const FixRegex& fix, std::string_view matched, Budget& budget) {
  auto regex = cached_regex(fix.regex, {.multiline = false});
  if (!regex) return std::nullopt;
  if (!fix.count) return replace(*regex, fix.replacement, matched, false, budget);
  std::string text(matched);
  for (int i = 0; i < std::min(*fix.count, 100) && budget.spend(); ++i)
    text = replace(*regex, fix.replacement, text, true, budget);
  return text;
}

}  // namespace

std::string interpolate(std::string_view text, const Rule& rule, const Bindings& bindings,
                        std::optional<std::size_t> longest) {
  const auto cut = [&](std::string_view put) {
    return longest ? put.substr(0, std::min(put.find('\n'), *longest)) : put;
  };
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const bool value = text.substr(at).starts_with("value($");
    const std::size_t dollar = at + (value ? 6 : 0);
    const std::size_t length = text[dollar] == '$' ? variable_length(text, dollar) : 0;
    const std::size_t end = dollar + length + (value ? 1 : 0);
    const Binding* binding = length == 0 ? nullptr : binding_of(text.substr(dollar, length), rule, bindings);
    const bool closed = !value || (end <= text.size() && text[end - 1] == ')');
    const std::string_view constant = binding != nullptr && value ? constant_of(*binding) : std::string_view();
    if (binding == nullptr || !closed || (value && constant.empty())) {
      out += text[at++];
      continue;
    }
    at = end;
    out += cut(value ? constant : binding->text);
    if (!longest && !value && binding->text.empty() && text.substr(dollar).starts_with("$..."))
      drop_comma(out, text, at);
  }
  return out;
}

std::optional<TextEdit> render_fix(const Rule& rule, const Match& match, std::string_view file_text, Budget& budget) {
  TextEdit edit = place_of(match, file_text);
  if (!rule.fix.empty()) {
    edit.text = align(interpolate(rule.fix, rule, match.bindings), column_of(file_text, edit.start));
    take_semicolon(edit, file_text);
    return edit;
  }
  if (!rule.fix_regex) return std::nullopt;
  auto text = by_regex(*rule.fix_regex, file_text.substr(edit.start, edit.end - edit.start), budget);
  if (!text) return std::nullopt;
  edit.text = std::move(*text);
  return edit;
}

std::string apply_edits(std::string_view text, std::vector<TextEdit> edits) {
  std::vector<std::size_t> order(edits.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair(edits[i].start, i); });
  std::string out;
  std::size_t done = 0;
  bool first = true;
  for (const std::size_t i : order) {
    const TextEdit& edit = edits[i];
    if (edit.start < done || edit.end > text.size() || edit.start > edit.end) continue;
    if (!first && edit.start == done && edit.end == done) continue;
    out += text.substr(done, edit.start - done);
    out += edit.text;
    done = edit.end;
    first = false;
  }
  out += text.substr(done);
  return out;
}

}  // namespace gate::patterns
