#include <gmock/gmock.h>

#include "analyzers/plugins/tool_command.h"
#include "analyzers/plugins/tool_files.h"
#include "analyzers/plugins/tool_output.h"
#include "tests/unit/analyzers/tool_fixture.h"

namespace gate::plugins {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;
namespace fs = std::filesystem;

TEST(Commands, OneWordAFile) {
  auto made = commands({"tool", "-q", "{files}", "--", "--also={files}"}, {"a b", "-x", "{files}"}, "/out");
  ASSERT_THAT(made, SizeIs(1));
  EXPECT_THAT(made[0].argv, ElementsAre("tool", "-q", "a b", "./-x", "./{files}", "--", "--also=a b", "--also=./-x",
                                        "--also=./{files}"));
  EXPECT_EQ(made[0].output, "");
}

TEST(Commands, AreSplitWhereTheyWouldBeTooLong) {
  std::vector<std::string> files(100, std::string(100, 'f'));
  auto made = commands({"tool", "-o{output}", "{files}"}, files, "/out", 1000);
  ASSERT_GT(made.size(), 9u);
  std::size_t given = 0;
  std::set<std::string> outputs;
  for (const Command& command : made) {
    given += command.argv.size() - 2;
    EXPECT_LE(command.argv.size(), 2u + 9);
    EXPECT_EQ(command.argv[1], "-o" + command.output);
    outputs.insert(command.output);
  }
  EXPECT_EQ(given, files.size());
  EXPECT_EQ(outputs.size(), made.size());
}

TEST(Commands, AFileLongerThanTheLimitHasItsOwn) {
  EXPECT_THAT(commands({"tool", "{files}"}, {std::string(50, 'a'), std::string(50, 'b')}, "/out", 10), SizeIs(2));
}

TEST(Commands, WithoutFilesThereIsNoneOrOne) {
  EXPECT_THAT(commands({"tool", "{files}"}, {}, "/out"), SizeIs(0));
  EXPECT_THAT(commands({"tool", "."}, {}, "/out"), SizeIs(1));
  EXPECT_THAT(commands({"tool", "."}, {"a", "b"}, "/out"), SizeIs(1));
}

TEST(Commands, NamesThatToolsCouldMistakeAreMarked) {
  for (const char* name : {"-x", "@x", "+x", " x", "~x", "=x", "\xc3\xbc"})
    EXPECT_EQ(file_word(name), "./" + std::string(name));
  for (const char* name : {"x", "X/y", "_x", ".x", "1"}) EXPECT_EQ(file_word(name), name);
}

TEST(Paths, AreMappedBack) {
  PathMap map("/tmp/run/work", {"a.txt", "b/c d.txt", "100%25.txt", "-x"});
  for (const char* path : {"a.txt", "./a.txt", "b/../a.txt", "/tmp/run/work/a.txt", "/tmp/run/work/./b/../a.txt",
                           "file:///tmp/run/work/a.txt", "file://localhost/tmp/run/work/a.txt",
                           "file://builder/tmp/run/work/a.txt", "file:/tmp/run/work/a.txt"})
    EXPECT_EQ(map(path), "a.txt") << path;
  EXPECT_EQ(map("file:///tmp/run/work/b/c%20d.txt"), "b/c d.txt");
  EXPECT_EQ(map("100%25.txt"), "100%25.txt");
  EXPECT_EQ(map("./-x"), "-x");
}

TEST(Paths, OutsideAreNone) {
  PathMap map("/tmp/run/work", {"a.txt", "b/c.txt"});
  for (const char* path : {"", "/", ".", "/a.txt", "../a.txt", "../work/a.txt", "/tmp/run/works/a.txt", "b", "A.TXT",
                           "/etc/passwd", "file:", "file://", "file://host", "file:///a.txt%",
                           "file:///tmp/run/work/a.txt%00", "https://x/a.txt", "a.txt/"})
    EXPECT_EQ(map(path), std::nullopt) << path;
  EXPECT_EQ(map(std::string_view("a.txt\0", 6)), std::nullopt);
}

class OutputTest : public tool_test::FolderTest {
 protected:
  OutputTest() {
    plugin_.name = "tool";
    plugin_.output = PluginOutput::regex;
    plugin_.pattern = "^(?P<path>[^:]+):(?P<line>\\d+): (?P<message>.*)$";
  }
  // "N results", or the error.
  std::string read(int code, const std::string& text, const std::string& errors = "") {
    ProcessResult result{
        .exit_code = code, .signal = code > 128 ? code - 128 : 0, .output = text, .errors = errors, .sandbox = {}};
    auto found = read_output(plugin_, command_, result, PathMap("/work", {"a"}), nullptr);
    return found ? std::to_string(found->results) + " results" : found.error().text();
  }

  PluginSpec plugin_;
  Command command_;
};

TEST_F(OutputTest, AToolThatSaysThatItFailedHasNotLooked) {
  plugin_.output = PluginOutput::sarif;
  auto log = [](const char* successful) {
    return std::string(R"({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "t"}}, "results": [],
      "invocations": [{"executionSuccessful": )") +
           successful + "}]}]}";
  };
  EXPECT_EQ(read(0, log("true")), "0 results");
  EXPECT_THAT(read(0, log("false")), HasSubstr("failed"));
}

TEST_F(OutputTest, ExitCodesDecideWhetherItWorked) {
  EXPECT_EQ(read(0, "a:1: x\nnoise\n"), "1 results");
  EXPECT_EQ(read(1, "a:1: x\n"), "1 results");
  EXPECT_THAT(read(2, "a:1: x\n", "broken\n"), HasSubstr("ended with code 2: broken"));
  EXPECT_THAT(read(139, "a:1: x\n"), HasSubstr("SIGSEGV"));
  plugin_.exit_codes = {2};
  EXPECT_EQ(read(2, "a:1: x\n"), "1 results");
  EXPECT_THAT(read(0, ""), HasSubstr("ended with code 0"));
}

TEST_F(OutputTest, SilenceIsNoAnswerWhereSomethingIsWrong) {
  EXPECT_EQ(read(0, " \n"), "0 results");
  EXPECT_THAT(read(1, "", "no module\n"), HasSubstr("wrote nothing: no module"));
  EXPECT_THAT(read(1, "no such module\n"), HasSubstr("finds nothing"));
  EXPECT_EQ(read(0, "all is well\n"), "0 results");
  for (PluginOutput output : {PluginOutput::sarif, PluginOutput::rdjson, PluginOutput::junit}) {
    plugin_.output = output;
    EXPECT_THAT(read(0, ""), HasSubstr("wrote nothing"));
  }
}

TEST_F(OutputTest, AFileIsReadInsteadButNoLink) {
  write("out/1", "a:1: x\na:2: y\n");
  command_.output = (folder_ / "out/1").string();
  EXPECT_EQ(read(0, "a:1: noise\n"), "2 results");
  fs::create_symlink(folder_ / "out/1", folder_ / "out/2");
  command_.output = (folder_ / "out/2").string();
  EXPECT_THAT(read(0, ""), HasSubstr("symbolic link"));
  command_.output = (folder_ / "out/3").string();
  EXPECT_EQ(read(0, ""), "0 results");
  plugin_.output_bytes = 3;
  command_.output = (folder_ / "out/1").string();
  EXPECT_THAT(read(0, ""), HasSubstr("larger"));
}

TEST_F(OutputTest, TheFoldersNameIsForgotten) {
  diagnostics::Diagnostics found;
  found.findings.emplace_back().message = "see /work/a and /work/b, not /works/c";
  found.findings[0].related.push_back({{}, "/work/a"});
  forget_folder(found, "/work");
  EXPECT_EQ(found.findings[0].message, "see a and b, not /works/c");
  EXPECT_EQ(found.findings[0].related[0].message, "a");
}

class ConcernTest : public testing::Test {
 protected:
  ConcernTest() {
    change_.files = {file("a.sh", FileStatus::modified),  file("b.sh", FileStatus::added),
                     file("c.sh", FileStatus::deleted),   file("new/d.sh", FileStatus::renamed, "old/d.sh"),
                     file("e.txt", FileStatus::modified), file("vendor/f.sh", FileStatus::modified)};
    plugin_.paths = {"*.sh"};
  }
  static ChangedFile file(const std::string& path, FileStatus status, const std::string& old_path = "") {
    ChangedFile file;
    file.path = path;
    file.old_path = old_path.empty() ? path : old_path;
    file.status = status;
    if (status != FileStatus::added) file.before = {"1", FileMode::regular, 1};
    if (status != FileStatus::deleted) file.after = {"2", FileMode::regular, 1};
    return file;
  }
  std::vector<std::string> paths(Side side) {
    std::vector<std::string> paths;
    for (const auto& one : concerned_files(plugin_, view(), side)) paths.push_back(one.path);
    return paths;
  }
  ChangeView view() {
    return {.change = change_, .source = source_, .excluded = [](std::string_view path) {
              return path.starts_with("vendor/");
            }};
  }

  Change change_;
  tool_test::TreeSource source_{{}};
  PluginSpec plugin_;
};

TEST_F(ConcernTest, FilesAreThoseOfTheSide) {
  EXPECT_THAT(paths(Side::after), ElementsAre("a.sh", "b.sh", "new/d.sh"));
  EXPECT_THAT(paths(Side::before), ElementsAre("a.sh", "old/d.sh"));
}

TEST_F(ConcernTest, ADeletionConcernsOnlyWhatLooksAtTheTreeAsAWhole) {
  std::erase_if(change_.files, [](const ChangedFile& file) { return file.path != "c.sh"; });
  plugin_.run = {"tool", "{files}"};
  EXPECT_FALSE(concerns(plugin_, view()));
  plugin_.run = {"tool", "."};
  EXPECT_FALSE(concerns(plugin_, view()));
  plugin_.input = PluginInput::tree;
  EXPECT_TRUE(concerns(plugin_, view()));
}

TEST_F(ConcernTest, ATreeLeavesOutWhatIsExposed) {
  tool_test::TreeSource source{{{"a", {"1"}}, {"parts/x", {"2"}}, {"parts2", {"3"}}, {"node/parts/y", {"4"}}}};
  plugin_.expose = {"parts"};
  auto files = tree_files(plugin_, {.change = change_, .source = source}, Side::after);
  ASSERT_TRUE(files);
  std::vector<std::string> paths;
  for (const auto& one : *files) paths.push_back(one.path);
  EXPECT_THAT(paths, ElementsAre("a", "node/parts/y", "parts2"));
}

}  // namespace
}  // namespace gate::plugins
