#include "analyzers/clang/command.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace gate::clang {
namespace {

using Words = std::vector<std::string>;

constexpr std::array kWrappers = {"ccache",   "sccache", "distcc", "icecc", "buildcache",
                                  "cachepot", "env",     "time",   "nice"};
constexpr std::array kCompilers = {"gcc", "g++",  "cc",    "c++",    "clang", "clang++",
                                   "icx", "icpx", "mpicc", "mpicxx", "mpic++"};

// Options with a value, joined or in the next word; clang reads each of them in both forms.
constexpr std::array kWithValue = {"-D",       "-U",       "-I",        "-isystem",  "-iquote", "-idirafter",
                                   "-include", "-imacros", "-isysroot", "--sysroot", "-target"};
constexpr std::array kWhole = {"-ansi",  "-pthread",  "-nostdinc",  "-nostdinc++",
                               "-undef", "-pedantic", "-trigraphs", "-traditional-cpp"};

// Options behind -f or -fno- that change what the source means or what is predefined.
constexpr std::array kLanguage = {"exceptions",
                                  "rtti",
                                  "short-enums",
                                  "short-wchar",
                                  "signed-char",
                                  "unsigned-char",
                                  "signed-bitfields",
                                  "unsigned-bitfields",
                                  "char8_t",
                                  "blocks",
                                  "builtin",
                                  "freestanding",
                                  "hosted",
                                  "gnu89-inline",
                                  "gnu-keywords",
                                  "ms-extensions",
                                  "declspec",
                                  "openmp",
                                  "openmp-simd",
                                  "coroutines",
                                  "concepts",
                                  "sized-deallocation",
                                  "aligned-allocation",
                                  "aligned-new",
                                  "pic",
                                  "PIC",
                                  "pie",
                                  "PIE",
                                  "fast-math",
                                  "math-errno",
                                  "wrapv",
                                  "permissive",
                                  "operator-names",
                                  "trigraphs",
                                  "dollars-in-identifiers",
                                  "access-control",
                                  "asm",
                                  "asm-blocks",
                                  "lax-vector-conversions",
                                  "strict-flex-arrays",
                                  "experimental-library",
                                  "delayed-template-parsing",
                                  "c++-static-destructors",
                                  "cxx-exceptions"};
constexpr std::array kLanguageWithValue = {
    "sanitize=",        "builtin-",     "strict-flex-arrays=", "template-depth=", "constexpr-depth=",
    "constexpr-steps=", "pack-struct=", "ms-compatibility",    "new-alignment=",  "input-charset=",
    "openmp="};

// Their value is the next word, which therefore is no source file and no option.
constexpr std::array kDroppedWithValue = {"-o",           "-MF",
                                          "-MT",          "-MQ",
                                          "-MJ",          "-Xclang",
                                          "-mllvm",       "-Xpreprocessor",
                                          "-Xassembler",  "-Xlinker",
                                          "-Xarch_host",  "-Xarch_device",
                                          "-include-pch", "-T",
                                          "-u",           "-z",
                                          "-L",           "-l",
                                          "-B",           "-wrapper",
                                          "-specs",       "--param",
                                          "-aux-info",    "-dumpdir",
                                          "-framework",   "-load",
                                          "-plugin",      "-add-plugin",
                                          "-ivfsoverlay", "-working-directory",
                                          "-resource-dir"};

template <class List>
bool contains(const List& list, std::string_view word) {
  return std::ranges::any_of(list, [&](std::string_view entry) { return entry == word; });
}

std::string_view base_name(std::string_view path) { return path.substr(path.find_last_of('/') + 1); }

struct Compiler {
  std::string target;  // "aarch64-linux-gnu" of a cross compiler
  bool cxx = false;
};

// "aarch64-linux-gnu-g++-12" is a target, a compiler and a version.
std::optional<Compiler> compiler_of(std::string_view name) {
  auto version = name.find_last_not_of("0123456789.");
  if (version != std::string_view::npos && version + 1 < name.size() && name[version] == '-')
    name = name.substr(0, version);
  for (std::string_view known : kCompilers) {
    if (name == known) return Compiler{{}, known.ends_with("++") || known == "mpicxx"};
    if (!name.ends_with("-" + std::string(known)) || known.starts_with("mpi")) continue;
    auto target = name.substr(0, name.size() - known.size() - 1);
    return Compiler{target.contains('-') ? std::string(target) : std::string(), known.ends_with("++")};
  }
  return std::nullopt;
}

bool is_wrapper_word(std::string_view word) {
  return contains(kWrappers, base_name(word)) || (!word.starts_with('-') && word.find('=') != std::string_view::npos);
}

bool is_language_option(std::string_view word) {
  if (!word.starts_with("-f")) return false;
  word.remove_prefix(2);
  if (word.starts_with("sanitize-")) return false;
  if (word.starts_with("no-")) word.remove_prefix(3);
  return contains(kLanguage, word) ||
         std::ranges::any_of(kLanguageWithValue, [&](std::string_view prefix) { return word.starts_with(prefix); });
}

// -W... about warnings, not -Wl, -Wa, -Wp, which hand options on.
bool is_warning_option(std::string_view word) {
  return word.starts_with("-W") && !word.starts_with("-Wl,") && !word.starts_with("-Wa,") &&
         !word.starts_with("-Wp,") && !word.starts_with("-Werror") && word != "-Wfatal-errors" &&
         !word.starts_with("-Wframe-larger-than");
}

bool is_kept_alone(std::string_view word) {
  if (contains(kWhole, word) || is_language_option(word) || is_warning_option(word)) return true;
  for (std::string_view prefix : {"-std=", "--std=", "-stdlib=", "--target="})
    if (word.starts_with(prefix)) return true;
  if (word.starts_with("-O")) return word.size() == 2 || std::string_view("0123456789szgf").contains(word[2]);
  // Options of the target; these four begin like one and are something else.
  for (std::string_view other : {"-mllvm", "-mmlir", "-module", "-multi"})
    if (word.starts_with(other)) return false;
  return word.starts_with("-m") && word.size() > 2;
}

// The longest option that begins the word; "" when none does.
std::string_view option_with_value(std::string_view word) {
  std::string_view found;
  for (std::string_view option : kWithValue)
    if (word.starts_with(option) && option.size() > found.size()) found = option;
  if (word.starts_with("-include-pch")) return {};
  return found;
}

// gcc hands -Wp,-DNAME,-UNAME to the preprocessor: macros stay, all else goes.
void keep_preprocessor_macros(std::string_view word, Words& kept) {
  word.remove_prefix(4);
  while (!word.empty()) {
    auto end = std::min(word.find(','), word.size());
    auto part = word.substr(0, end);
    if (part.starts_with("-D") || part.starts_with("-U")) kept.emplace_back(part);
    word.remove_prefix(std::min(end + 1, word.size()));
  }
}

void keep_language(const std::string& language, Command& command) {
  if (language == "c" || language == "c++")
    command.arguments.push_back("-x" + language);
  else if (language != "none")
    command.unsupported = "language " + language;
}

void keep(const Words& argv, std::size_t& at, Command& command) {
  const std::string& word = argv[at];
  bool has_next = at + 1 < argv.size();
  if (word.starts_with('@')) {
    command.response_file = true;
  } else if (contains(kDroppedWithValue, word)) {
    ++at;
  } else if (word.starts_with("-Werror=")) {
    command.arguments.push_back("-W" + word.substr(8));
  } else if (word == "-pedantic-errors") {
    command.arguments.emplace_back("-pedantic");
  } else if (word.starts_with("-Wp,")) {
    keep_preprocessor_macros(word, command.arguments);
  } else if (auto option = option_with_value(word); !option.empty() && word != option) {
    command.arguments.push_back(word);
  } else if (!option.empty() && has_next) {
    const std::string& value = argv[++at];
    // A missing value must not turn an option into one, nor the reverse.
    if (value.starts_with('-') || value.starts_with('@')) return;
    command.arguments.push_back(word);
    command.arguments.push_back(value);
  } else if (word.starts_with("-x")) {
    keep_language(word.size() > 2 ? word.substr(2) : has_next ? argv[++at] : "", command);
  } else if (is_kept_alone(word)) {
    command.arguments.push_back(word);
  }
}

}  // namespace

std::vector<std::string> split_command(std::string_view command) {
  Words words;
  std::string word;
  bool open = false;  // a word has begun, though it may be empty ("")
  char quote = 0;
  for (std::size_t i = 0; i < command.size(); ++i) {
    char c = command[i];
    bool escapes = c == '\\' && quote != '\'' && i + 1 < command.size() &&
                   (quote == 0 || command[i + 1] == '"' || command[i + 1] == '\\' || command[i + 1] == '$');
    if (escapes) {
      word += command[++i];
      open = true;
    } else if (quote != 0 ? c == quote : c == '\'' || c == '"') {
      quote = quote != 0 ? 0 : c;
      open = true;
    } else if (quote == 0 && std::isspace(static_cast<unsigned char>(c))) {
      if (open) words.push_back(std::move(word));
      word.clear();
      open = false;
    } else {
      word += c;
      open = true;
    }
  }
  if (open) words.push_back(std::move(word));
  return words;
}

Command sanitise(const std::vector<std::string>& argv) {
  Command command;
  std::size_t at = 0;
  while (at < argv.size() && !compiler_of(base_name(argv[at])) && is_wrapper_word(argv[at])) ++at;
  auto compiler = at < argv.size() ? compiler_of(base_name(argv[at])) : std::nullopt;
  if (!compiler) {
    command.unsupported = at < argv.size() ? std::string(base_name(argv[at])) : "(empty command)";
    return command;
  }
  if (compiler->cxx) command.arguments.emplace_back("--driver-mode=g++");
  if (!compiler->target.empty()) command.arguments.push_back("--target=" + compiler->target);
  command.arguments.emplace_back("-Wall");
  for (++at; at < argv.size() && argv[at] != "--"; ++at) keep(argv, at, command);
  // What only says that the project is written for another compiler.
  for (const char* foreign :
       {"-Wno-unknown-warning-option", "-Wno-unused-command-line-argument", "-Wno-unknown-pragmas",
        "-Wno-unknown-attributes", "-Wno-ignored-attributes", "-Wno-ignored-optimization-argument"})
    command.arguments.emplace_back(foreign);
  return command;
}

}  // namespace gate::clang
