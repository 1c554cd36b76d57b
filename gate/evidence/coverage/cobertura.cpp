#include "gate/evidence/coverage/cobertura.h"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <new>
#include <utility>

#include "gate/base/text.h"

namespace gate::evidence {
namespace {

constexpr int kDepthLimit = 200;               // Cobertura needs 9
constexpr std::size_t kTokenLimit = 8u << 20;  // bytes of one tag; expat scans an unfinished one again and again
constexpr std::size_t kSourcesKept = 64;
constexpr std::size_t kSourceLength = 4'096;
constexpr std::uint32_t kBranchesOfLine = 4'096;

using Problem = std::optional<std::string>;
using Branches = FileCoverage::Branches;

std::string_view attribute(const XML_Char** attributes, std::string_view name) {
  for (; *attributes != nullptr; attributes += 2)
    if (name == attributes[0]) return attributes[1];
  return {};
}

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

class CoberturaReader : public ReportReader {
 public:
  explicit CoberturaReader(ReportBuilder& builder) : builder_(builder), parser_(XML_ParserCreate(nullptr)) {
    if (parser_ == nullptr) throw std::bad_alloc();
    builder_.report().format = "cobertura";
    XML_SetUserData(parser_, this);
    XML_SetElementHandler(parser_, on_start, on_end);
    XML_SetEntityDeclHandler(parser_, on_entity);
  }
  ~CoberturaReader() override { XML_ParserFree(parser_); }
  CoberturaReader(const CoberturaReader&) = delete;
  CoberturaReader& operator=(const CoberturaReader&) = delete;

  std::uint64_t offset() const override {
    auto at = XML_GetCurrentByteIndex(parser_);
    return at < 0 ? 0 : static_cast<std::uint64_t>(at);
  }

  Problem feed(std::string_view bytes) override {
    fed_ += bytes.size();
    if (auto problem = parse(bytes, false)) return problem;
    if (fed_ - offset() > kTokenLimit) return "has one tag of more than 8 MiB, which no Cobertura report has";
    return std::nullopt;
  }

  Problem finish() override {
    if (auto problem = parse({}, true)) return problem;
    if (builder_.report().ids.empty()) return "names no file: no <class filename=...>";
    return std::nullopt;
  }

 private:
  Problem parse(std::string_view bytes, bool last) {
    if (XML_Parse(parser_, bytes.data(), static_cast<int>(bytes.size()), last ? 1 : 0) == XML_STATUS_OK)
      return std::nullopt;
    if (problem_) return problem_;
    auto code = XML_GetErrorCode(parser_);
    if (last &&
        (code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN || code == XML_ERROR_UNCLOSED_CDATA_SECTION))
      return "is cut off: the XML ends before <coverage> is closed; write it anew";
    return fmt::format("is not well-formed XML: {}", XML_ErrorString(code));
  }

  void refuse(std::string problem) {
    if (!problem_) problem_ = std::move(problem);
    XML_StopParser(parser_, XML_FALSE);
  }

  static void on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
    static_cast<CoberturaReader*>(self)->start(name, attributes);
  }
  static void on_end(void* self, const XML_Char* name) { static_cast<CoberturaReader*>(self)->end(name); }
  static void on_text(void* self, const XML_Char* text, int length) {
    auto& source = static_cast<CoberturaReader*>(self)->source_;
    if (source.size() < kSourceLength) source.append(text, static_cast<std::size_t>(length));
  }
  static void on_entity(void* self, const XML_Char*, int, const XML_Char*, int, const XML_Char*, const XML_Char*,
                        const XML_Char*, const XML_Char*) {
    static_cast<CoberturaReader*>(self)->refuse("declares an XML entity; such reports are refused");
  }

  void start(std::string_view name, const XML_Char** attributes) {
    ++depth_;
    if (depth_ > kDepthLimit) return refuse(fmt::format("is nested deeper than {} elements", kDepthLimit));
    if (name == "line") {
      if (record_ != nullptr) line(attributes);
    } else if (name == "class") {
      close_class();
      auto filename = attribute(attributes, "filename");
      if (!filename.empty()) record_ = builder_.open(filename);
    } else if (name == "method") {
      ++methods_;
    } else if (name == "source") {
      source_.clear();
      XML_SetCharacterDataHandler(parser_, on_text);
    } else if (depth_ <= 2) {
      outer(name, attributes);
    }
  }

  void end(std::string_view name) {
    --depth_;
    if (name == "class") {
      close_class();
    } else if (name == "method") {
      --methods_;
    } else if (name == "source") {
      XML_SetCharacterDataHandler(parser_, nullptr);
      auto& sources = builder_.report().sources;
      if (auto source = trim(source_); !source.empty() && sources.size() < kSourcesKept) sources.emplace_back(source);
    }
  }

  // The root, and its children by which Cobertura differs from formats of the same root.
  void outer(std::string_view name, const XML_Char** attributes) {
    if (depth_ == 1) {
      if (name == "report") return refuse("is a JaCoCo report; LCOV and Cobertura are understood");
      if (name != "coverage")
        return refuse(fmt::format("is not Cobertura: its root is <{}>", printable(name.substr(0, 40))));
      auto stamp = parse_count(attribute(attributes, "timestamp")).value_or(0);
      constexpr std::uint64_t kMilliseconds = 100'000'000'000;  // seconds stay below it until the year 5138
      if (stamp >= kMilliseconds) stamp /= 1'000;
      if (stamp < kMilliseconds) builder_.report().made = static_cast<std::int64_t>(stamp);
    } else if (name == "project") {
      refuse("is a Clover report; LCOV and Cobertura are understood");
    } else if (name == "file") {
      refuse("is a SonarQube report; LCOV and Cobertura are understood");
    }
  }

  void line(const XML_Char** attributes) {
    auto number = parse_line(attribute(attributes, "number"));
    auto count = parse_count(attribute(attributes, "hits"));
    if (!number || !count) return refuse("has a <line> without a whole number and hits");
    if (*number == 0) return;
    auto& lines = methods_ > 0 ? of_methods_ : of_class_;
    if (!record_->wants(*number)) {
      record_->add_hits(*number, 0);
      return;
    }
    auto& hits = lines.hits[*number];
    hits = *count > UINT64_MAX - hits ? UINT64_MAX : hits + *count;
    if (auto condition = parse_condition(attribute(attributes, "condition-coverage"))) {
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
  XML_Parser parser_;
  Problem problem_;
  std::uint64_t fed_ = 0;
  int depth_ = 0;
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
