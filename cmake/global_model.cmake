# The risk model that comes with gate, inside of gate. analyzers/risk/global/README.md says how it is made.
set(global_model ${CMAKE_SOURCE_DIR}/analyzers/risk/global/global.model)
set_source_files_properties(analyzers/risk/global_model.cpp PROPERTIES
  OBJECT_DEPENDS ${global_model}
  COMPILE_DEFINITIONS "GATE_GLOBAL_MODEL=\"${global_model}\"")
