#include "gate/evidence/find_reports.h"

#include <algorithm>

#include "gate/base/glob.h"

namespace gate::evidence {
namespace {

bool has_wildcard(std::string_view pattern) { return pattern.find_first_of("*?[{") != std::string_view::npos; }

// The folders of a pattern before its first wildcard.
std::string literal_folder(std::string_view pattern) {
  auto cut = pattern.rfind('/', pattern.find_first_of("*?[{"));
  return std::string(cut == std::string_view::npos ? "" : pattern.substr(0, cut));
}

}  // namespace

Expected<std::vector<std::filesystem::path>> find_reports(const std::filesystem::path& root, const std::string& pattern,
                                                          Deadline deadline) {
  namespace fs = std::filesystem;
  constexpr std::size_t kEntries = 200'000, kFiles = 1'000;
  if (!has_wildcard(pattern)) return std::vector{root / pattern};

  fs::path base = root / literal_folder(pattern);
  bool one_folder = pattern.find('/') == std::string::npos, absolute = pattern.starts_with('/');
  Glob glob(std::string_view(pattern).substr(absolute ? 1 : 0));
  std::vector<fs::path> found;
  std::size_t entries = 0;
  std::error_code code;
  fs::recursive_directory_iterator walk(base, fs::directory_options::skip_permission_denied, code), end;
  for (; !code && walk != end; walk.increment(code)) {
    if (++entries > kEntries || found.size() > kFiles || deadline.expired())
      return fail(ErrorKind::limit, "matches too many files or folders to search", pattern,
                  "name the folder more exactly");
    auto name = walk->path().filename().string();
    std::error_code ignored;
    if (walk->is_directory(ignored)) {
      bool skipped = name == ".git" || (name == "node_modules" && pattern.find(name) == std::string::npos);
      if (one_folder || skipped) walk.disable_recursion_pending();
      continue;
    }
    auto relative = walk->path().lexically_relative(absolute ? "/" : root);
    if (glob.matches(relative.generic_string())) found.push_back(walk->path());
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace gate::evidence
