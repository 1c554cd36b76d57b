// Parts of the json report that several files write or read. Internal to this room.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gate/model/verdict.h"
#include "gate/report/json_reader.h"
#include "gate/report/json_writer.h"

namespace gate::report {

// A path, and its exact bytes beside it where the text had to lose some.
void write_path(JsonWriter& json, const std::string& name, std::string_view bytes);

void write_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& values);

// `[first, last]`, and the same read: a complaint when it is no range.
void write_range(JsonWriter& json, const LineRange& range);
LineRange read_range(JsonReader& in, const JsonNode& node);

// The member `history`; none where nothing was asked of the past.
void write_history(JsonWriter& json, const History& history);
History read_history(JsonReader& in, const JsonNode& node);

}  // namespace gate::report
