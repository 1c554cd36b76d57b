# What is installed, and what `cpack` packs of it: `core` (gate, a libcurl, documentation) and `clang` (the clang analyzer's
# module with Clang's own headers). cmake/package_archives.cmake makes the archives; docs/install.md is the user's side.
include(GNUInstallDirs)
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)  # the tests are no part of an installation

# gate finds what is bundled with it by its own place; libcurl, which it opens at run time, as well. The build directory's
# gate has the same: CMake would pad its path with empty entries, which the loader takes for the current directory.
set_target_properties(gate PROPERTIES INSTALL_RPATH "$ORIGIN/../lib/gate" BUILD_WITH_INSTALL_RPATH ON)
install(TARGETS gate RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT core)
install(FILES README.md CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT core)
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT core)
file(GLOB plugin_headers CONFIGURE_DEPENDS plugins/*.h)
file(GLOB plugin_schemas CONFIGURE_DEPENDS plugins/*.json)
install(FILES ${plugin_headers} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT core)
install(FILES ${plugin_schemas} DESTINATION ${CMAKE_INSTALL_DATADIR}/gate COMPONENT core)

set(components core)
if(TARGET gate_clang)
  # Where the module looks for them, from its own place; no other folder of Clang's resources is needed.
  install(TARGETS gate_clang LIBRARY DESTINATION lib/gate COMPONENT clang)
  install(DIRECTORY ${GATE_CLANG_RESOURCES}/include DESTINATION lib/gate/clang/${LLVM_VERSION_MAJOR} COMPONENT clang)
  list(APPEND components clang)
endif()

# Files whose Debian packages say under which licence their contents, linked in, may be passed on.
function(gate_licensed_by variable)
  set(found)
  foreach(header ${ARGN})
    string(MAKE_C_IDENTIFIER GATE_HEADER_${header} cached)
    find_file(${cached} ${header})
    mark_as_advanced(${cached})
    list(APPEND found ${${cached}})
  endforeach()
  foreach(archive libstdc++.a libgcc.a)
    execute_process(COMMAND ${CMAKE_CXX_COMPILER} -print-file-name=${archive}
      OUTPUT_VARIABLE path OUTPUT_STRIP_TRAILING_WHITESPACE)
    list(APPEND found ${path})
  endforeach()
  set(${variable} ${found} PARENT_SCOPE)
endfunction()
gate_licensed_by(core_files nlohmann/json.hpp CLI/CLI.hpp fmt/format.h toml++/toml.h)
gate_licensed_by(clang_files)
get_property(core_archives GLOBAL PROPERTY GATE_BUNDLED_FILES)
get_property(clang_archives GLOBAL PROPERTY GATE_CLANG_BUNDLED_FILES)
get_property(grammar_folders GLOBAL PROPERTY GATE_GRAMMAR_FOLDERS)
find_library(GATE_CURL_SHARED NAMES libcurl.so.4)
mark_as_advanced(GATE_CURL_SHARED)

set(CPACK_GENERATOR External)
set(CPACK_EXTERNAL_ENABLE_STAGING ON)
set(CPACK_EXTERNAL_PACKAGE_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/package_archives.cmake)
set(CPACK_PACKAGE_NAME gate)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_COMPONENTS_ALL ${components})
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
# For the script.
set(CPACK_GATE_SOURCE ${CMAKE_SOURCE_DIR})
set(CPACK_GATE_SYSTEM linux-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_GATE_CURL ${GATE_CURL_SHARED})
set(CPACK_GATE_CORE_FILES ${core_archives} ${core_files})
set(CPACK_GATE_CLANG_FILES ${clang_archives} ${clang_files} ${GATE_CLANG_RESOURCES}/include/stddef.h)
set(CPACK_GATE_CORE_NPM ${grammar_folders})
include(CPack)
