#include "gate/report/comment_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "gate/base/json.h"
#include "gate/base/text.h"
#include "gate/report/escape.h"
#include "gate/report/select.h"

namespace gate::report {
namespace {

constexpr int kVersion = 1;
constexpr std::string_view kOpening = "<!-- gate:state ", kClosing = " -->";
constexpr std::size_t kMostBytes = 18'000;
constexpr std::size_t kMostEncoded = 40'000;
constexpr std::size_t kMostOpen = 100, kMostFixed = 30;
constexpr std::size_t kMostRule = 100, kMostPath = 300, kMostMessage = 160;

bool is_word(std::string_view text, std::size_t most) {
  return !text.empty() && text.size() <= most &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); });
}

// Roughly what it takes as JSON; control characters cannot be in it, for `plain` wrote them out.
std::size_t size_of(const RememberedFinding& item) {
  return 40 + item.fingerprint.size() + item.rule.size() + item.path.size() + item.message.size();
}

RememberedFinding remembered(const Finding& finding) {
  return {finding.fingerprint, cut(plain(finding.rule), kMostRule), cut(plain(finding.place.path), kMostPath),
          finding.place.line, cut(plain(finding.message), kMostMessage)};
}

// The analyzer that a rule belongs to did its work in this run.
bool looked_again(const Verdict& verdict, std::string_view rule) {
  const auto name = rule.substr(0, rule.find('/'));
  return std::ranges::none_of(verdict.facts.analyzers, [&](const AnalyzerRun& run) {
    return run.name == name && (run.state == RunState::error || run.state == RunState::not_checked);
  });
}

// Takes items while they fit, each fingerprint once.
class Keeper {
 public:
  void keep(std::vector<RememberedFinding>& list, const RememberedFinding& item, std::size_t most) {
    const auto size = size_of(item);
    if (list.size() >= most || size > left_ || !is_word(item.fingerprint, 64)) return;
    if (!seen_.insert(item.fingerprint).second) return;
    left_ -= size;
    list.push_back(item);
  }

 private:
  std::size_t left_ = kMostBytes - 200;
  std::set<std::string> seen_;
};

Json to_json(const std::vector<RememberedFinding>& items) {
  Json list = Json::array();
  for (const auto& item : items) list.push_back({item.fingerprint, item.rule, item.path, item.line, item.message});
  return list;
}

bool read_text(const Json& json, std::size_t most, std::string& text) {
  if (!json.is_string()) return false;
  text = json.get<std::string>();
  return text.size() <= most && text == plain(text);
}

bool read_item(const Json& json, RememberedFinding& item) {
  if (!json.is_array() || json.size() != 5) return false;
  if (!read_text(json[0], 64, item.fingerprint) || !is_word(item.fingerprint, 64)) return false;
  if (!read_text(json[1], kMostRule, item.rule) || !read_text(json[2], kMostPath, item.path)) return false;
  if (!json[3].is_number_unsigned() || json[3].get<std::uint64_t>() > 0xFFFF'FFFFu) return false;
  item.line = json[3].get<std::uint32_t>();
  return read_text(json[4], kMostMessage, item.message);
}

bool read_list(const Json& json, std::size_t most, std::vector<RememberedFinding>& items) {
  if (!json.is_array() || json.size() > most) return false;
  return std::ranges::all_of(json, [&](const Json& each) { return read_item(each, items.emplace_back()); });
}

}  // namespace

CommentState next_state(const std::optional<CommentState>& previous, const Verdict& verdict, std::string head) {
  CommentState state;
  state.head = std::move(head);
  state.time = verdict.facts.now;
  std::set<std::string_view> there;
  for (const Finding& finding : verdict.facts.findings) {
    if (finding.state != State::fixed) there.insert(finding.fingerprint);
  }
  Keeper keeper;
  const auto in_scope = findings_in_scope(verdict);
  for (const Finding* finding : keep_most_important(in_scope, kMostOpen, true).kept) {
    keeper.keep(state.open, remembered(*finding), kMostOpen);
  }
  if (!previous) return state;
  for (const auto* list : {&previous->open, &previous->fixed}) {
    for (const auto& item : *list) {
      if (there.contains(item.fingerprint)) continue;
      const bool again = list == &previous->fixed || looked_again(verdict, item.rule);
      keeper.keep(again ? state.fixed : state.open, item, again ? kMostFixed : kMostOpen);
    }
  }
  return state;
}

std::string hidden_state(const CommentState& state) {
  const Json json = {{"v", kVersion},
                     {"head", state.head},
                     {"time", state.time},
                     {"open", to_json(state.open)},
                     {"fixed", to_json(state.fixed)}};
  return fmt::format("{}{}{}", kOpening, base64(dump_json(json)), kClosing);
}

std::optional<CommentState> read_state(std::string_view comment) {
  comment = trim(comment);
  const auto opening = comment.rfind(kOpening);
  if (opening == std::string_view::npos || !comment.ends_with(kClosing)) return std::nullopt;
  const auto encoded = comment.substr(opening + kOpening.size());
  if (encoded.size() > kMostEncoded || encoded.size() < kClosing.size()) return std::nullopt;
  const auto bytes = unbase64(encoded.substr(0, encoded.size() - kClosing.size()));
  const auto json = bytes ? parse_json(*bytes, "state") : fail(ErrorKind::parse, "no base64");
  if (!json || !json->is_object() || json->size() != 5 || json->value("v", Json()) != Json(kVersion)) {
    return std::nullopt;
  }
  CommentState state;
  const auto field = [&](const char* name) { return json->contains(name) ? (*json)[name] : Json(); };
  if (!read_text(field("head"), 64, state.head) || (!state.head.empty() && !is_word(state.head, 64))) {
    return std::nullopt;
  }
  const Json time = field("time");
  if (!time.is_number_unsigned() || time.get<std::uint64_t>() > 1'000'000'000'000u) return std::nullopt;
  state.time = time.get<std::int64_t>();
  if (!read_list(field("open"), kMostOpen, state.open) || !read_list(field("fixed"), kMostFixed, state.fixed)) {
    return std::nullopt;
  }
  return state;
}

}  // namespace gate::report
