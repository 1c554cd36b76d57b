# gate's own rules (analyzers/patterns/rules/LANGUAGE/*.yaml) inside of gate.
set(pack_root ${CMAKE_SOURCE_DIR}/analyzers/patterns/rules)
file(GLOB_RECURSE pack_files CONFIGURE_DEPENDS RELATIVE ${pack_root} ${pack_root}/*.yaml)
list(FILTER pack_files EXCLUDE REGEX "\\.(test|fixed)\\.yaml$")
set(pack_entries)
foreach(name ${pack_files})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${pack_root}/${name})
  file(READ ${pack_root}/${name} text)
  string(REGEX REPLACE "/.*" "" folder ${name})
  string(APPEND pack_entries "      {\"${name}\", \"${folder}\", R\"gate_rule(${text})gate_rule\"sv},\n")
endforeach()
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${pack_root}/readings.txt)
# In pieces: a compiler need not take literals of more than 64 KiB.
file(STRINGS ${pack_root}/readings.txt reading_lines)
set(readings)
foreach(line ${reading_lines})
  string(APPEND readings "      \"${line}\\n\"\n")
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/rule_pack.cpp @ONLY CONTENT [[
#include "analyzers/patterns/pack.h"

namespace gate::patterns {

using namespace std::string_view_literals;  // lengths known: the compiler need not count megabytes

std::span<const PackFile> builtin_pack() {
  static constexpr PackFile kFiles[] = {
@pack_entries@  };
  return kFiles;
}

std::string_view builtin_readings() {
  return
@readings@      "";
}

}  // namespace gate::patterns
]])
target_sources(gate_patterns PRIVATE ${CMAKE_BINARY_DIR}/rule_pack.cpp)
