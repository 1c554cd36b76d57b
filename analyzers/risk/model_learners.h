// The learners' numbers in a model file: written and read part by part, with what their JSON head says of them.
#pragma once

#include "analyzers/risk/linear.h"
#include "analyzers/risk/model_bytes.h"
#include "analyzers/risk/trees.h"
#include "gate/base/error.h"
#include "gate/base/json.h"

namespace gate::risk {

// A whole number that is not negative, or nlohmann's exception: converting any other would be undefined.
std::uint64_t count_at(const Json& object, const char* key);

OrderedJson head_of(const Linear& linear);
OrderedJson head_of(const Trees& trees);
void write(const Linear& linear, ByteWriter& out);
void write(const Trees& trees, std::size_t inputs, ByteWriter& out);

// nlohmann's exceptions for heads that are not as expected; errors for bytes that are not.
Expected<Linear> read_linear(const Json& head, std::size_t inputs, ByteReader& in);
Expected<Trees> read_trees(const Json& head, std::size_t inputs, ByteReader& in);

}  // namespace gate::risk
