#include "analyzers/clang/plan.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <unordered_map>
#include <unordered_set>

#include "analyzers/clang/includes.h"
#include "analyzers/clang/overlay.h"
#include "gate/base/text.h"

namespace gate::clang {
namespace {

namespace fs = std::filesystem;

constexpr std::array kSources = {".c", ".cc", ".cpp", ".cxx", ".c++", ".C"};

bool is_source(const std::string& path) {
  return std::ranges::find(kSources, fs::path(path).extension().string()) != kSources.end();
}

std::string before_path(const ChangedFile& file) {
  if (file.before.mode == FileMode::absent) return {};
  return file.old_path.empty() ? file.path : file.old_path;
}

class Planner {
 public:
  Planner(const Database& database, std::size_t max_units) : database_(database), max_units_(max_units) {
    for (const auto& unit : database.units) by_path_.emplace(unit.path, &unit);
  }

  void add_sources(const Change& change) {
    for (const auto& file : change.files) {
      if (!is_c_family(file.path) || file.after.mode == FileMode::absent || !is_source(file.path)) continue;
      auto found = by_path_.find(file.path);
      if (found != by_path_.end()) add(*found->second, before_path(file));
    }
  }

  // Units that include what changed: headers, and sources that no command compiles by themselves.
  void add_includers(const ChangeView& view, const std::vector<TreeFile>& tree, Deadline deadline) {
    std::vector<std::string> headers, removed;
    for (const auto& file : view.change.files) {
      if (!is_c_family(file.path)) continue;
      bool gone = file.after.mode == FileMode::absent;
      bool renamed = !file.old_path.empty() && file.old_path != file.path;
      if (!gone && !by_path_.contains(file.path)) headers.push_back(file.path);
      if (gone || renamed) removed.push_back(gone ? file.path : file.old_path);
    }
    if (headers.empty() && removed.empty()) return;
    IncludeGraph graph(view.source, tree, removed);
    std::vector<std::string> roots;
    for (const auto& unit : database_.units) roots.push_back(unit.path);
    if (!graph.load(roots, deadline))
      plan_.not_checked.emplace_back("other units: the search for what includes the changed headers reached its limit");
    note_unreached(graph, headers);
    headers.insert(headers.end(), removed.begin(), removed.end());
    rank_includers(graph, headers);
  }

  Plan take() { return std::move(plan_); }

 private:
  struct Candidate {
    const Unit* unit;
    std::size_t headers = 0;  // how many of the changed ones it includes
    bool near = false;        // beside one of them, or of the same name
  };

  void add(const Unit& unit, std::string before) {
    if (!planned_.insert(unit.path).second) return;
    if (!unit.command.unsupported.empty())
      leave_out(unit.path, "its compile command is for " + unit.command.unsupported +
                               ", not for a C or C++ compiler that gate knows");
    else if (plan_.units.size() < max_units_)
      plan_.units.push_back({&unit, std::move(before)});
    else
      leave_out(unit.path, "beyond max_units (" + std::to_string(max_units_) + ")");
  }

  void leave_out(const std::string& path, const std::string& reason) {
    plan_.not_checked.push_back(printable(path) + ": " + reason);
  }

  void note_unreached(const IncludeGraph& graph, const std::vector<std::string>& headers) {
    for (const auto& header : headers) {
      auto reached = graph.includers({header});
      bool included =
          std::ranges::any_of(database_.units, [&](const Unit& unit) { return reached.contains(unit.path); });
      if (!included) leave_out(header, "no command in " + database_.path + " compiles or includes it");
    }
  }

  void rank_includers(const IncludeGraph& graph, const std::vector<std::string>& headers) {
    std::unordered_map<std::string, Candidate> found;
    for (const auto& header : headers) {
      fs::path changed(header);
      for (const auto& path : graph.includers({header})) {
        auto unit = by_path_.find(path);
        if (unit == by_path_.end()) continue;
        auto& candidate = found.try_emplace(path, Candidate{unit->second}).first->second;
        ++candidate.headers;
        fs::path source(path);
        candidate.near =
            candidate.near || source.stem() == changed.stem() || source.parent_path() == changed.parent_path();
      }
    }
    std::vector<Candidate> order;
    for (const auto& [path, candidate] : found) order.push_back(candidate);
    std::ranges::sort(order, [](const Candidate& a, const Candidate& b) {
      return std::tuple(b.headers, b.near, std::string_view(a.unit->path)) <
             std::tuple(a.headers, a.near, std::string_view(b.unit->path));
    });
    for (const auto& candidate : order) add(*candidate.unit, candidate.unit->path);
  }

  const Database& database_;
  std::size_t max_units_;
  std::unordered_map<std::string, const Unit*> by_path_;
  std::unordered_set<std::string> planned_;
  Plan plan_;
};

}  // namespace

Plan make_plan(const ChangeView& view, const Database& database, const std::vector<TreeFile>& tree,
               std::size_t max_units, Deadline deadline) {
  Planner planner(database, max_units);
  planner.add_sources(view.change);
  planner.add_includers(view, tree, deadline);
  return planner.take();
}

}  // namespace gate::clang
