# Static archives in place of shared libraries, where the system has them, and the C++ runtime inside: what is built needs
# glibc alone. A library without an archive stays shared; cmake/package.cmake then puts it beside the program.
add_link_options(-static-libstdc++ -static-libgcc)

# gate_use_archives(PART name...): PkgConfig::PART links libNAME.a of every name, or stays as it is where one is missing.
function(gate_use_archives part)
  set(archives)
  foreach(name ${ARGN})
    find_library(GATE_ARCHIVE_${name} lib${name}.a HINTS ${${part}_STATIC_LIBRARY_DIRS})
    mark_as_advanced(GATE_ARCHIVE_${name})
    if(NOT GATE_ARCHIVE_${name})
      message(STATUS "lib${name}.a is missing: ${part} stays shared")
      return()
    endif()
    list(APPEND archives ${GATE_ARCHIVE_${name}})
  endforeach()
  set_property(TARGET PkgConfig::${part} PROPERTY INTERFACE_LINK_LIBRARIES ${archives} m ${CMAKE_DL_LIBS})
  set_property(GLOBAL APPEND PROPERTY GATE_BUNDLED_FILES ${archives})
  set(${part}_IS_STATIC TRUE PARENT_SCOPE)
endfunction()

gate_use_archives(sqlite3 sqlite3)
gate_use_archives(fyaml fyaml)
gate_use_archives(expat expat)
gate_use_archives(sodium sodium)
gate_use_archives(re2 re2)

# Without its network half, whose entry points libgit2 names differently from version to version.
if(git2_VERSION VERSION_GREATER_EQUAL 1.5 AND git2_VERSION VERSION_LESS 1.6)
  gate_use_archives(git2 git2 mbedcrypto http_parser pcre2-8 z)
else()
  message(STATUS "libgit2 ${git2_VERSION} is not 1.5: it stays shared")
endif()
if(git2_IS_STATIC)
  add_library(gate_git_offline OBJECT gate/git/offline.c)
  target_include_directories(gate_git_offline SYSTEM PRIVATE ${git2_INCLUDE_DIRS} ${CMAKE_SOURCE_DIR})
  target_compile_options(gate_git_offline PRIVATE -Wall -Wextra -Wpedantic -Werror)
  set_property(TARGET PkgConfig::git2 APPEND PROPERTY INTERFACE_LINK_LIBRARIES $<TARGET_OBJECTS:gate_git_offline>)
endif()
