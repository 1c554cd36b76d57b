#include "gate/cli/ledger_place.h"

#include "gate/record.h"
#include "gate/trust.h"

namespace gate::cli {
namespace {

Expected<std::string> configured(const git::Repository& repository) {
  auto change = repository.change({}, {});
  if (!change) return std::unexpected(change.error());
  auto source = repository.source(*change);
  auto configurations = load_configurations(*change, *source, config_schema(), "");
  if (!configurations) return std::unexpected(configurations.error());
  return configurations->policy.ledger;
}

}  // namespace

LedgerPlace configured_ledger(const git::Repository& repository) {
  auto ledger = configured(repository);
  if (!ledger)
    return {ledger_path("", repository),
            "the configuration cannot be asked where the ledger is: " + ledger.error().text()};
  if (*ledger == "none") return {};
  return {ledger_path(*ledger, repository), ""};
}

}  // namespace gate::cli
