# The tree-sitter core and the grammars as one static library, from the C sources that grammars/package-lock.json pins.
# Sources are listed one by one: the packages hold second copies of each other's parsers.
set(modules ${CMAKE_SOURCE_DIR}/grammars/node_modules)
if(NOT EXISTS ${modules}/tree-sitter/vendor/tree-sitter/lib/src/lib.c)
  message(FATAL_ERROR "grammars/node_modules is missing or incomplete: run scripts/setup "
    "(or `npm ci --ignore-scripts` in grammars/)")
endif()

set(core ${modules}/tree-sitter/vendor/tree-sitter/lib)
add_library(gate_grammars STATIC ${core}/src/lib.c)
set_property(GLOBAL PROPERTY GATE_GRAMMAR_FOLDERS ${modules}/tree-sitter)
target_include_directories(gate_grammars SYSTEM PUBLIC ${core}/include)
set_source_files_properties(${core}/src/lib.c PROPERTIES
  INCLUDE_DIRECTORIES ${core}/src COMPILE_DEFINITIONS "_DEFAULT_SOURCE;_POSIX_C_SOURCE=200112L")

# gate_grammar(FOLDER file...): compiles src/FILE of that package, with its own src/ as include path.
function(gate_grammar folder)
  list(TRANSFORM ARGN PREPEND ${modules}/${folder}/src/)
  target_sources(gate_grammars PRIVATE ${ARGN})
  set_source_files_properties(${ARGN} PROPERTIES INCLUDE_DIRECTORIES ${modules}/${folder}/src)
  string(REGEX REPLACE "^((@[^/]+/)?[^/]+).*" "\\1" package ${folder})
  set_property(GLOBAL APPEND PROPERTY GATE_GRAMMAR_FOLDERS ${modules}/${package})
endfunction()

gate_grammar(tree-sitter-c parser.c)
gate_grammar(tree-sitter-cpp parser.c scanner.c)
gate_grammar(tree-sitter-python parser.c scanner.c)
gate_grammar(tree-sitter-javascript parser.c scanner.c)
gate_grammar(tree-sitter-typescript/typescript parser.c scanner.c)
gate_grammar(tree-sitter-typescript/tsx parser.c scanner.c)
gate_grammar(tree-sitter-go parser.c)
gate_grammar(tree-sitter-rust parser.c scanner.c)
gate_grammar(tree-sitter-java parser.c)
gate_grammar(tree-sitter-c-sharp parser.c scanner.c)
gate_grammar(tree-sitter-ruby parser.c scanner.c)
gate_grammar(tree-sitter-php/php parser.c scanner.c)
gate_grammar(@tree-sitter-grammars/tree-sitter-kotlin parser.c scanner.c)
gate_grammar(tree-sitter-bash parser.c scanner.c)
gate_grammar(@tree-sitter-grammars/tree-sitter-hcl parser.c scanner.c)
gate_grammar(tree-sitter-json parser.c)
gate_grammar(@tree-sitter-grammars/tree-sitter-yaml parser.c scanner.c)

# Foreign generated code: its warnings are not ours to mend.
target_compile_options(gate_grammars PRIVATE -w)
