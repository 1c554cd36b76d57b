// One run of a SARIF document, and its results as findings.
#pragma once

#include <string>
#include <string_view>

#include "gate/diagnostics/collector.h"
#include "gate/diagnostics/regions.h"
#include "gate/diagnostics/sarif_paths.h"
#include "gate/diagnostics/sarif_rules.h"

namespace gate::diagnostics {

class SarifRun {
 public:
  // `run` (without its results) must outlive it. Says which tool ran, and whether it says that it failed.
  SarifRun(const Json& run, Collector& out, Regions& regions);

  // The run has the array `results`: it looked. An empty one is "nothing found", none at all is not.
  void has_results() { has_results_ = true; }
  void read(const Json& result);
  // After the last result.
  void finish();

 private:
  void tell_failures() const;
  Finding finding_of(const Json& result, const SarifRule& rule, std::string_view kind) const;
  bool place(const Json& location, Place& place);
  void add_related(const Json& result, const SarifRule& rule, Finding& finding);
  void add_fix(const Json& result, Finding& finding);
  bool add_edits(const Json& change, std::vector<Edit>& fix);

  const Json& run_;
  Collector& out_;
  Regions& regions_;
  SarifRules rules_;
  SarifPaths paths_;
  std::string name_, tool_;
  ColumnUnit unit_;
  bool has_results_ = false;
};

}  // namespace gate::diagnostics
