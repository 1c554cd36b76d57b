#include "gate/cli/doctor_compare.h"

#include <cstdio>

#include "gate/base/file.h"
#include "gate/base/text.h"
#include "gate/receipt.h"

namespace gate::cli {
namespace {

constexpr std::uint64_t kReceiptLimit = 1u << 20;  // bytes

Expected<report::Receipt> read(const std::string& path) {
  auto text = read_file(path, kReceiptLimit);
  if (!text) return std::unexpected(text.error());
  return report::parse_receipt(*text, path);
}

Expected<report::Receipt> kept_here(const RepositoryArgument& argument, const report::Receipt& there,
                                    const Context& context) {
  auto repository = git::Repository::open(repository_options(argument, context, false));
  if (!repository) return std::unexpected(repository.error());
  return matching_receipt(there, *repository);
}

void print_side(const char* side, const report::Receipt& receipt) {
  std::printf("%-6s %s, judged by %s: %s\n", side, printable(receipt.head.substr(0, 12)).c_str(),
              receipt.hook ? "the hook" : "gate check", std::string(to_string(receipt.outcome)).c_str());
}

}  // namespace

int compare(const RepositoryArgument& argument, const std::string& there_path, const std::string& here_path,
            const Context& context) {
  auto there = read(there_path);
  if (!there) return report_error(there.error());
  auto here = here_path.empty() ? kept_here(argument, *there, context) : read(here_path);
  if (!here) return report_error(here.error());
  print_side("here", *here);
  print_side("there", *there);
  const auto differences = compare_receipts(*here, *there);
  for (const auto& each : differences) {
    std::printf("!=  %s\n      here   %s\n      there  %s\n      %s\n", printable(each.subject).c_str(),
                printable(each.here).c_str(), printable(each.there).c_str(), printable(each.meaning).c_str());
  }
  if (differences.empty()) std::printf("the same trees were judged by the same rules with the same tools\n");
  return differences.empty() ? kPass : kBlocked;
}

}  // namespace gate::cli
