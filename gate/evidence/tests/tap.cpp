#include <algorithm>
#include <charconv>
#include <optional>
#include <unordered_map>
#include <utility>

#include "gate/base/text.h"
#include "gate/evidence/tests/lines.h"
#include "gate/evidence/tests/report.h"

namespace gate::evidence {
namespace {

constexpr std::size_t kIndent = 4;  // columns of one level of subtests
constexpr std::size_t kDeepest = 50;
constexpr std::size_t kLongestName = 400;    // bytes of one level
constexpr std::size_t kLongestPath = 2'000;  // of all levels
constexpr std::size_t kMostPending = 500'000;

// One test point: `[not ]ok [number] [- description] [# directive] [{]`.
struct Point {
  bool ok = false;
  bool opens = false;  // `{`: its subtests follow
  std::uint64_t number = 0;
  std::string description;
  std::string directive;  // "skip", "todo" or empty
  std::string reason;
};

std::uint64_t take_number(std::string_view& text) {
  std::uint64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return error == std::errc() ? value : 0;
}

// The last '#' that no backslash stands before and a directive follows.
void split_directive(std::string_view text, Point& point) {
  for (auto at = text.rfind('#'); at != std::string_view::npos && at > 0; at = text.rfind('#', at - 1)) {
    if (text[at - 1] == '\\') continue;
    auto words = trim(text.substr(at + 1));
    auto start = lower(words.substr(0, 4));
    if (start != "skip" && start != "todo") continue;
    point.directive = start;
    auto space = words.find(' ');
    if (space != std::string_view::npos) point.reason = trim(words.substr(space));
    text = trim(text.substr(0, at));
    break;
  }
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\' && at + 1 < text.size() && (text[at + 1] == '#' || text[at + 1] == '\\')) ++at;
    point.description += text[at];
  }
}

std::optional<Point> parse_point(std::string_view line) {
  Point point;
  point.ok = !line.starts_with("not ");
  if (!point.ok) line.remove_prefix(4);
  if (!line.starts_with("ok") || (line.size() > 2 && line[2] != ' ')) return std::nullopt;
  line = trim(line.substr(2));
  point.number = take_number(line);
  line = trim(line);
  if (line.starts_with("- ") || line == "-") line = trim(line.substr(1));
  if (line.ends_with(" {") || line == "{") {
    point.opens = true;
    line = trim(line.substr(0, line.size() - 1));
  }
  std::string padded = " " + std::string(line);  // a directive may be all there is
  split_directive(padded, point);
  point.description = std::string(trim(point.description)).substr(0, kLongestName);
  return point;
}

struct Plan {
  std::uint64_t tests = 0;
  bool skipped = false;
};

std::optional<Plan> parse_plan(std::string_view line) {
  if (!line.starts_with("1..") || line.size() < 4 || line[3] < '0' || line[3] > '9') return std::nullopt;
  line.remove_prefix(3);
  Plan plan{take_number(line), false};
  plan.skipped = plan.tests == 0 && line.find('#') != std::string_view::npos;
  return plan;
}

class TapReader : public TestReader {
 public:
  explicit TapReader(TestReport& report) : report_(report) { report_.format = "tap"; }

  Problem feed(std::string_view bytes) override {
    lines_.feed(bytes, [this](std::string_view line) { take(line); });
    return pending_.size() > kMostPending ? Problem("has more than 500,000 subtests of one test") : std::nullopt;
  }

  Problem finish() override {
    lines_.finish([this](std::string_view line) { take(line); });
    close_stream();
    return std::nullopt;
  }

  std::uint64_t offset() const override { return lines_.offset(); }

 private:
  struct Open {  // a test point whose subtests stand in braces behind it
    std::size_t depth;
    std::size_t first;
    std::string name;
    TestRun run;
  };

  void take(std::string_view line) {
    const auto indent = std::min(line.find_first_not_of(' '), line.size());
    const auto text = trim(line);
    if (in_yaml_) return take_yaml(indent, text);
    if (text.empty()) return;
    if (text == "---" && indent % kIndent == 2) {
      in_yaml_ = true;
      yaml_indent_ = indent;
      block_ = false;
      return;
    }
    if (indent % kIndent != 0 || indent / kIndent > kDeepest) return;
    take_text(indent / kIndent, text);
  }

  void take_text(std::size_t depth, std::string_view text) {
    if (text.starts_with('#')) return take_comment(text);
    if (text.starts_with("TAP version ")) {
      if (depth == 0 && begun_) close_stream();
      begun_ = begun_ || depth == 0;
    } else if (text.starts_with("Bail out!")) {
      bail_out(trim(text.substr(9)));
    } else if (text == "}") {
      close_braces(depth);
    } else if (auto plan = parse_plan(text)) {
      if (depth == 0) take_plan(*plan);
    } else if (auto point = parse_point(text)) {
      take_point(depth, std::move(*point));
    }
  }

  // `prove -v` and others write the streams of many programs one after the other.
  void take_plan(const Plan& plan) {
    if (plan_) close_stream();
    plan_ = plan;
    begun_ = true;
  }

  void take_point(std::size_t depth, Point point) {
    if (depth == 0) {
      // The plan of the stream before stood at its end.
      if (point.number == 1 && points_ > 0 && plan_ && points_ >= plan_->tests) close_stream();
      ++points_;
      begun_ = true;
    }
    TestRun run;
    run.name = point.description.empty() ? "test " + std::to_string(points_) : point.description;
    run.message = point.reason;
    // A test that is still to do may fail; one that is skipped did not run.
    if (point.directive == "skip" || (point.directive == "todo" && !point.ok)) {
      run.status = TestStatus::skipped;
    } else if (!point.ok) {
      run.status = TestStatus::failed;
    }
    if (point.opens) {
      open_.push_back({depth, pending_.size(), run.name, std::move(run)});
      return;
    }
    close_point(depth, first_below(depth), std::move(run));
  }

  // Where the subtests of the next point at this depth begin: everything deeper that stands at the end.
  std::size_t first_below(std::size_t depth) const {
    auto at = pending_.size();
    while (at > 0 && pending_[at - 1].first > depth) --at;
    return open_.empty() ? at : std::max(at, open_.back().first);
  }

  // Of a test with subtests the subtests count; it counts itself only where it failed and none of them did.
  void close_point(std::size_t depth, std::size_t first, TestRun run) {
    bool failed = false;
    for (auto at = first; at < pending_.size(); ++at) {
      pending_[at].first = depth;
      if (pending_[at].second.name.size() < kLongestPath)
        pending_[at].second.name = run.name + " > " + pending_[at].second.name;
      failed = failed || pending_[at].second.status == TestStatus::failed;
      if (run.status == TestStatus::skipped) pending_[at].second.status = TestStatus::skipped;
    }
    last_ = nullptr;
    if (first < pending_.size() && (run.status != TestStatus::failed || failed)) return flush(depth);
    pending_.emplace_back(depth, std::move(run));
    last_ = &pending_.back().second;
    if (depth == 0 && open_.empty()) keep_last();
  }

  void close_braces(std::size_t depth) {
    if (open_.empty() || open_.back().depth != depth) return;
    auto point = std::move(open_.back());
    open_.pop_back();
    close_point(depth, point.first, std::move(point.run));
  }

  // Points of the top level are complete but for the diagnostics that follow the last one.
  void keep_last() {
    auto last = std::move(pending_.back());
    pending_.pop_back();
    flush(0);
    pending_.push_back(std::move(last));
    last_ = &pending_.back().second;
  }

  void flush(std::size_t depth) {
    if (depth > 0 || !open_.empty()) return;
    for (auto& [unused, run] : pending_) add(std::move(run));
    pending_.clear();
    last_ = nullptr;
  }

  // TAP says nothing of retries: points of one name are several tests.
  void add(TestRun run) {
    auto times = ++names_[run.name];
    if (times > 1) run.name += " #" + std::to_string(times);
    report_.add(std::move(run));
  }

  void add_failure(const std::string& name, std::string message) {
    add({name, "", "", 0, TestStatus::failed, std::move(message), false});
  }

  void bail_out(std::string_view reason) {
    if (bailed_) return;
    bailed_ = true;
    add_failure("Bail out!", reason.empty() ? "the tests gave up" : std::string(reason));
  }

  void close_stream() {
    while (!open_.empty()) close_braces(open_.back().depth);
    flush(0);
    const auto planned = plan_ ? plan_->tests : 0;
    if (begun_ && !bailed_) {
      if (!plan_)
        add_failure("plan", "no plan (1..N): the output is cut off");
      else if (planned != points_)
        add_failure("plan", std::to_string(planned) + " planned, " + std::to_string(points_) + " ran");
    }
    plan_.reset();
    points_ = 0;
    begun_ = bailed_ = false;
  }

  void take_comment(std::string_view text) {
    if (last_ == nullptr || last_->status != TestStatus::failed || last_->message.size() > 300) return;
    text = trim(text.substr(1));
    if (!text.starts_with("Subtest")) last_->message.append(last_->message.empty() ? "" : "\n").append(text);
  }

  // Of the diagnostics only what a person reads first.
  void take_yaml(std::size_t indent, std::string_view text) {
    if (text == "..." && indent <= yaml_indent_) {
      in_yaml_ = false;
      return;
    }
    if (last_ == nullptr || last_->status != TestStatus::failed) return;
    if (block_) {
      block_ = false;
      last_->message = text;
    }
    for (std::string_view key : {"message:", "error:"}) {
      if (!text.starts_with(key) || !last_->message.empty()) continue;
      auto value = trim(text.substr(key.size()));
      block_ = value.starts_with('|') || value.starts_with('>');
      if (value.size() > 1 && (value.front() == '\'' || value.front() == '"'))
        value = value.substr(1, value.size() - 2);
      if (!block_) last_->message = value;
    }
  }

  TestReport& report_;
  LineCutter lines_;
  std::vector<std::pair<std::size_t, TestRun>> pending_;  // with their depth; waiting for the point above them
  std::vector<Open> open_;
  TestRun* last_ = nullptr;  // the point that diagnostics are about
  std::unordered_map<std::string, std::size_t> names_;
  std::optional<Plan> plan_;
  std::uint64_t points_ = 0;  // of the top level of this stream
  bool begun_ = false, bailed_ = false;
  bool in_yaml_ = false, block_ = false;
  std::size_t yaml_indent_ = 0;
};

}  // namespace

std::unique_ptr<TestReader> tap_reader(TestReport& report) { return std::make_unique<TapReader>(report); }

}  // namespace gate::evidence
