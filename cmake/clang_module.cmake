# gate_clang.so: the clang analyzer's worker, opened by `gate --worker clang` alone, so that gate itself starts without
# LLVM. Built against the shared LLVM 19 libraries, or with GATE_PORTABLE against the archives, which load in a seventh of
# the time; without RTTI as they are.
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
  INSTALL_RPATH "${LLVM_LIBRARY_DIR}" BUILD_WITH_INSTALL_RPATH ON)  # an empty entry would be the current directory
target_compile_options(gate_clang PRIVATE -Wall -Wextra -Wpedantic -Werror -fno-rtti -fno-exceptions
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
target_compile_definitions(gate_clang PRIVATE ${LLVM_DEFINITIONS_LIST} GATE_VERSION="${PROJECT_VERSION}"
  GATE_CLANG_RESOURCES="${GATE_CLANG_RESOURCES}")
target_compile_definitions(gate_analyzers PRIVATE GATE_CLANG_RESOURCES="${GATE_CLANG_RESOURCES}")
# LLVM's headers are not written for our warnings.
target_include_directories(gate_clang SYSTEM PRIVATE ${LLVM_INCLUDE_DIRS} ${CLANG_INCLUDE_DIRS})
target_link_directories(gate_clang PRIVATE ${LLVM_LIBRARY_DIR})
if(GATE_PORTABLE AND EXISTS ${LLVM_LIBRARY_DIR}/libclangTooling.a AND EXISTS ${LLVM_LIBRARY_DIR}/libLLVMSupport.a)
  file(GLOB archives ${LLVM_LIBRARY_DIR}/libclang[A-Z]*.a ${LLVM_LIBRARY_DIR}/libLLVM*.a)
  find_library(GATE_ARCHIVE_zstd libzstd.a REQUIRED)
  find_library(GATE_ARCHIVE_z libz.a REQUIRED)
  target_link_libraries(gate_clang PRIVATE -Wl,--start-group ${archives} -Wl,--end-group
    ${GATE_ARCHIVE_zstd} ${GATE_ARCHIVE_z} Threads::Threads ${CMAKE_DL_LIBS} m)
  target_link_options(gate_clang PRIVATE -Wl,--exclude-libs,ALL -Wl,--gc-sections -Wl,-z,defs)
  set_target_properties(gate_clang PROPERTIES INSTALL_RPATH "$ORIGIN")
  set_property(GLOBAL PROPERTY GATE_CLANG_BUNDLED_FILES ${LLVM_LIBRARY_DIR}/libclangTooling.a
    ${LLVM_LIBRARY_DIR}/libLLVMSupport.a ${GATE_ARCHIVE_zstd} ${GATE_ARCHIVE_z})
else()
  target_link_libraries(gate_clang PRIVATE -l:libclang-cpp.so.19.1 -lLLVM-19)
endif()
add_dependencies(all_modules gate_clang)
