# The libraries gate stands on. scripts/setup installs every one of them; CONTRIBUTING.md says why each is here.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(CLI11 2.1 REQUIRED)

pkg_check_modules(git2 REQUIRED IMPORTED_TARGET libgit2>=1.5)
pkg_check_modules(sqlite3 REQUIRED IMPORTED_TARGET sqlite3>=3.37)
pkg_check_modules(fyaml REQUIRED IMPORTED_TARGET libfyaml)
pkg_check_modules(expat REQUIRED IMPORTED_TARGET expat)
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(pcre2 REQUIRED IMPORTED_TARGET libpcre2-8)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(curl REQUIRED IMPORTED_TARGET libcurl)

# Risk models: liblinear with the reference BLAS as archives (deterministic, 100 kB); of XGBoost only the header, the
# library is opened when a model is trained.
find_path(GATE_LIBLINEAR_INCLUDE linear.h REQUIRED)
find_library(GATE_LIBLINEAR_ARCHIVE liblinear.a REQUIRED)
find_library(GATE_BLAS_ARCHIVE libblas.a PATH_SUFFIXES blas REQUIRED)
find_path(GATE_XGBOOST_INCLUDE xgboost/c_api.h REQUIRED)
mark_as_advanced(GATE_LIBLINEAR_INCLUDE GATE_LIBLINEAR_ARCHIVE GATE_BLAS_ARCHIVE GATE_XGBOOST_INCLUDE)
add_library(gate_learners INTERFACE)
target_include_directories(gate_learners SYSTEM INTERFACE ${GATE_LIBLINEAR_INCLUDE} ${GATE_XGBOOST_INCLUDE})
set_property(GLOBAL APPEND PROPERTY GATE_BUNDLED_FILES ${GATE_LIBLINEAR_ARCHIVE} ${GATE_BLAS_ARCHIVE})
target_link_libraries(gate_learners INTERFACE ${GATE_LIBLINEAR_ARCHIVE} ${GATE_BLAS_ARCHIVE} m)

# The compiled halves of two libraries that are otherwise headers.
add_library(gate_toml STATIC cmake/parts/toml.cpp)
target_compile_definitions(gate_toml PUBLIC TOML_HEADER_ONLY=0)
add_library(gate_fmt STATIC cmake/parts/fmt.cpp)
target_include_directories(gate_fmt SYSTEM PUBLIC $<TARGET_PROPERTY:fmt::fmt,INTERFACE_INCLUDE_DIRECTORIES>)
target_compile_definitions(gate_fmt PUBLIC $<TARGET_PROPERTY:fmt::fmt,INTERFACE_COMPILE_DEFINITIONS>)

if(GATE_PORTABLE)
  include(cmake/portable.cmake)
endif()
