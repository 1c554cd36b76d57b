#include "analyzers/clang/command.h"

#include <gmock/gmock.h>

#include <string>

namespace gate::clang {
namespace {

using testing::ElementsAre;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

// What is left of the project's own options.
std::string kept(const std::string& command) {
  std::string text = joined(sanitise(split_command(command)).arguments);
  text.erase(text.find(" -Wno-unknown-warning-option"));
  return text;
}

TEST(SplitCommand, FollowsTheShellsQuoting) {
  EXPECT_THAT(split_command(R"(cc  -DA="a b" -DB=\"x\" '-DC=$d e' "" end\ ed)"),
              ElementsAre("cc", "-DA=a b", "-DB=\"x\"", "-DC=$d e", "", "end ed"));
  EXPECT_THAT(split_command(R"("a\"b\\c\n")"), ElementsAre(R"(a"b\c\n)"));
  EXPECT_THAT(split_command("an 'open quote"), ElementsAre("an", "open quote"));
  EXPECT_TRUE(split_command("  ").empty());
}

struct Case {
  const char* name;
  const char* command;
  const char* kept;
};

class Sanitise : public testing::TestWithParam<Case> {};

TEST_P(Sanitise, Keeps) { EXPECT_EQ(kept(GetParam().command), GetParam().kept); }

INSTANTIATE_TEST_SUITE_P(
    Commands, Sanitise,
    testing::Values(
        Case{"what_decides_the_meaning",
             "cc -DX=1 -D Y -Iinc -I inc2 -isystem /usr/x -include pre.h -std=c11 -O2 -m32 a.c",
             "-Wall -DX=1 -D Y -Iinc -I inc2 -isystem /usr/x -include pre.h -std=c11 -O2 -m32"},
        Case{"no_output", "gcc -c a.c -o a.o -MMD -MF a.d -MT a.o -MJ a.json -save-temps -ftime-trace", "-Wall"},
        Case{"no_plugins",
             "clang -fplugin=e.so -fpass-plugin=e.so -Xclang -load -Xclang e.so -fplugin-arg-e-x -load e.so a.c",
             "-Wall"},
        Case{"no_backend_options",
             "clang -mllvm -load=e.so -mmlir x -Xpreprocessor -MD -Xlinker -e -Wl,-z,now -Wa,-n a.c", "-Wall"},
        Case{"no_response_or_configuration_files", "clang @flags.rsp --config=x.cfg --config-user-dir=y -specs=z a.c",
             "-Wall"},
        Case{"no_precompiled_headers", "clang -include-pch a.pch -fmodule-file=x.pcm -fmodules -ivfsoverlay v.yaml a.c",
             "-Wall"},
        Case{"no_value_that_is_an_option", "cc -I -fplugin=e.so -D -load -I @flags a.c", "-Wall"},
        Case{"no_separated_standard", "cc -std -fplugin=e.so a.c", "-Wall"},
        Case{"errors_become_warnings",
             "cc -Werror -Werror=format -Wfatal-errors -pedantic-errors -w -Wextra -Wno-unused a.c",
             "-Wall -Wformat -pedantic -Wextra -Wno-unused"},
        Case{"macros_behind_Wp", "cc -Wp,-D_FORTIFY_SOURCE=2,-MD,x.d a.c", "-Wall -D_FORTIFY_SOURCE=2"},
        Case{"language_switches",
             "g++ -fno-exceptions -fno-rtti -fsanitize=address -fsanitize-ignorelist=x -fvisibility=hidden a.cc",
             "--driver-mode=g++ -Wall -fno-exceptions -fno-rtti -fsanitize=address"},
        Case{"wrappers", "/usr/bin/ccache compiler_type=gcc /opt/bin/g++-12 -DA a.cc", "--driver-mode=g++ -Wall -DA"},
        Case{"nested_wrappers", "env LC_ALL=C sccache clang-19 -DA a.c", "-Wall -DA"},
        Case{"cross_compilers", "/opt/x/aarch64-linux-gnu-g++-12 -DA a.cc",
             "--driver-mode=g++ --target=aarch64-linux-gnu -Wall -DA"},
        Case{"prefixes_that_are_no_target", "my-gcc -DA a.c", "-Wall -DA"},
        Case{"language", "gcc -x c++ -DA a.txt", "-Wall -xc++ -DA"},
        Case{"nothing_after_the_separator", "gcc -DA -- -DB.c", "-Wall -DA"}),
    [](const auto& info) { return info.param.name; });

TEST(SanitiseCommand, NamesWhatItDoesNotKnow) {
  EXPECT_EQ(sanitise({"/usr/local/cuda/bin/nvcc", "a.cu"}).unsupported, "nvcc");
  EXPECT_EQ(sanitise({"cl.exe", "/c", "a.c"}).unsupported, "cl.exe");
  EXPECT_EQ(sanitise({"gcc", "-x", "objective-c", "a.m"}).unsupported, "language objective-c");
  EXPECT_EQ(sanitise({}).unsupported, "(empty command)");
  EXPECT_EQ(sanitise({"gcc", "a.c"}).unsupported, "");
}

TEST(SanitiseCommand, RemembersResponseFiles) {
  EXPECT_TRUE(sanitise({"gcc", "@a.rsp", "a.c"}).response_file);
  EXPECT_FALSE(sanitise({"gcc", "a.c"}).response_file);
}

}  // namespace
}  // namespace gate::clang
