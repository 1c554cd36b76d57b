#include "policies/risk/assistants.h"

#include <gtest/gtest.h>

namespace gate::bands {
namespace {

// Who is recognised in a commit with these last lines; "" for nobody.
std::string recognised(const std::string& trailers, Person author = {"Ann", "ann@example.org"}) {
  const auto found =
      assistance({{.oid = "1a2b3c4d5e6f", .author = std::move(author), .message = "Pay in cents\n\n" + trailers}});
  std::string out;
  for (const auto& each : found) out += (out.empty() ? "" : ", ") + each.assistant;
  return out;
}

TEST(Assistants, SignAsTheirProductsDo) {
  const std::pair<const char*, const char*> signs[] = {
      {"Co-Authored-By: Claude <noreply@anthropic.com>", "Claude"},
      {"Co-Authored-By: Claude Opus 4.5 <noreply@anthropic.com>", "Claude"},
      {"Assisted-by: Claude:claude-sonnet-4", "Claude"},
      {"Co-authored-by: Copilot <175728472+Copilot@users.noreply.github.com>", "GitHub Copilot"},
      {"co-authored-by: copilot-swe-agent[bot] <198982749+Copilot@users.noreply.github.com>", "GitHub Copilot"},
      {"Assisted-by: GitHub Copilot", "GitHub Copilot"},
      {"Co-authored-by: Cursor <cursoragent@cursor.com>", "Cursor"},
      {"Co-Authored-By: Devin AI <158243242+devin-ai-integration[bot]@users.noreply.github.com>", "Devin"},
      {"Co-authored-by: Codex <noreply@openai.com>", "Codex"},
      {"Generated-by: ChatGPT", "Codex"},
      {"Co-authored-by: gemini-code-assist[bot] <176961590+gemini-code-assist[bot]@users.noreply.github.com>",
       "Gemini"},
      {"Co-authored-by: aider (gpt-4o) <noreply@aider.chat>", "aider"},
      {"Generated-by: aider 0.80", "aider"},
      {"Co-authored-by: openhands <openhands@all-hands.dev>", "OpenHands"},
      {"Generated-by: aider with Claude", "Claude, aider"},
  };
  for (const auto& [trailer, assistant] : signs) EXPECT_EQ(recognised(trailer), assistant) << trailer;
}

TEST(Assistants, AreNotPeopleWithSuchNames) {
  for (const char* trailer :
       {"Co-authored-by: Claude Monet <claude@example.org>", "Co-authored-by: Devin <devin@example.org>",
        "Co-authored-by: Ann <ann@anthropic.com>", "Co-authored-by: Jules Verne <jules@example.org>",
        "Reviewed-by: Claude <noreply@anthropic.com>", "Assisted-by: Claudette", "Generated-by: protoc 3.21",
        "Co-authored-by: Max <mycopilot@example.org>", "Assisted-by:", "Co-authored-by: <>",
        "Generated-by: xclaudex"}) {
    EXPECT_EQ(recognised(trailer), "") << trailer;
  }
}

TEST(Assistants, MayBeTheAuthor) {
  EXPECT_EQ(recognised("", {"copilot-swe-agent[bot]", "198982749+Copilot@users.noreply.github.com"}), "GitHub Copilot");
  EXPECT_EQ(recognised("", {"Ann Lee (aider)", "ann@example.org"}), "aider");
  EXPECT_EQ(recognised("", {"Claude Debussy", "claude@example.org"}), "");
}

TEST(Assistants, AreShownWithTheNewestCommitThatNamesThem) {
  const auto found = assistance({{.oid = "aaaaaaaaaa", .message = "no word"},
                                 {.oid = "bbbbbbbbbb", .message = "x\n\nAssisted-by: Claude"},
                                 {.oid = "cccccccccc", .message = "x\n\nGenerated-by: Claude"}});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].commit, "bbbbbbb");
  EXPECT_EQ(found[0].sign, "Assisted-by: Claude");
}

}  // namespace
}  // namespace gate::bands
