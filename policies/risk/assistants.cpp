#include "policies/risk/assistants.h"

#include <algorithm>
#include <string_view>

#include "gate/base/text.h"

namespace gate::bands {
namespace {

// An assistant, and what it signs with; all in lower case.
struct Known {
  std::string_view name;
  std::vector<std::string_view> addresses;  // or what follows the '+' of GitHub's
  std::vector<std::string_view> names;      // that no person has: one word is all of it, several may be a part
  std::vector<std::string_view> words;      // enough where a tool is named, not a person
};

// The signatures that these products write by default into the commits that they make.
const std::vector<Known>& known_assistants() {
  static const std::vector<Known> kKnown{
      {"Claude",
       {"noreply@anthropic.com"},
       {"claude code", "claude opus", "claude sonnet", "claude haiku"},
       {"claude"}},
      {"GitHub Copilot",
       {"copilot@users.noreply.github.com"},
       {"copilot", "github copilot", "copilot-swe-agent"},
       {"copilot"}},
      {"Cursor", {"cursoragent@cursor.com"}, {"cursor agent"}, {"cursor"}},
      {"Devin", {"devin-ai-integration[bot]@", "devin@cognition.ai"}, {"devin ai", "devin-ai-integration"}, {"devin"}},
      {"Codex",
       {"noreply@openai.com", "codex@openai.com", "chatgpt-codex-connector[bot]@"},
       {"openai codex", "chatgpt-codex-connector"},
       {"codex", "chatgpt"}},
      {"Gemini",
       {"gemini-code-assist[bot]@", "gemini-cli-agent@"},
       {"gemini-code-assist", "gemini cli", "gemini code assist"},
       {"gemini"}},
      {"Jules", {"google-labs-jules[bot]@"}, {"google-labs-jules"}, {"jules"}},
      {"aider", {"noreply@aider.chat", "aider@aider.chat"}, {"(aider)", "aider ("}, {"aider"}},
      {"Amazon Q", {"amazon-q-developer[bot]@"}, {"amazon q developer", "amazon-q-developer"}, {"amazon q"}},
      {"Windsurf", {"noreply@windsurf.com", "noreply@codeium.com"}, {"windsurf cascade"}, {"windsurf", "codeium"}},
      {"Amp", {"amp@ampcode.com"}, {"sourcegraph amp"}, {"amp", "ampcode"}},
      {"OpenHands", {"openhands@all-hands.dev"}, {"openhands"}, {"openhands"}},
      {"opencode", {"noreply@opencode.ai"}, {"opencode"}, {"opencode"}},
      {"Junie", {"junie@jetbrains.com"}, {"jetbrains junie"}, {"junie"}},
      {"Factory", {"factory-droid[bot]@"}, {"factory-droid"}, {"factory-droid", "factory droid"}},
      {"Sweep", {"sweep-ai[bot]@"}, {"sweep-ai", "sweep ai"}, {"sweep ai"}},
      {"Replit Agent", {"agent@replit.com"}, {"replit agent"}, {"replit"}},
      {"Tabnine", {"noreply@tabnine.com"}, {"tabnine"}, {"tabnine"}},
  };
  return kKnown;
}

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

// `part` stands in `text`, and no letter or digit goes on at its ends where it ends in one itself.
bool holds(std::string_view text, std::string_view part) {
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
    const auto end = at + part.size();
    const bool before = at == 0 || !is_word_byte(part.front()) || !is_word_byte(text[at - 1]);
    const bool after = end == text.size() || !is_word_byte(part.back()) || !is_word_byte(text[end]);
    if (before && after) return true;
  }
  return false;
}

bool holds_any(std::string_view text, const std::vector<std::string_view>& parts) {
  return std::ranges::any_of(parts, [&](std::string_view part) { return holds(text, part); });
}

// "Name <e@mail>" signed as an author.
bool signs(const Known& known, std::string_view person) {
  const auto open = person.find('<');
  const auto name = trim(person.substr(0, open));
  const auto address = open == std::string_view::npos ? std::string_view() : person.substr(open + 1);
  const auto is_phrase = [](std::string_view text) { return text.find_first_of(" (-") != std::string_view::npos; };
  return holds_any(address, known.addresses) || std::ranges::any_of(known.names, [&](std::string_view known_name) {
           return name == known_name || (is_phrase(known_name) && holds(name, known_name));
         });
}

// A line of a commit that may name an assistant.
struct Line {
  std::string shown;
  std::string text;  // what names it, in lower case
  bool names_a_tool = false;
};

std::vector<Line> lines_of(const Commit& commit) {
  std::vector<Line> out;
  for (const char* key : {"Co-authored-by", "Co-developed-by", "Assisted-by", "Generated-by"})
    for (const auto& value : commit.trailers(key))
      out.push_back({std::string(key) + ": " + value, lower(value), !std::string_view(key).starts_with("Co-")});
  const auto& author = commit.author;
  out.push_back({"author " + author.name, lower(author.name + " <" + author.email + ">")});
  return out;
}

bool is_named(const Known& known, const Line& line) {
  return signs(known, line.text) || (line.names_a_tool && holds_any(line.text, known.words));
}

}  // namespace

std::vector<Assistance> assistance(const std::vector<Commit>& commits) {
  const auto& all = known_assistants();
  std::vector<Assistance> found(all.size());
  for (const auto& commit : commits) {
    for (const auto& line : lines_of(commit)) {
      for (std::size_t i = 0; i < all.size(); ++i)
        if (found[i].assistant.empty() && is_named(all[i], line))
          found[i] = {std::string(all[i].name), line.shown, commit.oid.substr(0, 7)};
    }
  }
  std::erase_if(found, [](const Assistance& each) { return each.assistant.empty(); });
  return found;
}

}  // namespace gate::bands
