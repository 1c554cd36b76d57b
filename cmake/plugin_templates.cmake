# plugins/{cpp,python,typescript,shell} and gate_plugin.h inside of gate, for `gate plugin new`.
set(template_root ${CMAKE_SOURCE_DIR}/plugins)
set(template_entries)
foreach(language cpp python typescript shell)
  file(GLOB_RECURSE template_files CONFIGURE_DEPENDS RELATIVE ${template_root} ${template_root}/${language}/*)
  list(FILTER template_files EXCLUDE REGEX "/__pycache__/|/node_modules/|\\.so$")
  if(language STREQUAL cpp)
    list(APPEND template_files gate_plugin.h)
  endif()
  foreach(name ${template_files})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${template_root}/${name})
    file(READ ${template_root}/${name} text)
    string(REGEX REPLACE "^${language}/" "" path ${name})
    string(APPEND template_entries "    {\"${language}\", \"${path}\", R\"gate_file(${text})gate_file\"},\n")
  endforeach()
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/plugin_templates.cpp @ONLY CONTENT [[
#include "gate/cli/plugin_templates.h"

namespace gate::cli {

std::span<const PluginTemplateFile> plugin_templates() {
  static constexpr PluginTemplateFile kFiles[] = {
@template_entries@  };
  return kFiles;
}

}  // namespace gate::cli
]])
target_sources(gate_cli PRIVATE ${CMAKE_BINARY_DIR}/plugin_templates.cpp)
