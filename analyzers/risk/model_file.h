// Model files. The first line is "gate-risk-model 1", the second the SHA-256 of all after it, the third a JSON object
// with everything but the numbers of the learners; these follow as bytes, little-endian, part by part:
//   linear: for each input float64 mean, deviation, weight; for each token a varint (difference to the last id), uint16
//           idf, int16 weight
//   trees:  for each input a varint count and that many ascending float32 thresholds; then each tree in preorder: a
//   node
//           is a byte, 0 for a leaf followed by int16 (value / step), else 1 + 2 * input + unknown_left as a varint,
//           then varint index of the threshold and uint16 (65536 * left_share)
// The same model has the same bytes. A file with a NUL byte or such is binary to git, which leaves it alone.
#pragma once

#include <string>
#include <string_view>

#include "analyzers/risk/model.h"
#include "gate/base/error.h"

namespace gate::risk {

inline constexpr std::size_t kLargestModel = 16u << 20;  // bytes

// Learners must be quantised, as training leaves them.
std::string write_model(const Model& model);

// ErrorKind::parse for what is malformed, with the version of gate that wrote it where that can be told: a model that
// names metrics of a later version is not read. ErrorKind::limit beyond kLargestModel.
Expected<Model> read_model(std::string_view bytes, const std::string& path);

}  // namespace gate::risk
