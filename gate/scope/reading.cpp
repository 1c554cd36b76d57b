#include "gate/scope/reading.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

#include "gate/base/text.h"
#include "gate/base/thread_pool.h"
#include "gate/scope/context.h"
#include "gate/scope/line_hash.h"
#include "gate/scope/snippet.h"
#include "gate/scope/suppress.h"

namespace gate::scope {
namespace {

using Text = std::shared_ptr<const std::string>;

Text read_blob(const ChangedFile& file, Side side, const Source& source, std::uint64_t limit) {
  const BlobRef& blob = side == Side::before ? file.before : file.after;
  const bool text = blob.mode == FileMode::regular || blob.mode == FileMode::executable;
  if (!text || file.binary || file.unreadable) return nullptr;
  return source.blob(blob, limit).value_or(nullptr);
}

Text read_text(std::string_view path, Side side, const FileIndex& files, const Source& source, std::uint64_t limit) {
  if (const ChangedFile* file = files.find(side, path)) return read_blob(*file, side, source, limit);
  auto text = source.file(side == Side::before ? Tree::base : Tree::head, path, limit);
  return text && *text ? std::make_shared<const std::string>(**std::move(text)) : nullptr;
}

// The findings of one file.
using Group = std::vector<Finding*>;

void set_line_hashes(std::string_view text, const Group& group) {
  Group sorted = group;
  std::sort(sorted.begin(), sorted.end(),
            [](const Finding* a, const Finding* b) { return a->place.line < b->place.line; });
  std::vector<std::uint32_t> lines;
  // GitHub names a finding of a whole file by its first line.
  for (const Finding* finding : sorted) lines.push_back(std::max(finding->place.line, 1U));
  std::vector<std::string> hashes = line_hashes(text, lines);
  for (std::size_t i = 0; i < sorted.size(); ++i) sorted[i]->line_hash = std::move(hashes[i]);
}

std::vector<Finding> complete_after(std::string_view text, const LineIndex& lines, Group group,
                                    const FileIndex& files) {
  std::vector<Finding> reports = suppress(find_suppressions(text, lines), group, files);
  for (Finding& report : reports) group.push_back(&report);
  for (Finding* finding : group) {
    if (finding->snippet.lines.empty()) finding->snippet = make_snippet(lines, finding->place);
  }
  set_line_hashes(text, group);
  return reports;
}

}  // namespace

Reading read_texts(std::vector<Finding>& findings, Side side, const FileIndex& files, const Source& source,
                   std::uint64_t limit) {
  std::unordered_map<std::string_view, std::size_t> known;
  std::vector<Group> groups;
  for (Finding& finding : findings) {
    const auto [group, added] = known.try_emplace(finding.place.path, groups.size());
    if (added) groups.emplace_back();
    groups[group->second].push_back(&finding);
  }
  Reading out;
  out.contexts.resize(findings.size());
  std::vector<std::vector<Finding>> reports(groups.size());
  parallel_for(groups.size(), [&](std::size_t i) {
    const Group& group = groups[i];
    const Text text = read_text(group.front()->place.path, side, files, source, limit);
    const LineIndex lines(text ? std::string_view(*text) : std::string_view());
    for (Finding* finding : group) {
      out.contexts[static_cast<std::size_t>(finding - findings.data())] = context_of(*finding, text ? &lines : nullptr);
    }
    if (text && side == Side::after) reports[i] = complete_after(*text, lines, group, files);
  });
  for (std::vector<Finding>& of_file : reports) {
    std::move(of_file.begin(), of_file.end(), std::back_inserter(out.reports));
  }
  return out;
}

}  // namespace gate::scope
