#include "gate/config/plugin.h"

#include <gtest/gtest.h>

#include "gate/config/config.h"

namespace gate::config {
namespace {

Expected<Config> read(const std::string& entry) {
  return parse("version: 1\nplugins:\n  - " + entry + "\n", ".gate.yml", Schema{});
}

std::string mistake(const std::string& entry) {
  auto config = read(entry);
  return config ? "none" : config.error().text();
}

TEST(PluginConfig, DefaultsOfTheModelAreThoseOfTheText) {
  auto config = read("{ name: a, run: [tool] }");
  ASSERT_TRUE(config) << config.error().text();
  const PluginSpec& plugin = config->plugins.at(0);
  const PluginSpec fresh;
  EXPECT_EQ(plugin.input, fresh.input);
  EXPECT_EQ(plugin.output, fresh.output);
  EXPECT_EQ(plugin.sides, fresh.sides);
  EXPECT_EQ(plugin.sandbox, fresh.sandbox);
  EXPECT_EQ(plugin.severity, fresh.severity);
  EXPECT_EQ(plugin.timeout, fresh.timeout);
  EXPECT_EQ(plugin.memory_bytes, fresh.memory_bytes);
  EXPECT_EQ(plugin.output_bytes, fresh.output_bytes);
  EXPECT_EQ(plugin.exit_codes, fresh.exit_codes);
  EXPECT_FALSE(plugin.network || plugin.executes_head || plugin.is_policy());
}

TEST(PluginConfig, EveryKeyArrives) {
  auto config = read(
      "{ name: a-1, folder: .gate/a, run: ['{plugin}/t', '{files}', '{output}'], input: tree, output: regex,\n"
      "      pattern: '(?P<path>.*)', sides: after, paths: ['*.c'], expose: [node_modules], env: [LANG], exit-codes: "
      "[0, 3],\n"
      "      severity: high, executes-head: true, network: true, sandbox: strict, timeout: 5s, memory: 1GiB,\n"
      "      output-limit: 1MiB, options: { b: [1] }, sha256: " +
      std::string(64, 'a') + " }");
  ASSERT_TRUE(config) << config.error().text();
  const PluginSpec& plugin = config->plugins.at(0);
  EXPECT_EQ(plugin.run.size(), 3u);
  EXPECT_EQ(plugin.input, PluginInput::tree);
  EXPECT_EQ(plugin.output, PluginOutput::regex);
  EXPECT_EQ(plugin.sides, PluginSides::after);
  EXPECT_EQ(plugin.sandbox, SandboxMode::strict);
  EXPECT_EQ(plugin.expose, std::vector<std::string>{"node_modules"});
  EXPECT_EQ(plugin.exit_codes, (std::vector<std::int64_t>{0, 3}));
  EXPECT_EQ(plugin.severity, Severity::high);
  EXPECT_EQ(plugin.timeout, std::chrono::seconds(5));
  EXPECT_EQ(plugin.memory_bytes, 1u << 30);
  EXPECT_EQ(plugin.output_bytes, 1u << 20);
  EXPECT_EQ(plugin.options, Json::parse(R"({"b":[1]})"));
  EXPECT_TRUE(plugin.network && plugin.executes_head);
}

TEST(PluginConfig, CodeOfTheChangeCannotBeNamed) {
  for (const char* entry : {"{ name: a, run: [./tool] }", "{ name: a, run: [node_modules/.bin/eslint] }",
                            "{ name: a, so: build/a.so }", "{ name: a, folder: /abs, run: [x] }",
                            "{ name: a, folder: .git/hooks, run: [x] }", "{ name: a, folder: a/../b, run: [x] }",
                            "{ name: a, run: [x], expose: [../other] }", "{ name: a, run: ['{plugin}/x'] }"})
    EXPECT_NE(mistake(entry), "none") << entry;
}

TEST(PluginConfig, CombinationsThatMakeNoSenseAreNamed) {
  EXPECT_NE(mistake("{ name: a, run: [x], output: regex, input: files }").find("needs a pattern"), std::string::npos);
  EXPECT_NE(mistake("{ name: a, run: [x], output: sarif }").find("reads files"), std::string::npos);
  EXPECT_NE(mistake("{ name: a, run: [x], input: tree }").find("format of its output"), std::string::npos);
  EXPECT_NE(mistake("{ name: a, run: [x], so: /a.so }").find("either run or so"), std::string::npos);
  EXPECT_NE(mistake("{ name: A, run: [x] }").find("small letters"), std::string::npos);
  EXPECT_NE(mistake("{ name: a, run: [x], timeout: soon }").find("duration"), std::string::npos);
  EXPECT_NE(mistake("{ name: a, run: [x], sha256: abc }").find("64 hexadecimal"), std::string::npos);
}

TEST(PluginConfig, Names) {
  for (const char* name : {"a", "a-b", "x9"}) EXPECT_TRUE(is_plugin_name(name)) << name;
  for (const char* name : {"", "9a", "A", "a_b", "-a", "a/b", "a b"}) EXPECT_FALSE(is_plugin_name(name)) << name;
  EXPECT_FALSE(is_plugin_name(std::string(41, 'a')));
}

}  // namespace
}  // namespace gate::config
