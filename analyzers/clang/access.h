// Reading JSON that a worker wrote: nothing about it is certain.
#pragma once

#include <string>

#include "gate/base/json.h"

namespace gate::clang {

// Values of a JSON object that may be anything; the fallback where the key is absent or of another type.
std::string text_at(const Json& object, const char* key);
const Json& list_at(const Json& object, const char* key);    // an empty array as fallback
const Json& object_at(const Json& object, const char* key);  // an empty object as fallback

}  // namespace gate::clang
