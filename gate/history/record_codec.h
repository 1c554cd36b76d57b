// Records as the index stores them: numbers as LEB128 (zigzag where they may be negative), paths without what they
// share with the one before. Decoders take any bytes.
#pragma once

#include <string>
#include <string_view>

#include "gate/history/record.h"

namespace gate::history {

// All but oid, order, merge, complete (the index's own columns) and the token lists.
std::string encode_facts(const CommitRecord& record);
bool decode_facts(std::string_view bytes, CommitRecord& record);  // false: not what encode_facts writes

std::string encode_tokens(const CommitRecord& record);
bool decode_tokens(std::string_view bytes, CommitRecord& record);

// Object ids between forty hexadecimal digits and twenty bytes; "" for anything else.
std::string raw_id(std::string_view hex);
std::string hex_id(std::string_view raw);

}  // namespace gate::history
