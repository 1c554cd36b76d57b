#include "gate/config/config.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>

namespace gate::config {
namespace {

Schema schema() {
  Schema schema;
  schema.analyzers["syntax"] = {};
  schema.analyzers["clang"] = {
      {.name = "compile_commands", .type = OptionType::text, .fallback = nullptr, .doc = "Where the database is."},
      {.name = "max_units", .type = OptionType::integer, .fallback = 8, .doc = "Units."}};
  schema.analyzers["patterns"] = {
      {.name = "rules", .type = OptionType::text_list, .fallback = {"builtin"}, .doc = "Packs."}};
  schema.policies["findings"] = {{.name = "block", .type = OptionType::severity, .fallback = "high", .doc = "From."},
                                 {.name = "warn", .type = OptionType::severity, .fallback = "medium", .doc = "From."}};
  schema.policies["completeness"] = {
      {.name = "required", .type = OptionType::text_list, .fallback = Json::array(), .doc = "Names."}};
  schema.policies["coverage"] = {
      {.name = "patch", .type = OptionType::percent, .fallback = nullptr, .doc = "Percent."},
      {.name = "ratio", .type = OptionType::number, .fallback = 0.5, .doc = "Ratio."},
      {.name = "branches", .type = OptionType::boolean, .fallback = false, .doc = "Also branches."},
      {.name = "on_no_data",
       .type = OptionType::text,
       .fallback = "error",
       .doc = "What.",
       .choices = {"error", "pass"}}};
  OptionSpec critical{.name = "critical", .type = OptionType::object_list, .fallback = Json::array(), .doc = "Sets."};
  critical.fields = {{.name = "paths", .type = OptionType::text_list, .fallback = Json::array(), .doc = "Globs."},
                     {.name = "approvals", .type = OptionType::integer, .fallback = 1, .doc = "Count."}};
  OptionSpec by_risk{.name = "by_risk", .type = OptionType::object, .fallback = Json::object(), .doc = "Free."};
  schema.policies["review"] = {critical, by_risk};
  schema.policies["risk"] = {
      {.name = "warn", .type = OptionType::band, .fallback = nullptr, .doc = "From."},
      {"review", OptionType::by_band, Json::object(), "How many.", {}, {{"BAND", OptionType::integer, nullptr, "N."}}},
      {"ask", OptionType::by_band, Json::object(), "Whom.", {}, {{"BAND", OptionType::text_list, nullptr, "Names."}}}};
  schema.default_policies = {"findings", "completeness"};
  return schema;
}

Config parsed(std::string_view text) {
  auto config = parse(text, ".gate.yml", schema());
  EXPECT_TRUE(config) << config.error().text();
  return config.value_or(Config{});
}

TEST(Config, Defaults) {
  Config config = defaults(schema());
  EXPECT_EQ(config.policies.size(), 2u);
  EXPECT_EQ(config.policies.at("findings").text("block"), "high");
  EXPECT_TRUE(config.enabled.at("clang"));
  EXPECT_FALSE(config.analyzers.at("clang").has("compile_commands"));
  EXPECT_EQ(config.analyzers.at("clang").integer("max_units"), 8);
  EXPECT_EQ(config.limits.timeout, std::chrono::seconds(120));
  EXPECT_EQ(config.source, "built-in defaults");
  EXPECT_EQ(config.digest.size(), 64u);
  EXPECT_EQ(parsed("version: 1\n").digest, config.digest);
}

constexpr const char* kWhole = R"(
version: 1
paths: { exclude: ["vendor/**", "**/*.min.js"] }
analyzers:
  clang: { compile_commands: build/compile_commands.json, max_units: 2 }
  patterns: off
  syntax: on
rules: { "syntax/*": block, "a/*": off, "clang/unused-*": warn, "*": shadow }
required: [syntax]
evidence:
  coverage:
    - "reports/*.info"
    - { files: ["build/**/lcov.info"], strip: /src/, prefix: src }
  approvals: .gate/approvals.json
policies:
  findings: { block: critical }
  coverage: { patch: 80%, on_no_data: pass, branches: true }
  review:
    critical: [{ paths: ["src/payments/**"], approvals: 2 }, { paths: docs }]
    by_risk: { p95: 2 }
limits: { timeout: 90s, file_bytes: 4096, worker_memory: 1GiB }
hook: { budget: 250ms }
ledger: none
)";

TEST(Config, EverySection) {
  Config config = parsed(kWhole);
  EXPECT_EQ(config.exclude, (std::vector<std::string>{"vendor/**", "**/*.min.js"}));
  EXPECT_EQ(config.analyzers.at("clang").text("compile_commands"), "build/compile_commands.json");
  EXPECT_EQ(config.analyzers.at("clang").integer("max_units"), 2);
  EXPECT_FALSE(config.enabled.at("patterns"));
  EXPECT_EQ(config.analyzers.at("patterns").texts("rules"), std::vector<std::string>{"builtin"});
  EXPECT_TRUE(config.enabled.at("syntax"));
  ASSERT_EQ(config.rules.size(), 4u);
  EXPECT_EQ(config.rules[0].pattern, "syntax/*");
  EXPECT_EQ(config.rules[1].pattern, "a/*");
  EXPECT_EQ(config.rules[1].level, Level::off);
  EXPECT_EQ(config.rules[3].pattern, "*");
  EXPECT_EQ(config.required, std::vector<std::string>{"syntax"});
  EXPECT_EQ(config.policies.at("completeness").texts("required"), std::vector<std::string>{"syntax"});
  ASSERT_EQ(config.coverage.size(), 2u);
  EXPECT_EQ(config.coverage[0].files, std::vector<std::string>{"reports/*.info"});
  EXPECT_EQ(config.coverage[1].strip, "/src/");
  EXPECT_EQ(config.coverage[1].prefix, "src");
  EXPECT_EQ(config.approvals_file, ".gate/approvals.json");
  EXPECT_EQ(config.policies.at("findings").text("block"), "critical");
  EXPECT_EQ(config.policies.at("findings").text("warn"), "medium");
  EXPECT_EQ(config.policies.at("coverage").number("patch"), 80);
  EXPECT_TRUE(config.policies.at("coverage").boolean("branches"));
  const Json& review = config.policies.at("review").values();
  EXPECT_EQ(review["critical"][0]["approvals"], 2);
  EXPECT_EQ(review["critical"][1], Json({{"paths", {"docs"}}, {"approvals", 1}}));
  EXPECT_EQ(review["by_risk"]["p95"], 2);
  EXPECT_EQ(config.limits.timeout, std::chrono::seconds(90));
  EXPECT_EQ(config.limits.file_bytes, 4096u);
  EXPECT_EQ(config.limits.worker_memory, 1u << 30);
  EXPECT_EQ(config.hook_budget, std::chrono::milliseconds(250));
  EXPECT_EQ(config.ledger, "none");
  EXPECT_EQ(config.source, ".gate.yml");
}

TEST(Config, BandsArePercentilesAndProbabilities) {
  Config config =
      parsed("version: 1\npolicies: { risk: { warn: 0.6, review: { p95: 2, \"0.4\": 1 }, ask: { 60%: \"@o/t\" } } }\n");
  const Json& risk = config.policies.at("risk").values();
  EXPECT_EQ(risk["warn"], 0.6);
  EXPECT_EQ(risk["review"], Json({{"p95", 2}, {"0.4", 1}}));
  EXPECT_EQ(risk["ask"], Json({{"60%", {"@o/t"}}}));
  EXPECT_EQ(parsed(show(config)).digest, config.digest);
}

TEST(Config, PoliciesCanBeTurnedOff) {
  Config config = parsed("version: 1\npolicies: { findings: off, coverage: off, review: on, completeness: }\n");
  EXPECT_FALSE(config.policies.contains("findings"));
  EXPECT_FALSE(config.policies.contains("coverage"));
  EXPECT_TRUE(config.policies.contains("review"));
  EXPECT_TRUE(config.policies.contains("completeness"));
  EXPECT_EQ(config.policies_off, std::vector<std::string>{"findings"});
}

TEST(Config, TheDigestIsThatOfTheMeaning) {
  Config a = parsed("version: 1\nlimits: { timeout: 2m }\nhook: { budget: 1s }\n");
  EXPECT_EQ(a.digest, parsed("# other words\nhook:\n  budget: 1000ms\nlimits: {timeout: 120s}\nversion: 1\n").digest);
  EXPECT_NE(a.digest, parsed("version: 1\nlimits: { timeout: 3m }\n").digest);
  EXPECT_NE(parsed("version: 1\nrules: { a: warn, b: off }\n").digest,
            parsed("version: 1\nrules: { b: off, a: warn }\n").digest);
  EXPECT_NE(a.digest, parsed("version: 1\npolicies: { findings: off }\n").digest);
}

class ShownConfig : public testing::TestWithParam<const char*> {};

TEST_P(ShownConfig, IsReadBackToTheSameDigest) {
  Config config = parsed(GetParam());
  std::string text = show(config);
  Config again = parsed(text);
  EXPECT_EQ(again.digest, config.digest) << text;
  EXPECT_EQ(show(again), text);
}

INSTANTIATE_TEST_SUITE_P(All, ShownConfig,
                         testing::Values("version: 1\n", kWhole,
                                         "version: 1\npolicies: { findings: off }\nanalyzers: { syntax: off }\n",
                                         "version: 1\nledger: \"a: b # c\"\npaths: { exclude: [\"off\", \"1\", \"~\", "
                                         "\"\\x7f\\u00ad\\\"\\\\\", \"\\U0001F600\", \"a\\nb\", \" \"] }\n",
                                         "version: 1\nrules: { \"[a]\": warn, \"*\": off, \"{a,b}\": block }\nlimits: "
                                         "{ timeout: 1ms, file_bytes: 1025KiB }\n",
                                         "version: 1\npolicies: { coverage: { patch: 72.125, ratio: 1e-7 }, review: { "
                                         "by_risk: { \"a b\": [1, null, {c: true}] } } }\n"));

struct Row {
  const char* text;
  const char* error;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.text; }

class ConfigMistake : public testing::TestWithParam<Row> {};

TEST_P(ConfigMistake, NamesThePlaceAndTheWayOut) {
  auto config = parse(GetParam().text, ".gate.yml", schema());
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().kind, ErrorKind::config);
  EXPECT_EQ(config.error().text(), std::string(".gate.yml:") + GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(
    All, ConfigMistake,
    testing::Values(
        Row{"", "1:1: version is missing; add the line 'version: 1'"},
        Row{"paths: {}\n", "1:1: version is missing; add the line 'version: 1'"},
        Row{"version: 2\n", "1:10: version 2 is not supported: this gate reads version 1"},
        Row{"version: one\n", "1:10: version must be 1, not \"one\""},
        Row{"- a\n", "1:1: the configuration must be a mapping of keys to values, not a list"},
        Row{"version: 1\npolices: {}\n", "2:1: unknown key 'polices'; did you mean 'policies'?"},
        Row{"version: 1\nPaths: {}\n", "2:1: unknown key 'Paths'; did you mean 'paths'?"},
        Row{"version: 1\nlimits: { time: 1s }\n",
            "2:11: unknown key 'time' in limits; known here: timeout, file_bytes, worker_memory"},
        Row{"version: 1\nlimits:\n  timeout: 120\n",
            "3:12: limits.timeout must be a duration such as 120s (units: ms, s, m, h; at most 24h), not 120"},
        Row{"version: 1\nlimits: { file_bytes: 2MB }\n",
            "2:23: limits.file_bytes must be a size such as 2MiB (units: KiB, MiB, GiB; a plain number is bytes), not "
            "\"2MB\""},
        Row{"version: 1\nlimits: 3\n", "2:9: limits must be a mapping of keys to values, not 3"},
        Row{"version: 1\nanalyzers: { sintax: off }\n",
            "2:14: unknown analyzer 'sintax' in analyzers; did you mean 'syntax'?"},
        Row{"version: 1\nanalyzers: { clang: { max_unit: 3 } }\n",
            "2:23: unknown key 'max_unit' in analyzers.clang; did you mean 'max_units'?"},
        Row{"version: 1\nanalyzers: { clang: { max_units: many } }\n",
            "2:34: analyzers.clang.max_units must be a whole number, not \"many\""},
        Row{"version: 1\nanalyzers: { clang: maybe }\n",
            "2:21: analyzers.clang must be on, off or a mapping of its options, not \"maybe\""},
        Row{"version: 1\nanalyzers: { syntax: { x: 1 } }\n",
            "2:24: unknown key 'x' in analyzers.syntax; none is known here"},
        Row{"version: 1\npolicies:\n  coverage: { patch: 101 }\n",
            "3:22: policies.coverage.patch must be a percentage from 0 to 100, not 101"},
        Row{"version: 1\npolicies:\n  coverage: { ratio: .nan }\n",
            "3:22: policies.coverage.ratio must be a number, not null"},
        Row{"version: 1\npolicies:\n  coverage: { on_no_data: explode }\n",
            "3:27: policies.coverage.on_no_data must be one of error, pass, not \"explode\""},
        Row{"version: 1\npolicies:\n  findings: { block: severe }\n",
            "3:22: policies.findings.block must be info, low, medium, high or critical, not \"severe\""},
        Row{"version: 1\npolicies:\n  review: { critical: [{ approval: 1 }] }\n",
            "3:26: unknown key 'approval' in policies.review.critical[0]; did you mean 'approvals'?"},
        Row{"version: 1\npolicies:\n  review: { critical: { paths: a } }\n",
            "3:23: policies.review.critical must be a list of mappings, not a mapping"},
        Row{"version: 1\npolicies: { risk: { warn: 90 } }\n",
            "2:27: policies.risk.warn must be a percentile such as p90, or a probability such as 0.6 or 60%, not 90"},
        Row{"version: 1\npolicies: { risk: { review: { p101: 2 } } }\n",
            "2:37: 'p101' in policies.risk.review must be a percentile such as p90, or a probability such as 0.6 or "
            "60%"},
        Row{"version: 1\npolicies: { risk: { review: { p95: two } } }\n",
            "2:36: policies.risk.review.p95 must be a whole number, not \"two\""},
        Row{"version: 1\npolicies: { risk: { ask: { p95: [1] } } }\n",
            "2:34: policies.risk.ask.p95[0] must be text, not 1"},
        Row{"version: 1\npolicies: { risk: { ask: [p95] } }\n",
            "2:26: policies.risk.ask must be a mapping of keys to values, not a list"},
        Row{"version: 1\nrules: { \"a/*\": blok }\n",
            "2:17: rules.a/* must be off, shadow, warn or block, not \"blok\""},
        Row{"version: 1\nrequired: [syntax, clan]\n",
            "2:20: required names an unknown analyzer 'clan'; did you mean 'clang'?"},
        Row{"version: 1\nrequired: [1]\n", "2:12: required[0] must be text, not 1"},
        Row{"version: 1\nplugins: {}\n",
            "2:10: plugins must be a list of mappings, each with name and run or so, not a mapping"},
        Row{"version: 1\nplugins:\n  - { name: mine, rn: [a] }\n",
            "3:19: unknown key 'rn' in plugins[0]; did you mean 'run'?"},
        Row{"version: 1\nplugins:\n  - { name: mine }\n",
            "3:5: plugins[0] needs either run or so; add 'run: [PROGRAM, ARGUMENT]'"},
        Row{"version: 1\nplugins:\n  - { name: clang, run: [a] }\n",
            "3:5: 'clang' is a name of gate's own; give the plugin another name"},
        Row{"version: 1\nplugins:\n  - { name: mine, run: [tools/a.sh] }\n",
            "3:24: tools/a.sh is a path of the checkout, which the change controls; put it below 'folder:' and name it "
            "'{plugin}/...', or give an absolute path"},
        Row{"version: 1\nplugins:\n  - { name: mine, so: /opt/a.so }\n",
            "3:23: a shared object outside of the repository must be an absolute path and pinned; add sha256; `gate "
            "plugin "
            "pin` prints it"},
        Row{"version: 1\nplugins:\n  - { name: mine, run: [a], input: files }\n",
            "3:36: a tool that reads files needs the format of its output; add 'output: sarif' or another"},
        Row{"version: 1\nplugins:\n  - { name: mine, run: [a], folder: ../b }\n",
            "3:37: plugins[0].folder must be a folder of the repository, such as .gate/plugins/NAME, not \"../b\""},
        Row{"version: 1\nplugins:\n  - { name: mine, run: [a], exit-codes: [256] }\n",
            "3:41: plugins[0].exit-codes must be a list of exit codes (0 to 255), not a list"},
        Row{"version: 1\nevidence: { sarif: 3 }\n", "2:20: evidence.sarif must be a list of texts, not 3"},
        Row{"version: 1\nevidence: { test: [a] }\n", "2:13: unknown key 'test' in evidence; did you mean 'tests'?"},
        Row{"version: 1\nevidence: { coverage: [{ strip: a }] }\n",
            "2:24: evidence.coverage[0] names no files; add 'files: PATTERN'"},
        Row{"version: 1\nevidence: { coverage: 3 }\n",
            "2:23: evidence.coverage must be a file pattern or a mapping with files, strip and prefix, not 3"},
        Row{"version: 1\nledger: {}\n", "2:9: ledger must be text, not a mapping"},
        Row{"version: 1\nversion: 1\n", "2:1: the key 'version' stands twice in the same mapping"},
        Row{"version: 1\npaths: { exclude: [a }\n", "2:22: '}' does not close '[' opened at line 2"},
        // Of several mistakes the first in the text is told.
        Row{"version: 1\nledger: 1\nhook: 2\nanalyzers: 3\n", "2:9: ledger must be text, not 1"}));

TEST(ConfigMistake, ControlCharactersOfKeysAreShown) {
  auto config = parse("version: 1\n\"\\e[31m\": 2\n", "f", schema());
  ASSERT_FALSE(config);
  EXPECT_NE(config.error().message.find("'\\x1B[31m'"), std::string::npos) << config.error().message;
}

TEST(Config, AliasesHaveThePlaceOfTheirUse) {
  auto config = parse("version: 1\nlimits: &x { timout: 1s }\nhook: *x\n", "f", schema());
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().where, "f:2:14");
}

}  // namespace
}  // namespace gate::config
