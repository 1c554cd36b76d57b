// Model files of strangers: what is read explains itself exactly and is written as it was. The input is what stands
// behind the digest, which the target makes fit, so that damage reaches the reader.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "analyzers/risk/model_file.h"
#include "gate/base/hash.h"

namespace {

gate::risk::Row row() {
  gate::risk::Row row;
  double value = 1;
  for (double& metric : row.metrics.values()) metric = (value += 3);
  row.tokens = {{4, 2}, {5, 1}, {70, 1}, {131071, 3}};
  return row;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gate::risk;
  const std::string_view contents(reinterpret_cast<const char*>(data), size);
  (void)read_model(contents, "risk.model");
  const std::string head = "gate-risk-model 1\n" + gate::sha256_hex(contents) + "\n";
  const auto model = read_model(head + std::string(contents), "risk.model");
  if (!model) return 0;
  const auto again = read_model(write_model(*model), "risk.model");
  if (!again || write_model(*again) != write_model(*model)) std::abort();
  const double score = log_odds(*model, row()), explained = explain(*model, row()).log_odds();
  if (!std::isfinite(score) || std::abs(score - explained) > 1e-3 * (1 + std::abs(score))) std::abort();
  return 0;
}
