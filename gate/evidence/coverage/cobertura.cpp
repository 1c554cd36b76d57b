#include "gate/evidence/coverage/cobertura.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "gate/base/text.h"
#include "gate/base/xml.h"

namespace gate::evidence {
namespace {

constexpr std::size_t kSourcesKept = 64;
constexpr std::size_t kSourceLength = 4'096;
constexpr std::uint32_t kBranchesOfLine = 4'096;

using Problem = std::optional<std::string>;
using Branches = FileCoverage::Branches;

// "50% (1/2)": one of two branches was taken.
std::optional<Branches> parse_condition(std::string_view text) {
  auto open = text.find('('), slash = text.find('/', open), close = text.find(')', slash);
  if (open == std::string_view::npos || slash == std::string_view::npos || close == std::string_view::npos)
    return std::nullopt;
  auto covered = parse_line(text.substr(open + 1, slash - open - 1));
  auto total = parse_line(text.substr(slash + 1, close - slash - 1));
  if (!covered || !total) return std::nullopt;
  std::uint32_t known = std::min(*total, kBranchesOfLine);
  return Branches{std::min(*covered, known), known};
}

// Lines of one <class>, which tools list below its methods, below itself, or both.
struct ClassLines {
  std::map<std::uint32_t, std::uint64_t> hits;
  std::map<std::uint32_t, Branches> branches;
};

class CoberturaReader : public ReportReader, private XmlHandler {
 public:
  explicit CoberturaReader(ReportBuilder& builder) : builder_(builder), parser_(*this) {
    builder_.report().format = "cobertura";
  }

  std::uint64_t offset() const override { return parser_.offset(); }
  Problem feed(std::string_view bytes) override { return parser_.feed(bytes); }
  Problem finish() override {
    if (auto problem = parser_.finish()) return problem;
    if (builder_.report().ids.empty()) return "names no file: no <class filename=...>";
    return std::nullopt;
  }

 private:
  void text(std::string_view piece) override {
    if (in_source_ && source_.size() < kSourceLength) source_.append(piece);
  }

  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "line") {
      if (record_ != nullptr) line(attributes);
    } else if (name == "class") {
      close_class();
      auto filename = attributes["filename"];
      if (!filename.empty()) record_ = builder_.open(filename);
    } else if (name == "method") {
      ++methods_;
    } else if (name == "source") {
      source_.clear();
      in_source_ = true;
    } else if (parser_.depth() <= 2) {
      outer(name, attributes);
    }
  }

  void end(std::string_view name) override {
    if (name == "class") {
      close_class();
    } else if (name == "method") {
      --methods_;
    } else if (name == "source") {
      in_source_ = false;
      auto& sources = builder_.report().sources;
      if (auto source = trim(source_); !source.empty() && sources.size() < kSourcesKept) sources.emplace_back(source);
    }
  }

  // The root, and its children by which Cobertura differs from formats of the same root.
  void outer(std::string_view name, const XmlAttributes& attributes) {
    if (parser_.depth() == 1) {
      if (name == "report") return parser_.refuse("is a JaCoCo report; LCOV and Cobertura are understood");
      if (name != "coverage")
        return parser_.refuse(fmt::format("is not Cobertura: its root is <{}>", printable(name.substr(0, 40))));
      auto stamp = parse_count(attributes["timestamp"]).value_or(0);
      constexpr std::uint64_t kMilliseconds = 100'000'000'000;  // seconds stay below it until the year 5138
      if (stamp >= kMilliseconds) stamp /= 1'000;
      if (stamp < kMilliseconds) builder_.report().made = static_cast<std::int64_t>(stamp);
    } else if (name == "project") {
      parser_.refuse("is a Clover report; LCOV and Cobertura are understood");
    } else if (name == "file") {
      parser_.refuse("is a SonarQube report; LCOV and Cobertura are understood");
    }
  }

  void line(const XmlAttributes& attributes) {
    auto number = parse_line(attributes["number"]);
    auto count = parse_count(attributes["hits"]);
    if (!number || !count) return parser_.refuse("has a <line> without a whole number and hits");
    if (*number == 0) return;
    auto& lines = methods_ > 0 ? of_methods_ : of_class_;
    if (!record_->wants(*number)) {
      record_->add_hits(*number, 0);
      return;
    }
    auto& hits = lines.hits[*number];
    hits = *count > UINT64_MAX - hits ? UINT64_MAX : hits + *count;
    if (auto condition = parse_condition(attributes["condition-coverage"])) {
      auto& known = lines.branches[*number];
      known = {std::max(known.covered, condition->covered), std::max(known.total, condition->total)};
    }
  }

  // Lines of methods count only where the class itself does not list them: they are the same executions.
  void close_class() {
    if (record_ != nullptr) {
      of_class_.hits.merge(of_methods_.hits);
      of_class_.branches.merge(of_methods_.branches);
      for (const auto& [number, count] : of_class_.hits) record_->add_hits(number, count);
      for (const auto& [number, branches] : of_class_.branches) record_->add_branches(number, branches);
    }
    record_ = nullptr;
    methods_ = 0;
    of_class_ = {};
    of_methods_ = {};
  }

  ReportBuilder& builder_;
  XmlParser parser_;
  bool in_source_ = false;
  int methods_ = 0;
  std::string source_;
  ReportRecord* record_ = nullptr;
  ClassLines of_class_, of_methods_;
};

}  // namespace

std::unique_ptr<ReportReader> cobertura_reader(ReportBuilder& builder) {
  return std::make_unique<CoberturaReader>(builder);
}

}  // namespace gate::evidence
