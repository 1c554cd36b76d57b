# gate_clang.so: the clang analyzer's worker, opened by `gate --worker clang` alone, so that gate itself starts without
# LLVM. Built against the shared LLVM 19 libraries, without RTTI as they are.
find_package(LLVM 19.1 CONFIG QUIET HINTS /usr/lib/llvm-19/lib/cmake/llvm)
find_package(Clang CONFIG QUIET HINTS "${LLVM_DIR}/../clang" NO_DEFAULT_PATH)
if(NOT LLVM_FOUND OR NOT Clang_FOUND)
  message(FATAL_ERROR "LLVM and Clang 19.1 with headers are needed for the clang analyzer "
    "(Debian: llvm-19-dev libclang-19-dev). Run scripts/setup, or configure with -DGATE_CLANG=OFF to build without it.")
endif()

find_path(GATE_CLANG_RESOURCES include/stddef.h NO_DEFAULT_PATH
  PATHS "${LLVM_LIBRARY_DIR}/clang/${LLVM_VERSION_MAJOR}" DOC "Folder of Clang's own headers")
if(NOT GATE_CLANG_RESOURCES)
  message(FATAL_ERROR "Clang's own headers are not in ${LLVM_LIBRARY_DIR}/clang/${LLVM_VERSION_MAJOR} "
    "(Debian: libclang-common-19-dev). Run scripts/setup, or configure with -DGATE_CLANG=OFF.")
endif()

file(GLOB clang_module_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/analyzers/clang/module/*.cpp)
add_library(gate_clang MODULE ${clang_module_sources})
set_target_properties(gate_clang PROPERTIES
  PREFIX "" OUTPUT_NAME gate_clang
  LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}
  CXX_VISIBILITY_PRESET hidden
  INSTALL_RPATH "${LLVM_LIBRARY_DIR}" BUILD_RPATH "${LLVM_LIBRARY_DIR}")
target_compile_options(gate_clang PRIVATE -Wall -Wextra -Wpedantic -Werror -fno-rtti -fno-exceptions
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
target_compile_definitions(gate_clang PRIVATE ${LLVM_DEFINITIONS_LIST} GATE_VERSION="${PROJECT_VERSION}"
  GATE_CLANG_RESOURCES="${GATE_CLANG_RESOURCES}")
target_compile_definitions(gate_analyzers PRIVATE GATE_CLANG_RESOURCES="${GATE_CLANG_RESOURCES}")
# LLVM's headers are not written for our warnings.
target_include_directories(gate_clang SYSTEM PRIVATE ${LLVM_INCLUDE_DIRS} ${CLANG_INCLUDE_DIRS})
target_link_directories(gate_clang PRIVATE ${LLVM_LIBRARY_DIR})
target_link_libraries(gate_clang PRIVATE -l:libclang-cpp.so.19.1 -lLLVM-19)

include(GNUInstallDirs)
install(TARGETS gate_clang LIBRARY DESTINATION lib/gate)
