// Issues as GitHub's REST API lists them (GET /repos/{owner}/{repo}/issues) and as `gh issue list --json` prints them.
#include <fmt/format.h>

#include <algorithm>

#include "gate/base/text.h"
#include "gate/history/incident_fields.h"
#include "gate/history/moment.h"
#include "gate/history/references.h"

namespace gate::history {
namespace {

constexpr std::size_t kLongestBody = 256u << 10;

std::vector<std::string> labels_of(const Json& issue) {
  std::vector<std::string> labels;
  const auto list = issue.find("labels");
  if (list == issue.end() || !list->is_array()) return labels;
  for (const Json& label : *list) {
    const Json* name = &label;
    if (label.is_object() && label.contains("name")) name = &label["name"];
    if (name->is_string()) labels.push_back(lower(name->get<std::string>()));
  }
  return labels;
}

// Whether a label says that the issue was an incident; the worst severity that the labels name.
bool is_incident(const std::vector<std::string>& labels, std::optional<Severity>& severity) {
  bool found = false;
  for (const std::string& label : labels) {
    const auto named = severity_of(label);
    const bool graded = named && (label.starts_with("sev") || label.starts_with("impact"));
    found |= graded;
    for (std::string_view word : {"incident", "outage", "postmortem", "post-mortem", "production-bug", "rollback"})
      found |= label.contains(word);
    if (named && (!severity || *named > *severity)) severity = named;
  }
  return found;
}

enum class Role { none, cause, fix };

// What a line says of the commits that it goes on to name: by the last word that tells.
Role role_of(std::string_view words) {
  Role role = Role::none;
  std::size_t last = 0;
  const auto hear = [&](std::string_view word, Role heard) {
    const std::size_t at = words.rfind(word);
    if (at != words.npos && (role == Role::none || at >= last)) role = heard, last = at;
  };
  for (std::string_view word :
       {"introduced", "caused", "cause", "culprit", "broke", "regressed", "regression", "since", "bad commit"})
    hear(word, Role::cause);
  for (std::string_view word : {"fixed", "fixes", "fix", "resolved", "mended", "reverted", "repaired", "mitigated"})
    hear(word, Role::fix);
  return role;
}

bool is_number(std::string_view text) { return text.find_first_not_of("0123456789") == text.npos; }

void add_once(std::vector<std::string>& list, std::string entry) {
  if (std::find(list.begin(), list.end(), entry) == list.end()) list.push_back(std::move(entry));
}

// "Introduced by 1a2b3c4", "Fix: https://github.com/o/r/commit/1a2b3c4...": a heading's word holds for the lines below
// that have none, up to the next empty line.
void read_body(std::string_view body, Incident& incident) {
  Role heading = Role::none;
  for (const auto line : split_lines(body.substr(0, kLongestBody))) {
    const std::string words = lower(line);
    if (trim(words).empty()) heading = Role::none;
    bool named = false;
    for (std::size_t at = 0; at < words.size();) {
      const bool starts = at == 0 || std::string_view(" \t(`[<:/@=\"'*").contains(words[at - 1]);
      const std::size_t length = starts ? commit_id_at(words, at) : 0;
      if (length == 0 || (length < 40 && is_number(words.substr(at, length)))) {
        ++at;
        continue;
      }
      const Role here = role_of(std::string_view(words).substr(0, at));
      const Role role = here == Role::none ? heading : here;
      if (role == Role::cause) add_once(incident.commits, words.substr(at, length));
      if (role == Role::fix) add_once(incident.fixes, words.substr(at, length));
      named = true;
      at += length;
    }
    if (const Role here = role_of(words); !named && here != Role::none) heading = here;
  }
}

void read_closing(const Json& issue, Incident& incident) {
  const auto requests = issue.find("closedByPullRequestsReferences");
  if (requests == issue.end() || !requests->is_array()) return;
  for (const Json& request : *requests) {
    if (!request.is_object()) continue;
    const auto merge = request.find("mergeCommit");
    if (merge == request.end() || !merge->is_object()) continue;
    const auto oid = merge->find("oid");
    if (oid != merge->end() && oid->is_string() && commit_id_at(oid->get<std::string>(), 0) > 0)
      add_once(incident.fixes, lower(oid->get<std::string>()));
  }
}

void read_issue(const Json& issue, const std::string& where, std::optional<Severity> severity, IncidentImport& import) {
  Fields fields;
  for (const auto& [key, value] : issue.items())
    if (!value.is_object()) fields.add(key, value);
  Incident incident;
  const std::string number = fields.text({"number"});
  incident.id = number.empty() ? "" : "#" + number;
  incident.note = fields.text({"title"});
  incident.url = fields.text({"htmlurl", "url"});
  incident.severity = severity.value_or(Severity::high);
  const auto since = parse_moment(fields.text({"createdat"}));
  if (incident.id.empty() || !since) {
    import.problems.push_back(where + ": no issue with number and date of creation");
    return;
  }
  incident.since = *since;
  read_body(fields.text({"body"}), incident);
  read_closing(issue, incident);
  if (incident.commits.empty() && incident.fixes.empty()) {
    import.problems.push_back(fmt::format("issue {}: no line says which commit introduced or fixed it", incident.id));
    return;
  }
  import.incidents.push_back(std::move(incident));
}

}  // namespace

void import_github(const Json& issues, IncidentImport& import) {
  std::size_t number = 0, others = 0;
  for (const Json& issue : issues) {
    const std::string where = fmt::format("entry {}", ++number);
    if (!issue.is_object()) {
      import.problems.push_back(where + ": not an object");
      continue;
    }
    std::optional<Severity> severity;
    if (issue.contains("pull_request") || !is_incident(labels_of(issue), severity))
      ++others;
    else
      read_issue(issue, where, severity, import);
  }
  if (others > 0)
    import.problems.push_back(
        fmt::format("{} of {} have no label that says incident (such as incident, outage, sev1)", others, number));
}

}  // namespace gate::history
