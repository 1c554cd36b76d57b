// Dockerfiles: each instruction is a call of its name in upper case. What may be left out in a pattern (options, an
// image's tag and digest, a user's group) are keyword arguments in the role of modifiers.
#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "analyzers/patterns/languages/dockerfile_parts.h"
#include "analyzers/patterns/languages/tables.h"
#include "analyzers/patterns/placeholders.h"

namespace gate::patterns {
namespace {

using dockerfile::add_shell;
using dockerfile::add_word;
using dockerfile::Builder;
using dockerfile::find_plain;
using dockerfile::Instruction;
using dockerfile::Text;
using dockerfile::words_of;

constexpr Wrapper kWrappers[] = {{"", ""}};
constexpr std::string_view kEllipses[] = {"@"};
constexpr std::string_view kMetavariables[] = {"@"};

constexpr std::array<std::string_view, 18> kNames{"ADD",    "ARG",   "CMD",         "COPY",  "ENTRYPOINT", "ENV",
                                                  "EXPOSE", "FROM",  "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD",
                                                  "RUN",    "SHELL", "STOPSIGNAL",  "USER",  "VOLUME",     "WORKDIR"};

std::string upper(std::string_view word) {
  std::string out(word);
  std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return out;
}

class Scanner {
 public:
  explicit Scanner(Ast& ast) : ast_(ast), builder_{ast, dockerfile::escape_of(ast.source())} {}

  void run() {
    const std::vector<Instruction> all = dockerfile::read_instructions(ast_.source(), ast_);
    ast_.open(Kind::program, Role::none, 0, static_cast<std::uint32_t>(ast_.source().size()));
    for (std::size_t n = 0; n < all.size();) {
      if (is_known(all[n]))
        instruction(all[n], Role::statement), ++n;
      else
        n = no_instruction(all, n);
    }
    ast_.close();
    dockerfile::set_constants(ast_);
  }

 private:
  static bool is_known(const Instruction& each) {
    return std::ranges::find(kNames, upper(each.name.text)) != kNames.end();
  }

  // A pattern's `...`, word or shell code, which goes on to the next instruction. Returns where that is.
  std::size_t no_instruction(const std::vector<Instruction>& all, std::size_t n) {
    const Instruction& first = all[n];
    if (first.rest.text.empty() && words_of(first.name, builder_.escape).size() == 1 &&
        find_plain(first.name, ";&|<>()", builder_.escape) == std::string_view::npos) {
      add_word(builder_, first.name, Role::statement);
      return n + 1;
    }
    std::size_t last = n;
    while (last + 1 < all.size() && !is_known(all[last + 1])) ++last;
    const std::uint32_t start = first.name.start;
    dockerfile::add_shell_statements(builder_, {ast_.source().substr(start, all[last].end - start), start});
    return last + 1;
  }

  void instruction(const Instruction& each, Role role) {
    const std::string name = upper(each.name.text);
    if (name == "LABEL" || name == "ARG") {
      one_by_one(each, name, role);
      return;
    }
    open(each, name, role);
    if (dockerfile::is_list_placeholder(each.rest.text))
      word(each.rest);
    else if (name == "RUN" || name == "CMD" || name == "ENTRYPOINT" || name == "SHELL")
      command(each);
    else if (name == "FROM")
      from(each.rest);
    else if (name == "ENV")
      pairs(each.rest);
    else if (name == "USER")
      user(each.rest);
    else if (name == "HEALTHCHECK")
      healthcheck(each);
    else if (name == "ONBUILD")
      onbuild(each);
    else if (name == "ADD" || name == "COPY")
      copy(each);
    else if (name == "VOLUME" && exec_form(each.rest)) {
    } else if (name == "EXPOSE" || name == "VOLUME")
      words(each.rest);
    else if (!each.rest.text.empty())
      word(each.rest);
    ast_.close();
  }

  NodeId open(const Instruction& each, std::string_view name, Role role) {
    const NodeId id = ast_.open(Kind::call, role, each.name.start, each.end);
    ast_.leaf(Kind::identifier, Role::callee, each.name.start, each.name.end(), 0,
              name == each.name.text ? each.name.text : ast_.keep(std::string(name)));
    return id;
  }

  void word(Text text, Role role = Role::argument) { add_word(builder_, text, role); }
  void words(Text text) {
    for (const Text each : words_of(text, builder_.escape)) word(each);
  }

  void named(Kind kind, Role role, Text name, Text value) {
    ast_.open(kind, role, name.start, value.end());
    ast_.leaf(Kind::identifier, Role::name, name.start, name.end(), 0, name.text);
    word(value, Role::value);
    ast_.close();
  }

  // Takes the options off: `--name=value`; what is left, trimmed.
  Text options(Text text) {
    for (const Text each : words_of(text, builder_.escape)) {
      if (!each.text.starts_with("--")) return rest_of(text, each);
      const std::size_t equals = each.text.find('=');
      if (each.text.starts_with("--mount="))
        mount(each);
      else if (equals == each.text.npos)
        ast_.leaf(Kind::string, Role::modifier, each.start, each.end(), 0, each.text);
      else
        named(Kind::keyword, Role::modifier, each.part(0, equals), each.part(equals + 1, each.text.size()));
    }
    return text.part(text.text.size(), text.text.size());
  }

  static Text rest_of(Text text, Text from) { return text.part(from.start - text.start, text.text.size()); }

  // --mount=type=cache,target=/x: of its parts, a pattern may leave out some.
  void mount(Text option) {
    constexpr std::string_view kMount = "--mount";
    ast_.open(Kind::keyword, Role::modifier, option.start, option.end());
    ast_.leaf(Kind::identifier, Role::name, option.start, option.start + static_cast<std::uint32_t>(kMount.size()), 0,
              kMount);
    const Text parts = option.part(kMount.size() + 1, option.text.size());
    ast_.open(Kind::call, Role::value, parts.start, parts.end());
    for (std::size_t at = 0; at <= parts.text.size();) {
      const std::size_t comma = std::min(parts.text.find(',', at), parts.text.size());
      const Text part = parts.part(at, comma);
      const std::size_t equals = std::min(part.text.find('='), part.text.size());
      named(Kind::keyword, Role::modifier, part.part(0, equals),
            part.part(std::min(equals + 1, part.text.size()), part.text.size()));
      at = comma + 1;
    }
    ast_.close();
    ast_.close();
  }

  // ["a", "b"] as a list; false: it is none. JSON's strings, or a pattern's placeholders.
  bool exec_form(Text text) {
    if (!text.text.starts_with('[') || !text.text.ends_with(']')) return false;
    std::vector<Text> elements;
    if (!json_strings(text, elements)) return false;
    ast_.open(Kind::list, Role::argument, text.start, text.end());
    for (const Text element : elements) json_string(element, Role::element);
    ast_.close();
    return true;
  }

  static bool json_strings(Text text, std::vector<Text>& elements) {
    const Text inside = text.part(1, text.text.size() - 1);
    bool expected = true;  // an element
    for (std::size_t at = 0; at < inside.text.size();) {
      const char c = inside.text[at];
      if (std::isspace(static_cast<unsigned char>(c))) {
        ++at;
      } else if (c == ',') {
        if (expected) return false;
        expected = true;
        ++at;
      } else {
        if (!expected) return false;
        const std::size_t end = c == '"' ? closing_quote(inside.text, at) : inside.text.find_first_of(", \t\r\n", at);
        const std::size_t stop = std::min(end, inside.text.size());
        if (c == '"' ? end == std::string_view::npos : !is_placeholder(inside.part(at, stop).text)) return false;
        elements.push_back(inside.part(at, stop));
        expected = false;
        at = stop;
      }
    }
    return !expected || elements.empty();
  }

  static bool is_placeholder(std::string_view word) {
    return dockerfile::is_list_placeholder(word) || word.starts_with(kMetavariableWord);
  }

  // One past the quote that closes the string which begins at `at`.
  static std::size_t closing_quote(std::string_view text, std::size_t at) {
    for (++at; at < text.size(); ++at) {
      if (text[at] == '\\')
        ++at;
      else if (text[at] == '"')
        return at + 1;
    }
    return std::string_view::npos;
  }

  void json_string(Text element, Role role) {
    if (!element.text.starts_with('"')) {
      word(element, role);
      return;
    }
    std::string_view text = element.text.substr(1, element.text.size() - 2);
    if (text.contains('\\')) {
      std::string plain;
      for (std::size_t at = 0; at < text.size(); ++at)
        if (text[at] != '\\' || ++at < text.size()) plain += text[at];
      text = ast_.keep(std::move(plain));
    }
    ast_.leaf(Kind::string, role, element.start, element.end(), 0, text);
  }

  void command(const Instruction& each) {
    const Text text = options(each.rest);
    if (dockerfile::is_list_placeholder(text.text)) {
      word(text);
      return;
    }
    if (exec_form(text)) return;
    // A here-document alone is the script.
    if (!each.heredocs.empty() && words_of(text, builder_.escape).size() == 1)
      return add_shell(builder_, each.heredocs[0].body, Role::argument);
    add_shell(builder_, rest_of(each.script, text), Role::argument);
  }

  void from(Text text) {
    const std::vector<Text> parts = words_of(options(text), builder_.escape);
    if (parts.empty()) return;
    image(parts[0]);
    if (parts.size() == 3 && upper(parts[1].text) == "AS")
      named(Kind::keyword, Role::modifier, as(parts[1]), parts[2]);
    else
      for (std::size_t n = 1; n < parts.size(); ++n) word(parts[n]);
  }

  static Text as(Text word) { return {"as", word.start}; }

  // name[:tag][@digest]; a colon before a slash is that of a registry's port.
  void image(Text text) {
    const std::size_t at = std::min(find_plain(text, "@", builder_.escape), text.text.size());
    std::size_t name_end = at;
    for (std::size_t from = 0; from < at;) {
      const std::size_t found = find_plain(text.part(from, at), ":/", builder_.escape);
      if (found == std::string_view::npos) break;
      const std::size_t place = from + found;
      name_end = text.text[place] == ':' ? place : at;
      from = place + 1;
    }
    word(text.part(0, name_end));
    if (name_end < at)
      named(Kind::keyword, Role::modifier, text.part(name_end, name_end + 1), text.part(name_end + 1, at));
    if (at < text.text.size())
      named(Kind::keyword, Role::modifier, text.part(at, at + 1), text.part(at + 1, text.text.size()));
  }

  void user(Text text) {
    const std::size_t colon = find_plain(text, ":", builder_.escape);
    if (colon == std::string_view::npos) return word(text);
    word(text.part(0, colon));
    named(Kind::keyword, Role::modifier, text.part(colon, colon + 1), text.part(colon + 1, text.text.size()));
  }

  void pair(Text text, std::size_t equals) {
    ast_.open(Kind::pair, Role::argument, text.start, text.end());
    word(text.part(0, equals), Role::name);
    word(text.part(equals + 1, text.text.size()), Role::value);
    ast_.close();
  }

  // NAME=value ..., or the old form NAME value.
  void pairs(Text text) {
    const std::vector<Text> all = words_of(text, builder_.escape);
    const bool any = std::ranges::any_of(
        all, [&](const Text& each) { return find_plain(each, "=", builder_.escape) != std::string_view::npos; });
    if (!any && all.size() > 1 && !dockerfile::is_list_placeholder(all[0].text)) {
      ast_.open(Kind::pair, Role::argument, text.start, text.end());
      word(all[0], Role::name);
      word(rest_of(text, all[1]), Role::value);
      ast_.close();
      return;
    }
    for (const Text each : all) {
      const std::size_t equals = find_plain(each, "=", builder_.escape);
      if (equals == std::string_view::npos)
        word(each);
      else
        pair(each, equals);
    }
  }

  // Each of several labels or arguments is an instruction of its own: name and value as arguments.
  void one_by_one(const Instruction& each, const std::string& name, Role role) {
    std::vector<Text> all = words_of(each.rest, builder_.escape);
    const bool old = name == "LABEL" && all.size() > 1 &&
                     find_plain(all[0], "=", builder_.escape) == std::string_view::npos &&
                     !dockerfile::is_list_placeholder(all[0].text);
    if (old) {
      open(each, name, role);
      word(all[0]);
      word(rest_of(each.rest, all[1]));
      ast_.close();
      return;
    }
    // Between other labels, `...` says nothing.
    if (all.size() > 1) std::erase_if(all, [](const Text& one) { return dockerfile::is_list_placeholder(one.text); });
    for (const Text one : all) {
      const NodeId id = open(each, name, role);
      ast_.at(id).end = one.end();
      const std::size_t equals = find_plain(one, "=", builder_.escape);
      word(one.part(0, std::min(equals, one.text.size())));
      if (equals != std::string_view::npos) word(one.part(equals + 1, one.text.size()));
      ast_.close();
    }
  }

  void healthcheck(const Instruction& each) {
    Text text = options(each.rest);
    const std::vector<Text> all = words_of(text, builder_.escape);
    // `HEALTHCHECK ... CMD`: options may be left out anyway.
    const bool skip = all.size() > 1 && dockerfile::is_list_placeholder(all[0].text);
    if (skip) text = rest_of(text, all[1]);
    const std::size_t verb = skip ? 1 : 0;
    if (all.size() <= verb) return;
    if (upper(all[verb].text) == "CMD")
      nested(text, each.end);
    else
      word(text);
  }

  void onbuild(const Instruction& each) {
    const std::vector<Text> all = words_of(each.rest, builder_.escape);
    // An ONBUILD within an ONBUILD is not allowed.
    if (!all.empty() && upper(all[0].text) != "ONBUILD") nested(each.rest, each.end);
  }

  // An instruction as another's argument.
  void nested(Text text, std::uint32_t end) {
    const std::vector<Text> all = words_of(text, builder_.escape);
    Instruction inner;
    inner.name = all[0];
    inner.rest = all.size() > 1 ? rest_of(text, all[1]) : text.part(text.text.size(), text.text.size());
    inner.script = inner.rest;
    inner.end = end;
    if (is_known(inner))
      instruction(inner, Role::argument);
    else
      word(text);
  }

  // Sources and the target; here-documents are sources.
  void copy(const Instruction& each) {
    const Text text = options(each.rest);
    std::vector<Text> elements;
    const bool list = text.text.starts_with('[') && text.text.ends_with(']') && json_strings(text, elements);
    if (list)
      for (const Text element : elements) json_string(element, Role::argument);
    else
      words(text);
  }

  Ast& ast_;
  Builder builder_;
};

void scan_dockerfile(Ast& ast) { Scanner(ast).run(); }

}  // namespace

const LanguageTable& dockerfile_table() {
  static const LanguageTable table{
      syntax::Language::dockerfile, {}, {}, kWrappers, kEllipses, kMetavariables, scan_dockerfile};
  return table;
}

}  // namespace gate::patterns
