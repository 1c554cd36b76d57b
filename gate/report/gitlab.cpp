// GitLab Code Quality: a JSON array of the findings in scope.
// Source: GitLab Docs, "Code Quality", "Code Quality report format". GitLab matches issues between reports by
// `fingerprint` alone and drops what repeats one, so it is unique and says nothing about lines.
#include <algorithm>
#include <set>

#include "gate/base/hash.h"
#include "gate/report/escape.h"
#include "gate/report/formats.h"
#include "gate/report/json_writer.h"
#include "gate/report/select.h"
#include "gate/report/severity.h"

namespace gate::report {
namespace {

std::string unique_fingerprint(const Finding& finding, std::set<std::string>& taken) {
  std::string fingerprint = finding.fingerprint;
  while (fingerprint.empty() || !taken.insert(fingerprint).second) {
    fingerprint = sha256_hex(fingerprint + '\n' + finding.rule + '\n' + finding.place.path + '\n' + finding.message)
                      .substr(0, 32);
  }
  return fingerprint;
}

void issue(JsonWriter& json, const Finding& finding, const std::string& fingerprint) {
  json.begin_object();
  json.member("description", plain(finding.message.empty() ? finding.rule : finding.message));
  json.member("check_name", plain(finding.rule));
  json.member("fingerprint", fingerprint);
  json.member("severity", words_of(finding.severity).gitlab);
  json.object("location");
  json.member("path", finding.place.path.empty() ? "." : finding.place.path);
  json.object("lines");
  json.member("begin", std::max(1u, finding.place.line));
  json.end_object();
  json.end_object();
  json.end_object();
}

}  // namespace

std::string write_gitlab(const Verdict& verdict, const Style&) {
  std::set<std::string> taken;
  JsonWriter json(2);
  json.begin_array();
  for (const Finding* finding : findings_in_scope(verdict)) {
    issue(json, *finding, unique_fingerprint(*finding, taken));
  }
  json.end_array();
  return json.take();
}

}  // namespace gate::report
