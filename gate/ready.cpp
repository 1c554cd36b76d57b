#include "gate/ready.h"

#include <algorithm>

namespace gate {
namespace {

constexpr std::uint64_t kDataLimit = 4u << 20;  // bytes, of one file
constexpr std::size_t kMostFiles = 20'000;

// Plain files at or below `path` in a tree. Links are not followed.
Expected<std::vector<TreeFile>> files_at(const Source& source, Tree tree, const std::string& path) {
  auto files = source.list(tree, path);
  if (!files) return files;
  if (files->empty()) {
    const std::size_t slash = path.rfind('/');
    files = source.list(tree, slash == path.npos ? "" : path.substr(0, slash));
    if (!files) return files;
    std::erase_if(*files, [&](const TreeFile& file) { return file.path != path; });
  }
  std::erase_if(*files, [](const TreeFile& file) {
    return file.blob.mode != FileMode::regular && file.blob.mode != FileMode::executable;
  });
  if (files->size() > kMostFiles) return fail(ErrorKind::limit, "more than 20,000 files lie there", path);
  return files;
}

Expected<std::vector<DataFile>> data_files(const Source& source, std::string path) {
  while (path.ends_with('/')) path.pop_back();
  auto in_force = files_at(source, Tree::policy, path), after = files_at(source, Tree::head, path);
  if (!in_force) return std::unexpected(in_force.error());
  if (!after) return std::unexpected(after.error());
  std::vector<DataFile> data;
  const auto add = [&](const TreeFile& file, bool proposed) -> Expected<void> {
    auto text = source.blob(file.blob, kDataLimit);
    if (!text) return fail(text.error().kind, text.error().message, file.path, text.error().remedy);
    data.push_back({file.path, **text, proposed});
    return {};
  };
  for (const TreeFile& file : *in_force)
    if (auto added = add(file, false); !added) return std::unexpected(added.error());
  for (const TreeFile& file : *after) {
    const auto known = std::ranges::find(*in_force, file.path, &TreeFile::path);
    if (known != in_force->end() && known->blob.oid == file.blob.oid) continue;
    if (auto added = add(file, true); !added) return std::unexpected(added.error());
  }
  return data;
}

}  // namespace

ReadyAnalyzer ready(const Analyzer& analyzer, const Source& source, const Configurations& configurations,
                    const DataFiles& data) {
  ReadyAnalyzer made{.name = analyzer.name, .version = analyzer.version, .applies = analyzer.applies};
  if (!analyzer.prepare) {
    made.run = std::get<FileAnalysis>(analyzer.run);
    return made;
  }
  const Options* proposed = nullptr;
  if (configurations.head)
    if (const auto own = configurations.head->analyzers.find(analyzer.name);
        own != configurations.head->analyzers.end())
      proposed = &own->second;
  const Preparation preparation{
      configurations.policy.analyzers.at(analyzer.name), proposed,
      [&](std::string_view path) { return data ? data(path) : data_files(source, std::string(path)); }};
  auto prepared = analyzer.prepare(preparation);
  if (!prepared) {
    made.errors.push_back(prepared.error());
    made.applies = [](std::string_view, const std::string_view*) { return false; };
    return made;
  }
  made.applies = std::move(prepared->applies);
  made.run = std::move(prepared->run);
  made.rules = std::move(prepared->rules);
  made.notes = std::move(prepared->notes);
  made.errors = std::move(prepared->errors);
  return made;
}

}  // namespace gate
