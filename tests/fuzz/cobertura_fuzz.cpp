// Hostile Cobertura XML and hostile paths: read or refused, and mapped without harm.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "gate/evidence/coverage/input.h"
#include "gate/evidence/coverage/paths.h"

namespace {

// A head tree of two files.
class TinySource : public gate::Source {
 public:
  gate::Expected<std::shared_ptr<const std::string>> blob(const gate::BlobRef&, std::uint64_t) const override {
    return std::make_shared<const std::string>("x\n");
  }
  gate::Expected<std::optional<std::string>> file(gate::Tree, std::string_view, std::uint64_t) const override {
    return std::nullopt;
  }
  gate::Expected<std::vector<gate::TreeFile>> list(gate::Tree, std::string_view folder) const override {
    if (!folder.empty()) return std::vector<gate::TreeFile>{};
    return std::vector<gate::TreeFile>{{"src/a.c", {}}, {"other/a.c", {}}};
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  gate::Change change;
  auto& file = change.files.emplace_back();
  file.path = "src/a.c";
  file.hunks = {{0, 0, 1, 50}};
  const gate::evidence::Wanted wanted(change);
  auto report = gate::evidence::parse_report(text, "report", wanted);
  if (!report) return 0;
  const TinySource source;
  gate::evidence::HeadTree tree(source, change);
  const std::map<std::string, const gate::ChangedFile*> changed{{file.path, &file}};
  auto mapping = gate::evidence::map_paths(*report, {"/repo", "build", "/ci", ""}, changed, tree);
  for (const auto& [path, records] : mapping.files) {
    if (path != "src/a.c") std::abort();
    for (auto index : records)
      if (index >= report->records.size()) std::abort();
  }
  return 0;
}
