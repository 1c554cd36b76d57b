#include "gate/record.h"

#include <filesystem>

#include "gate/store/ledger.h"

namespace gate {

std::string ledger_path(const std::string& configured, const git::Repository& repository) {
  std::filesystem::path common = repository.common_dir();
  if (configured.empty()) return (common / "gate" / "ledger.db").string();
  std::filesystem::path path = configured;
  if (path.is_absolute()) return path.string();
  // `.git/…` means the shared git directory, also in a linked work tree, where `.git` is a file.
  auto first = path.begin();
  if (*first == ".git") return (common / path.lexically_relative(".git")).string();
  return ((repository.bare() ? common : std::filesystem::path(repository.root())) / path).string();
}

void record(Verdict& verdict, const std::string& configured, const git::Repository& repository) {
  if (configured == "none") {
    verdict.ledger_note = "not recorded: the ledger is switched off (ledger: none)";
    return;
  }
  auto path = ledger_path(configured, repository);
  auto recorded = [&]() -> Expected<std::string> {
    auto ledger = store::Ledger::open(path);
    if (!ledger) return std::unexpected(ledger.error());
    return ledger->record(verdict);
  }();
  if (recorded) {
    verdict.ledger_id = *recorded;
    return;
  }
  verdict.ledger_note = "not recorded: " + recorded.error().text();
  if (verdict.exit_code == 0 && verdict.decided_exit_code == 0) {
    verdict.exit_code = 3;
    verdict.exit_reason = "the verdict could not be recorded, so a pass does not stand";
  }
}

}  // namespace gate
