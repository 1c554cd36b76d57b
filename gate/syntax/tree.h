// Parsed source text. The only header of this room that others include; nobody else names tree-sitter.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "gate/base/deadline.h"
#include "gate/base/error.h"

namespace gate::syntax {

enum class Language {
  c, cpp, python, javascript, typescript, tsx, go, rust, java, csharp, ruby, php, kotlin, bash, hcl,
  json, yaml, toml,
};

std::string_view to_string(Language language);

// By file name and extension, and for files without one by the `#!` line of `text`. nullopt: none that gate parses.
std::optional<Language> language_of(std::string_view path, std::string_view text = {});

}  // namespace gate::syntax
