#include "analyzers/risk/linear.h"

#include <algorithm>
#include <cmath>

namespace gate::risk {
namespace {

void make_unit(std::span<TokenValue> block) {
  double squares = 0;
  for (const TokenValue& token : block) squares += token.value * token.value;
  if (squares == 0) return;
  for (TokenValue& token : block) token.value /= std::sqrt(squares);
}

void make_units(const std::vector<std::uint32_t>& blocks, std::span<TokenValue> values) {
  auto first = values.begin();
  for (std::size_t i = 1; i <= blocks.size(); ++i) {
    const auto last =
        i == blocks.size()
            ? values.end()
            : std::partition_point(first, values.end(), [&](const auto& value) { return value.token->id < blocks[i]; });
    make_unit({first, last});
    first = last;
  }
}

}  // namespace

double standardised(const InputWeight& input, float value) {
  if (std::isnan(value) || input.deviation == 0) return 0;
  return std::clamp((value - input.mean) / input.deviation, -kFarthest, kFarthest);
}

std::vector<TokenValue> token_values(const Linear& linear, std::span<const history::TokenCount> tokens) {
  std::vector<TokenValue> values;
  values.reserve(tokens.size());
  auto from = linear.tokens.begin();
  for (const history::TokenCount& token : tokens) {
    from = std::lower_bound(from, linear.tokens.end(), token.id,
                            [](const TokenWeight& known, std::uint32_t id) { return known.id < id; });
    if (from == linear.tokens.end()) break;
    if (from->id != token.id || token.count == 0) continue;
    values.push_back({&*from, (1 + std::log(static_cast<double>(token.count))) * from->idf * linear.idf_step});
  }
  make_units(linear.blocks, values);
  return values;
}

double score(const Linear& linear, std::span<const float> inputs, std::span<const history::TokenCount> tokens) {
  double sum = linear.intercept;
  for (std::size_t i = 0; i < linear.inputs.size(); ++i) {
    const InputWeight& input = linear.inputs[i];
    if (input.weight != 0) sum += input.weight * standardised(input, inputs[i]);
  }
  if (linear.tokens.empty()) return sum;
  for (const auto& [token, value] : token_values(linear, tokens)) sum += token->weight * linear.weight_step * value;
  return sum;
}

double add_contributions(const Linear& linear, std::span<const float> inputs,
                         std::span<const history::TokenCount> tokens, double scale, std::span<double> sums,
                         std::vector<std::pair<std::uint32_t, double>>& of_tokens) {
  for (std::size_t i = 0; i < linear.inputs.size(); ++i) {
    const InputWeight& input = linear.inputs[i];
    if (input.weight != 0) sums[i] += scale * input.weight * standardised(input, inputs[i]);
  }
  if (linear.tokens.empty()) return scale * linear.intercept;
  for (const auto& [token, value] : token_values(linear, tokens)) {
    if (token->weight != 0) of_tokens.emplace_back(token->id, scale * token->weight * linear.weight_step * value);
  }
  return scale * linear.intercept;
}

}  // namespace gate::risk
