#include "analyzers/risk/tree_library.h"

#include <dlfcn.h>

#include <limits>

namespace gate::risk {
namespace {

constexpr const char* kFile = "libxgboost.so.0";

template <class F>
bool find(void* library, F& function, const char* name) {
  function = reinterpret_cast<F>(dlsym(library, name));
  return function != nullptr;
}

bool find_all(void* library, TreeLibrary& found) {
  return find(library, found.last_error, "XGBGetLastError") && find(library, found.on_log, "XGBRegisterLogCallback") &&
         find(library, found.create_matrix, "XGDMatrixCreateFromMat") &&
         find(library, found.set_info, "XGDMatrixSetFloatInfo") && find(library, found.free_matrix, "XGDMatrixFree") &&
         find(library, found.create, "XGBoosterCreate") && find(library, found.free, "XGBoosterFree") &&
         find(library, found.set, "XGBoosterSetParam") && find(library, found.update, "XGBoosterUpdateOneIter") &&
         find(library, found.save, "XGBoosterSaveModelToBuffer") &&
         find(library, found.predict, "XGBoosterPredictFromDMatrix");
}

Expected<TreeLibrary> opened() {
  void* handle = dlopen(kFile, RTLD_NOW | RTLD_LOCAL);
  TreeLibrary library;
  if (handle == nullptr || !find_all(handle, library)) {
    return fail(ErrorKind::unavailable, "XGBoost is needed to train trees, and cannot be opened", kFile,
                "install it (Debian: libxgboost0); scoring with a trained model does without");
  }
  library.on_log([](const char*) {});
  return library;
}

}  // namespace

Expected<const TreeLibrary*> TreeLibrary::open() {
  static const Expected<TreeLibrary> library = opened();
  if (!library) return std::unexpected(library.error());
  return &*library;
}

std::unexpected<Error> TreeLibrary::error(const std::string& doing) const {
  return fail(ErrorKind::internal, "XGBoost cannot " + doing + ": " + last_error());
}

Expected<TreeData> tree_data(const TreeLibrary& library, const Matrix& matrix) {
  DMatrixHandle handle = nullptr;
  if (library.create_matrix(matrix.values.data(), matrix.rows(), matrix.columns,
                            std::numeric_limits<float>::quiet_NaN(), &handle) != 0) {
    return library.error("take the data");
  }
  return TreeData(handle, library.free_matrix);
}

}  // namespace gate::risk
