// A linear score of scaled inputs and hashed tokens, as values.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "gate/history/record.h"

namespace gate::risk {

// A token that the model knows, in the bits that a file keeps.
struct TokenWeight {
  std::uint32_t id = 0;
  std::uint16_t idf = 0;    // times Linear::idf_step: inverse document frequency
  std::int16_t weight = 0;  // times Linear::weight_step
  bool operator==(const TokenWeight&) const = default;
};

// z = (value - mean) / deviation, not beyond kFarthest; unknown values are average: z = 0.
struct InputWeight {
  double mean = 0, deviation = 1, weight = 0;
  bool operator==(const InputWeight&) const = default;
};
inline constexpr double kFarthest = 5;

struct Linear {
  double intercept = 0;
  std::vector<InputWeight> inputs;  // of each input of the model; weight 0: not used
  double idf_step = 0, weight_step = 0;
  std::vector<TokenWeight> tokens;          // ascending by id
  std::vector<std::uint32_t> blocks = {0};  // the first id of each block of tokens, ascending from 0
  bool operator==(const Linear&) const = default;
};

double standardised(const InputWeight& input, float value);

// A token that is known, with its tf-idf: (1 + log(count)) * idf, each block of Euclidean length 1 (Salton and Buckley,
// Information Processing & Management 24(5), 1988).
struct TokenValue {
  const TokenWeight* token = nullptr;
  double value = 0;
};
std::vector<TokenValue> token_values(const Linear& linear, std::span<const history::TokenCount> tokens);

double score(const Linear& linear, std::span<const float> inputs, std::span<const history::TokenCount> tokens);

// Adds scale * contribution to `sums` (inputs) and `of_tokens` (by id), and returns scale * intercept.
double add_contributions(const Linear& linear, std::span<const float> inputs,
                         std::span<const history::TokenCount> tokens, double scale, std::span<double> sums,
                         std::vector<std::pair<std::uint32_t, double>>& of_tokens);

}  // namespace gate::risk
