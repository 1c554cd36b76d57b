#include "analyzers/risk/predictors.h"

#include <fmt/format.h>

#include "analyzers/risk/global_model.h"

namespace gate::risk {

Predictor make_predictor(std::shared_ptr<const Model> own) {
  const Model& global = global_model();
  Predictor predictor;
  predictor.version = fmt::format("{} ({})", global.name, global.version);
  if (!own) {
    predictor.explain = [&global](const Row& row) { return explain(global, row); };
    predictor.score = [&global](const Row& row) { return log_odds(global, row); };
    predictor.calibration = global.calibration;
    return predictor;
  }
  const double share = own_share(own->rows, kHalfTrust);
  predictor.version += fmt::format(" and {} ({}), {:.0f} % of it", own->name, own->version, share * 100);
  predictor.calibration = own->calibration;
  predictor.labels = static_cast<std::uint32_t>(own->rows);
  predictor.explain = [&global, own, share](const Row& row) {
    return combine(explain(global, row), explain(*own, row), share);
  };
  predictor.score = [&global, own, share](const Row& row) {
    return combine(log_odds(global, row), log_odds(*own, row), share);
  };
  return predictor;
}

}  // namespace gate::risk
