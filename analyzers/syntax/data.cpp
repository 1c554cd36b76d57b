#include "analyzers/syntax/data.h"

#include <algorithm>
#include <optional>

#include "analyzers/syntax/data_format.h"
#include "gate/base/json_check.h"
#include "gate/base/text.h"
#include "gate/base/toml.h"
#include "gate/base/yaml.h"

namespace gate::syntax_check {
namespace {

struct DataProblem {
  std::string_view rule;
  std::uint32_t line = 1, column = 1;
  std::string message;
  Confidence confidence = Confidence::high;
};

std::optional<JsonProblem> first_json(std::string_view text, JsonDialect dialect) {
  auto problems = check_json(text, dialect);
  if (problems.empty()) return std::nullopt;
  return problems.front();
}

// Comments in a file whose name does not promise them: some tool may read it. What is wrong besides them counts more.
std::optional<DataProblem> json_problem(std::string_view text, bool comments) {
  if (trim(text.substr(text.starts_with("\xEF\xBB\xBF") ? 3 : 0)).empty()) {
    if (text.empty()) return DataProblem{kInvalidJson, 1, 1, "the file is empty; JSON needs a value", Confidence::low};
    return DataProblem{kInvalidJson, 1, 1, "the file holds no JSON value", Confidence::low};
  }
  auto problem = first_json(text, comments ? JsonDialect::jsonc : JsonDialect::strict);
  if (!problem) return std::nullopt;
  Confidence confidence = Confidence::high;
  if (!comments && problem->message.starts_with("comments are not allowed")) {
    auto besides = first_json(text, JsonDialect::jsonc);
    confidence = besides ? Confidence::medium : Confidence::low;
    if (besides) problem = std::move(besides);
  }
  return DataProblem{kInvalidJson, problem->line, problem->column, problem->message, confidence};
}

std::optional<DataProblem> yaml_problem(std::string_view text) {
  auto problems = check_yaml(text);
  if (problems.empty()) return std::nullopt;
  const YamlProblem& first = problems.front();
  return DataProblem{kInvalidYaml, first.place.line, first.place.column, first.message};
}

std::optional<DataProblem> toml_problem(std::string_view text) {
  auto problems = check_toml(text);
  if (problems.empty()) return std::nullopt;
  const TomlProblem& first = problems.front();
  return DataProblem{kInvalidToml, first.line, first.column, first.message};
}

std::optional<DataProblem> problem_of(DataFormat format, std::string_view text) {
  switch (format) {
    case DataFormat::json: return json_problem(text, false);
    case DataFormat::jsonc: return json_problem(text, true);
    case DataFormat::yaml: return yaml_problem(text);
    case DataFormat::toml: return toml_problem(text);
    case DataFormat::none: return std::nullopt;
  }
  return std::nullopt;
}

// The line without its quoted parts and its comment.
std::string bare(std::string_view line) {
  std::string out;
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    char c = line[i];
    if (quote != 0) {
      if (c == '\\' && quote == '"') ++i;
      if (c == quote) quote = 0;
    } else if (c == '#' && (i == 0 || line[i - 1] == ' ')) {
      break;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else {
      out += c;
    }
  }
  return out;
}

// Marks of template languages where a data format has none: a control line ({% %}, <% %>, {{- }}, <<, a '{{' that
// begins a line or a value. `${{ }}` of workflows is plain text to YAML and is no mark.
bool has_template_marks(std::string_view line) {
  std::string text = bare(line);
  if (text.find("{%") != std::string::npos || text.find("<%") != std::string::npos) return true;
  for (std::size_t at = text.find("{{"); at != std::string::npos; at = text.find("{{", at + 2)) {
    if (at == 0 || text[at - 1] != '$') return true;
  }
  return false;
}

// Git LFS keeps a small text of its own in place of the file (git-lfs spec, "The Pointer").
bool is_lfs_pointer(std::string_view text) {
  constexpr std::size_t kMostBytes = 1024;  // the specification's own limit
  constexpr std::string_view kHash = "oid sha256:", kSize = "size ";
  const auto lines = split_lines(text);
  const auto digits = [](std::string_view word, std::string_view allowed) {
    return !word.empty() && word.find_first_not_of(allowed) == std::string_view::npos;
  };
  return text.size() < kMostBytes && lines.size() == 3 &&
         lines[0].starts_with("version https://git-lfs.github.com/spec/") && lines[1].starts_with(kHash) &&
         lines[1].size() == kHash.size() + 64 && digits(lines[1].substr(kHash.size()), "0123456789abcdef") &&
         lines[2].starts_with(kSize) && digits(lines[2].substr(kSize.size()), "0123456789");
}

// Whether a strict parser's complaint may come from a template's mark instead of a slip. A text that it could read
// before the change is no template, unless the change makes it one.
bool may_be_template(const FileView& view, bool readable_before) {
  auto lines = split_lines(view.text);
  if (!readable_before)
    return is_template_path(view.path) || std::any_of(lines.begin(), lines.end(), has_template_marks);
  return std::any_of(view.changed.begin(), view.changed.end(), [&](LineRange range) {
    for (std::size_t line = range.first; line <= range.last && line <= lines.size(); ++line) {
      if (line > 0 && has_template_marks(lines[line - 1])) return true;
    }
    return false;
  });
}

// JSON with comments where none are promised has readers that allow them: only what is wrong besides them counts.
bool is_readable(DataFormat format, std::string_view text) {
  return !problem_of(format, text) || (format == DataFormat::json && !problem_of(DataFormat::jsonc, text));
}

Confidence confidence_of(const FileView& view, DataFormat format, const DataProblem& problem) {
  bool readable_before = view.before != nullptr && is_readable(format, view.before->text);
  if (may_be_template(view, readable_before)) return Confidence::low;
  if (readable_before) return problem.confidence == Confidence::low ? Confidence::low : Confidence::high;
  // What could not be read before the change either, is not meant for a strict parser.
  if (view.before != nullptr || is_fixture_path(view.path)) return Confidence::low;
  return problem.confidence;
}

Severity severity_of(Confidence confidence) {
  return confidence == Confidence::high     ? Severity::high
         : confidence == Confidence::medium ? Severity::medium
                                            : Severity::low;
}

}  // namespace

bool is_data_file(std::string_view path) { return data_format(path) != DataFormat::none; }

std::vector<Finding> check_data_file(const FileView& view) {
  DataFormat format = data_format(view.path);
  if (is_lfs_pointer(view.text)) return {};
  auto problem = problem_of(format, view.text);
  if (!problem) return {};
  Finding finding;
  finding.rule = "syntax/" + std::string(problem->rule);
  finding.category = "syntax";
  finding.confidence = confidence_of(view, format, *problem);
  finding.severity = severity_of(finding.confidence);
  finding.place = {std::string(view.path), problem->line, problem->column, problem->line, problem->column + 1};
  finding.message = problem->message;
  return {finding};
}

}  // namespace gate::syntax_check
