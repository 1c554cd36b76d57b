// Dockerfiles as trees, and patterns on them.
#include <gtest/gtest.h>

#include "analyzers/patterns/lowering.h"
#include "analyzers/patterns/matcher.h"
#include "analyzers/patterns/pattern.h"

namespace gate::patterns {
namespace {

using Texts = std::vector<std::string>;

// Upper-case names of the instructions.
Texts names(std::string_view text) {
  const Ast ast = scan(text, syntax::Language::dockerfile);
  Texts found;
  ast.children(0, [&](NodeId id) {
    const NodeId callee = ast.child(id, Role::callee);
    found.emplace_back(callee == kNone ? "?" : ast[callee].text);
  });
  return found;
}

// Texts of a pattern's matches.
Texts found(std::string_view pattern, std::string_view text, const Json& options = Json::object()) {
  std::vector<std::string> variables;
  const auto read = read_pattern(pattern, syntax::Language::dockerfile, variables);
  if (!read) return {"error: " + read.error().text()};
  const Ast ast = scan(text, syntax::Language::dockerfile);
  Budget budget(1'000'000);
  Texts texts;
  for (const Match& match : match_pattern(*read, ast, match_options(options), budget))
    texts.emplace_back(text.substr(match.start, match.end - match.start));
  return texts;
}

// Of all that a pattern binds, the text of `name`.
std::string bound(std::string_view pattern, std::string_view name, std::string_view text) {
  std::vector<std::string> variables;
  const auto read = read_pattern(pattern, syntax::Language::dockerfile, variables);
  const Ast ast = scan(text, syntax::Language::dockerfile);
  Budget budget(1'000'000);
  for (const Match& match : match_pattern(*read, ast, match_options(Json::object()), budget))
    if (const Binding* binding = find(match.bindings, variable_of(name, variables))) return std::string(binding->text);
  return "(none)";
}

TEST(Dockerfile, ReadsInstructionsAcrossLinesAndComments) {
  EXPECT_EQ(names("# a comment\nFROM x\n\n  run a \\\n# inside\n\n  b\r\nCmd c"), (Texts{"FROM", "RUN", "CMD"}));
  EXPECT_EQ(names("FROM x\nRUN a \\\\\nUSER b\n"), (Texts{"FROM", "RUN", "USER"}));
  EXPECT_EQ(names("# escape=`\nRUN a `\n b\nRUN c \\\nUSER d\n"), (Texts{"RUN", "RUN", "USER"}));
  EXPECT_EQ(names("# note\n# escape=`\nRUN a \\\n b\n"), Texts{"RUN"});
  EXPECT_EQ(names("RUN a \\\n"), Texts{"RUN"});
  EXPECT_TRUE(names("").empty());
}

TEST(Dockerfile, HereDocumentsAreNoInstructions) {
  EXPECT_EQ(names("RUN <<EOF\nUSER a\nEOF\nUSER b\n"), (Texts{"RUN", "USER"}));
  EXPECT_EQ(names("COPY <<-A <<'B' /x/\nCMD\n\tA\nRUN\nB\nUSER b"), (Texts{"COPY", "USER"}));
  EXPECT_EQ(names("CMD cat <<EOF\nUSER b\n"), (Texts{"CMD", "USER"}));
  EXPECT_EQ(names("RUN cat <<EOF"), Texts{"RUN"});
  EXPECT_EQ(names("RUN cat <<EOF\nUSER b"), Texts{"RUN"});
  EXPECT_EQ(found("apt-get update", "RUN <<EOF\napt-get update\nEOF\n"), Texts{"apt-get update"});
}

TEST(Dockerfile, WhatAnInstructionMayLeaveOutAPatternMayToo) {
  const std::string_view from = "FROM --platform=linux/arm64 host:5000/base:1.2@sha256:ab AS build\n";
  for (const std::string_view pattern :
       {"FROM $IMAGE", "FROM host:5000/base", "FROM $I:1.2", "FROM $I@$D", "FROM $I:$T@$D AS build", "from $I as $N",
        "FROM --platform=$P $I", "FROM ..."})
    EXPECT_EQ(found(pattern, from).size(), 1u) << pattern;
  for (const std::string_view pattern : {"FROM base", "FROM $I:1.3", "FROM --platform=x $I", "FROM host"})
    EXPECT_EQ(found(pattern, from).size(), 0u) << pattern;
  EXPECT_EQ(bound("FROM $I:$T", "$I", "FROM ${REGISTRY:-a/b}/c:1"), "${REGISTRY:-a/b}/c");
  EXPECT_EQ(found("USER root", "USER root:root\nUSER rooted"), Texts{"USER root:root"});
  EXPECT_EQ(found("COPY $A $B", "COPY --chown=x:y a b\nCOPY a b c"), Texts{"COPY --chown=x:y a b"});
  EXPECT_EQ(found("RUN --mount=type=$T ...", "RUN --mount=target=/x,type=cache a\nRUN a").size(), 1u);
}

TEST(Dockerfile, CommandsMatchWithinLongerOnesUnlessAnchored) {
  const std::string_view text = "RUN cd x && apt-get update -q \\\n  && rm -rf y | tee z\n";
  EXPECT_EQ(found("RUN apt-get update ...", text).size(), 1u);
  EXPECT_EQ(found("RUN ... rm -rf ...", text).size(), 1u);
  EXPECT_EQ(found("RUN ... | ...", text).size(), 1u);
  EXPECT_EQ(found("apt-get update ...", text), Texts{"apt-get update -q"});
  EXPECT_EQ(found("RUN apt-get upgrade ...", text).size(), 0u);
  EXPECT_EQ(found("RUN apt-get update ...", text, {{"implicit_deep_exprstmt", false}}).size(), 0u);
  EXPECT_EQ(found("RUN a; b", "RUN a; b\nRUN a && b"), Texts{"RUN a; b"});
}

TEST(Dockerfile, ExecFormIsAList) {
  EXPECT_EQ(found("CMD [\"a\", ...]", "CMD [\"a\", \"b\"]\nCMD a b"), Texts{"CMD [\"a\", \"b\"]"});
  EXPECT_EQ(found("CMD $X ...", "CMD [\"a\", \"b\"]\nCMD a b"), Texts{"CMD a b"});
  EXPECT_EQ(found("CMD ...", "CMD [\"a\"]\nCMD a b\n").size(), 2u);
  EXPECT_EQ(found("SHELL [..., $X]", "SHELL [\"a\", \"q\\\"q\"]").size(), 1u);
  EXPECT_EQ(found("CMD [...]", "CMD [not json]").size(), 0u);
}

TEST(Dockerfile, NamesAndValues) {
  EXPECT_EQ(found("ENV ... B=$V ...", "ENV A=1 B='x y' C=2"), Texts{"ENV A=1 B='x y' C=2"});
  EXPECT_EQ(found("ENV B=\"x y\"", "ENV B x y\nENV B=x\\ y\n").size(), 2u);
  EXPECT_EQ(found("LABEL $K=2", "LABEL a=1 \"b c\"=2").size(), 1u);
  EXPECT_EQ(found("ARG $X", "ARG a\nARG b=1"), Texts{"ARG a"});
  EXPECT_EQ(found("ARG $X=$V", "ARG a\nARG b=1"), Texts{"ARG b=1"});
  EXPECT_EQ(bound("WORKDIR /home/$X", "$X", "WORKDIR /home/${USER}"), "${USER}");
}

TEST(Dockerfile, SequencesAndNestedInstructions) {
  EXPECT_EQ(found("USER root\n...\nCMD ...", "USER root\nRUN a\nCMD b\n").size(), 1u);
  EXPECT_EQ(found("HEALTHCHECK ... CMD curl ...", "HEALTHCHECK --interval=5s CMD curl x\nHEALTHCHECK NONE").size(), 1u);
  EXPECT_EQ(found("ONBUILD RUN a", "ONBUILD RUN a\nRUN a"), Texts{"ONBUILD RUN a"});
  EXPECT_EQ(found("RUN a", "ONBUILD RUN a"), Texts{"RUN a"});
}

TEST(Dockerfile, VariablesOfEnvAreKnownWithinTheirStage) {
  EXPECT_EQ(found("EXPOSE 80", "ENV P=80\nEXPOSE $P\nFROM x\nEXPOSE $P"), Texts{"EXPOSE $P"});
  EXPECT_EQ(found("EXPOSE 80", "ENV P=80 P=$Q\nEXPOSE $P").size(), 0u);
  EXPECT_EQ(found("EXPOSE 80", "ARG P=80\nEXPOSE $P").size(), 0u);
}

// Long chains and deep nesting cost no stack.
TEST(Dockerfile, HostileTextsEnd) {
  std::string chain = "RUN a", nested = "RUN ";
  for (int i = 0; i < 20'000; ++i) chain += " && a";
  for (int i = 0; i < 5'000; ++i) nested += "(";
  EXPECT_EQ(names(chain), Texts{"RUN"});
  EXPECT_EQ(names(nested), Texts{"RUN"});
  std::string onbuild;
  for (int i = 0; i < 20'000; ++i) onbuild += "ONBUILD ";
  EXPECT_EQ(names(onbuild), Texts{"ONBUILD"});
}

}  // namespace
}  // namespace gate::patterns
