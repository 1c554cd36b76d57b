// XGBoost behind its C interface: opened when trees are trained, and only then.
#pragma once

#include <xgboost/c_api.h>

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "gate/base/error.h"

namespace gate::risk {

// The functions in use; they stay valid for the life of the process.
struct TreeLibrary {
  decltype(&XGBGetLastError) last_error = nullptr;
  decltype(&XGBRegisterLogCallback) on_log = nullptr;
  decltype(&XGDMatrixCreateFromMat) create_matrix = nullptr;
  decltype(&XGDMatrixSetFloatInfo) set_info = nullptr;
  decltype(&XGDMatrixFree) free_matrix = nullptr;
  decltype(&XGBoosterCreate) create = nullptr;
  decltype(&XGBoosterFree) free = nullptr;
  decltype(&XGBoosterSetParam) set = nullptr;
  decltype(&XGBoosterUpdateOneIter) update = nullptr;
  decltype(&XGBoosterSaveModelToBuffer) save = nullptr;
  decltype(&XGBoosterPredictFromDMatrix) predict = nullptr;

  // ErrorKind::unavailable where it is not installed.
  static Expected<const TreeLibrary*> open();
  std::unexpected<Error> error(const std::string& doing) const;
};

// Rows of equally many values; NaN is unknown.
struct Matrix {
  std::size_t columns = 0;
  std::vector<float> values;  // row by row
  std::size_t rows() const { return columns == 0 ? 0 : values.size() / columns; }
  std::span<const float> row(std::size_t i) const { return std::span(values).subspan(i * columns, columns); }
};

using TreeData = std::unique_ptr<void, int (*)(void*)>;
using Booster = std::unique_ptr<void, int (*)(void*)>;

Expected<TreeData> tree_data(const TreeLibrary& library, const Matrix& matrix);

}  // namespace gate::risk
