// Messages, paths and changed lines of a stranger's history. The first bytes choose hunks; the rest is text.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "gate/history/changed_lines.h"
#include "gate/history/file_kind.h"
#include "gate/history/indentation.h"
#include "gate/history/message.h"
#include "gate/history/tokens.h"

namespace {

using namespace gate::history;

void demand(bool holds) {
  if (!holds) std::abort();
}

void check(const std::vector<TokenCount>& tokens, std::uint32_t first_id = 0) {
  demand(tokens.size() <= kMostTokens);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    demand(tokens[i].id - first_id < kTokenSpace && tokens[i].count >= 1 && tokens[i].count <= kMostOfOneToken);
    demand(i == 0 || tokens[i - 1].id < tokens[i].id);
  }
}

bool within(std::string_view part, std::string_view whole) {
  return part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size();
}

void cut(std::string_view numbers, std::string_view before, std::string_view after) {
  const auto number = [&](std::size_t at) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(numbers[at]));
  };
  const gate::Hunk hunks[] = {{number(0), number(1), number(2), number(3)},
                              {number(4), number(5) << 24, number(6), number(7)}};
  const auto lines = changed_lines(before, after, hunks);
  for (const auto block : lines.removed) demand(within(block, before));
  for (const auto block : lines.added) demand(within(block, after));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (size < 8) return 0;
  const auto text = input.substr(8);
  const auto facts = read_message(text);
  demand(facts.characters <= text.size() && facts.lines <= text.size() && facts.issue_links <= text.size());
  demand(facts.reverts.size() <= 64);
  demand(message_words(text).size() <= text.size() + 1);
  cut(input.substr(0, 8), text.substr(0, text.size() / 2), text.substr(text.size() / 2));

  demand(!to_string(file_kind(text)).empty());
  is_foreign(text);
  for (const TokenGroup group : {TokenGroup::code, TokenGroup::test, TokenGroup::other})
    check(line_tokens(text, group, TokenSide::added));
  check(path_tokens({{.path = std::string(text)}}), kPathTokens);

  const std::uint32_t step = indentation_step(text);
  demand(step == 2 || step == 4 || step == 8);
  IndentationMeter meter;
  meter.add(text, step);
  demand(meter.result().added_mean <= meter.result().added_deepest && meter.result().added_lines <= text.size());
  return 0;
}
