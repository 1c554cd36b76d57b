#include "gate/evidence/approvals/approvals.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>

#include "gate/base/json.h"
#include "gate/base/text.h"

namespace gate::evidence {
namespace {

const std::vector<std::string> kStates{"approved", "changes_requested", "commented", "dismissed", "pending"};

// Seconds since the epoch of "2024-05-01T12:00:00Z".
std::optional<std::int64_t> parse_time(const std::string& text) {
  int year = 0, used = 0;
  unsigned month = 0, day = 0, hour = 0, minute = 0, second = 0;
  const int fields =
      std::sscanf(text.c_str(), "%4d-%2u-%2uT%2u:%2u:%2uZ%n", &year, &month, &day, &hour, &minute, &second, &used);
  if (fields != 6 || static_cast<std::size_t>(used) != text.size()) return std::nullopt;
  using namespace std::chrono;
  const year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  if (!date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return duration_cast<seconds>(sys_days{date}.time_since_epoch()).count() + hour * 3600 + minute * 60 + second;
}

// Takes the document apart; the first thing wrong is kept and the rest is skipped.
class Parser {
 public:
  explicit Parser(std::string_view name) : name_(name) {}

  Expected<ReviewEvidence> parse(const Json& root) {
    ReviewEvidence out;
    out.available = out.pipeline = true;
    if (!known_keys(root, "", {"author", "co_authors", "pull_request", "head", "reviews", "teams"})) return failure();
    read_text(root, "author", out.author);
    read_text(root, "head", out.head);
    if (root.contains("pull_request") && root["pull_request"].is_number_unsigned()) {
      out.pull_request = std::to_string(root["pull_request"].get<std::uint64_t>());
    } else {
      read_text(root, "pull_request", out.pull_request);
    }
    if (root.contains("co_authors")) out.co_authors = texts(root["co_authors"], "co_authors");
    if (!root.contains("reviews")) return failed("", "has no 'reviews'"), failure();
    read_reviews(root["reviews"], out.reviews);
    if (root.contains("teams")) read_teams(root["teams"], out.teams);
    if (!problem_.empty()) return failure();
    return out;
  }

 private:
  std::unexpected<Error> failure() const {
    return fail(ErrorKind::parse, problem_, name_, "docs/review.md describes the file");
  }

  bool failed(const std::string& place, const std::string& what) {
    if (problem_.empty()) problem_ = (place.empty() ? "the document" : place) + " " + what;
    return false;
  }

  bool known_keys(const Json& object, const std::string& place, const std::vector<std::string>& keys) {
    if (!object.is_object()) return failed(place, "is not an object");
    for (const auto& [key, value] : object.items()) {
      if (std::ranges::find(keys, key) != keys.end()) continue;
      const auto near = nearest(key, keys);
      return failed(place, "has an unknown key '" + printable(key.substr(0, 60)) + "'" +
                               (near.empty() ? "" : ", did you mean '" + near + "'?"));
    }
    return true;
  }

  void read_text(const Json& object, const char* key, std::string& out) {
    if (!object.contains(key)) return;
    if (!object[key].is_string()) {
      failed(std::string("'") + key + "'", "is not a text");
      return;
    }
    out = object[key].get<std::string>();
    if (out.starts_with('@')) out.erase(0, 1);
  }

  std::vector<std::string> texts(const Json& list, const std::string& place) {
    std::vector<std::string> out;
    if (!list.is_array()) failed(place, "is not a list");
    for (const auto& item : list.is_array() ? list : Json::array()) {
      if (!item.is_string()) return failed(place, "holds something that is not a text"), out;
      const auto text = item.get<std::string>();
      out.push_back(text.starts_with('@') ? text.substr(1) : text);
    }
    return out;
  }

  void read_reviews(const Json& list, std::vector<Review>& out) {
    if (!list.is_array()) {
      failed("'reviews'", "is not a list");
      return;
    }
    for (std::size_t i = 0; i < list.size() && problem_.empty(); ++i) {
      out.push_back(read_review(list[i], "reviews[" + std::to_string(i) + "]"));
    }
  }

  Review read_review(const Json& item, const std::string& place) {
    Review review;
    review.source = "file";
    if (!known_keys(item, place, {"user", "state", "commit", "time", "member"})) return review;
    read_text(item, "user", review.user);
    if (review.user.empty()) failed(place, "has no 'user'");
    std::string state;
    read_text(item, "state", state);
    std::ranges::replace(state, '-', '_');
    const auto word = std::ranges::find(kStates, lower(state));
    if (word == kStates.end()) {
      failed(place + ".state", "is none of approved, changes_requested, commented, dismissed, pending");
    } else {
      review.state = static_cast<ReviewState>(word - kStates.begin());
    }
    read_text(item, "commit", review.commit);
    if (item.contains("member") && !item["member"].is_boolean()) {
      failed(place + ".member", "is neither true nor false");
    } else {
      review.member = item.value("member", true);
    }
    if (item.contains("time")) review.time = read_time(item["time"], place + ".time");
    return review;
  }

  std::int64_t read_time(const Json& value, const std::string& place) {
    if (value.is_number_unsigned() && value.get<std::uint64_t>() < (1ull << 53)) return value.get<std::int64_t>();
    const auto time = value.is_string() ? parse_time(value.get<std::string>()) : std::nullopt;
    if (!time) failed(place, "is neither seconds since the epoch nor a time such as 2024-05-01T12:00:00Z");
    return time.value_or(0);
  }

  void read_teams(const Json& object, std::map<std::string, std::vector<std::string>>& out) {
    if (!object.is_object()) {
      failed("'teams'", "is not an object");
      return;
    }
    for (const auto& [team, members] : object.items())
      out[team.contains('@') ? team : "@" + team] = texts(members, "teams['" + printable(team) + "']");
  }

  std::string name_;
  std::string problem_;
};

}  // namespace

Expected<ReviewEvidence> parse_approvals(std::string_view text, std::string_view name) {
  const auto root = parse_json(text, name);
  if (!root) return std::unexpected(root.error());
  return Parser(name).parse(*root);
}

}  // namespace gate::evidence
