#include "gate/base/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <thread>

#include "temporary.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

class FileTest : public testing::Test {
 protected:
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_.path()), fs::directory_iterator()));
  }
  test::TemporaryFolder folder_;
};

TEST_F(FileTest, WritesAndReads) {
  std::string text("a\0b\r\n\xFF", 6);
  ASSERT_TRUE(write_file(folder_ / "f", text));
  EXPECT_EQ(*read_file(folder_ / "f"), text);
  ASSERT_TRUE(write_file(folder_ / "f", ""));
  EXPECT_EQ(*read_file(folder_ / "f"), "");
  EXPECT_EQ(entries(), 1u) << "a temporary file was left behind";
}

TEST_F(FileTest, KeepsTheModeOfWhatItReplaces) {
  ASSERT_TRUE(write_file(folder_ / "hook", "a"));
  fs::permissions(folder_ / "hook", fs::perms::owner_all);
  ASSERT_TRUE(write_file(folder_ / "hook", "b"));
  EXPECT_EQ(fs::status(folder_ / "hook").permissions(), fs::perms::owner_all);
}

TEST_F(FileTest, WritesThroughASymbolicLink) {
  ASSERT_TRUE(write_file(folder_ / "real", "a"));
  fs::create_symlink("real", folder_ / "link");
  ASSERT_TRUE(write_file(folder_ / "link", "b"));
  EXPECT_TRUE(fs::is_symlink(folder_ / "link"));
  EXPECT_EQ(*read_file(folder_ / "real"), "b");
}

TEST_F(FileTest, TheLimitIsExact) {
  ASSERT_TRUE(write_file(folder_ / "f", "12345"));
  EXPECT_TRUE(read_file(folder_ / "f", 5));
  auto beyond = read_file(folder_ / "f", 4);
  ASSERT_FALSE(beyond);
  EXPECT_EQ(beyond.error().kind, ErrorKind::limit);
  EXPECT_EQ(beyond.error().where, (folder_ / "f").string());
}

TEST_F(FileTest, ReadsFilesThatTellNoSize) {
  auto text = read_file("/proc/self/status");
  ASSERT_TRUE(text);
  EXPECT_NE(text->find("Pid:"), std::string::npos);
  EXPECT_EQ(read_file("/proc/self/status", 10).error().kind, ErrorKind::limit);
}

TEST_F(FileTest, WhatIsNoFile) {
  EXPECT_EQ(read_file(folder_ / "absent").error().kind, ErrorKind::not_found);
  EXPECT_EQ(read_file(folder_.path()).error().text(), folder_.path().string() + ": is a folder, not a file");
  EXPECT_EQ(write_file(folder_.path(), "x").error().kind, ErrorKind::io);
  EXPECT_EQ(write_file(folder_ / "no/such/folder", "x").error().kind, ErrorKind::not_found);
  fs::create_symlink("loop", folder_ / "loop");
  EXPECT_EQ(read_file(folder_ / "loop").error().kind, ErrorKind::io);
}

TEST_F(FileTest, NeverWaitsForAPipe) {
  ASSERT_EQ(mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(read_file(folder_ / "pipe").error().message, "is not a regular file");
  EXPECT_EQ(read_file("/dev/zero").error().message, "is not a regular file");
}

TEST_F(FileTest, WritesDevicesInPlace) {
  EXPECT_TRUE(write_file("/dev/null", "x"));
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_F(FileTest, AFullDiskIsNamed) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "there is no /dev/full here";
  auto result = write_file("/dev/full", "x");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message, "cannot write: the disk is full");
  EXPECT_FALSE(result.error().remedy.empty());
}

TEST_F(FileTest, ReadersSeeOneTextOrTheOther) {
  const std::string a(200'000, 'a'), b(100'000, 'b');
  ASSERT_TRUE(write_file(folder_ / "f", a));
  std::jthread writer([&] {
    for (int i = 0; i < 20; ++i) static_cast<void>(write_file(folder_ / "f", i % 2 == 0 ? b : a));
  });
  for (int i = 0; i < 50; ++i) {
    auto text = read_file(folder_ / "f");
    ASSERT_TRUE(text);
    EXPECT_TRUE(*text == a || *text == b) << text->size();
  }
}

}  // namespace
}  // namespace gate
