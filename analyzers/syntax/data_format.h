// Which data format a path has. Names and folders whose tools read JSON with comments are listed here.
#pragma once

#include <string_view>

namespace gate::syntax_check {

enum class DataFormat { none, json, jsonc, yaml, toml };

DataFormat data_format(std::string_view path);

// Written to be filled in by a program: Helm charts, Jinja, cookiecutter.
bool is_template_path(std::string_view path);

// Holds texts for tests, some of them broken on purpose.
bool is_fixture_path(std::string_view path);

}  // namespace gate::syntax_check
