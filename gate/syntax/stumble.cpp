#include <algorithm>
#include <charconv>
#include <memory>

#include "gate/syntax/grammars.h"

namespace gate::syntax {
namespace {

// Listens to the parser's log: "process ... row:R, col:C" says where a version of the parse stands, "detect_error" that
// it cannot go on, "resume version" that none could and recovery begins.
struct Listener {
  std::size_t most;
  Deadline deadline;
  Point at, stopped;
  std::vector<Point> found;

  static std::uint32_t number_after(std::string_view line, std::string_view key) {
    const std::size_t start = line.rfind(key);
    std::uint32_t value = 0;
    if (start != line.npos) std::from_chars(line.data() + start + key.size(), line.data() + line.size(), value);
    return value;
  }

  static bool later(Point a, Point b) { return a.row != b.row ? a.row > b.row : a.column > b.column; }

  void hear(std::string_view line) {
    if (line.starts_with("process ")) {
      at = {number_after(line, "row:"), number_after(line, "col:")};
    } else if (line.starts_with("detect_error")) {
      if (later(at, stopped)) stopped = at;
    } else if (line.starts_with("resume version")) {
      if (found.size() < most) found.push_back(stopped);
      stopped = {};
    }
  }
};

}  // namespace

Expected<std::vector<std::uint32_t>> find_stumbles(std::string_view text, Language language, std::size_t most,
                                                   Deadline deadline) {
  const TSLanguage* found = grammar(language);
  if (!found) return fail(ErrorKind::unavailable, "no grammar for " + std::string(to_string(language)));
  Listener listener{most, deadline, {}, {}, {}};
  std::unique_ptr<TSParser, decltype(&ts_parser_delete)> parser(ts_parser_new(), ts_parser_delete);
  ts_parser_set_language(parser.get(), found);
  ts_parser_set_logger(parser.get(), {&listener, [](void* payload, TSLogType type, const char* line) {
                                        if (type == TSLogTypeParse) static_cast<Listener*>(payload)->hear(line);
                                      }});
  TSInput input{&text,
                [](void* payload, std::uint32_t at, TSPoint, std::uint32_t* size) {
                  const auto& whole = *static_cast<std::string_view*>(payload);
                  *size = at < whole.size() ? static_cast<std::uint32_t>(whole.size() - at) : 0;
                  return at < whole.size() ? whole.data() + at : "";
                },
                TSInputEncodingUTF8, nullptr};
  TSParseOptions options{&listener, [](TSParseState* state) {
                           auto* self = static_cast<Listener*>(state->payload);
                           return self->found.size() >= self->most || self->deadline.expired();
                         }};
  TSTree* tree = ts_parser_parse_with_options(parser.get(), nullptr, input, options);
  if (tree) ts_tree_delete(tree);
  if (!tree && listener.found.size() < most)
    return fail(ErrorKind::limit, "parsing took longer than the time allowed", {}, "raise limits.timeout");

  std::vector<std::uint32_t> starts{0};
  for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1))
    starts.push_back(static_cast<std::uint32_t>(at + 1));
  std::vector<std::uint32_t> places;
  for (Point point : listener.found)
    if (point.row < starts.size())
      places.push_back(std::min(starts[point.row] + point.column, static_cast<std::uint32_t>(text.size())));
  std::ranges::sort(places);
  places.erase(std::ranges::unique(places).begin(), places.end());
  return places;
}

}  // namespace gate::syntax
