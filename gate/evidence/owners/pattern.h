// One compiled path pattern of CODEOWNERS.
//
// GitHub: the rules of gitignore(5) with GitHub's exceptions: `dir/*` stays in that folder, a pattern that names a
// folder owns what is below it. GitLab: Ruby's File.fnmatch with FNM_PATHNAME and FNM_DOTMATCH on "/" + path, where a
// pattern without a leading '/' is looked for at any depth and a trailing '/' means everything below.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gate::evidence {

enum class OwnersDialect { github, gitlab };

// A path cut at '/', without empty pieces. The views point into the path.
std::vector<std::string_view> path_segments(std::string_view path);

class OwnersPattern {
 public:
  // `literal_brackets`: '[' and ']' are plain characters instead of a set of characters.
  OwnersPattern(std::string_view text, OwnersDialect dialect, bool literal_brackets = false);

  // Time is at most proportional to pattern size x path size; there is no recursion.
  bool matches(const std::vector<std::string_view>& path) const;

  // What an index needs: every match contains `anchor` as one or more whole segments, from the path's beginning when
  // `rooted`, at any depth otherwise. Empty: nothing is known.
  const std::string& anchor() const { return anchor_; }
  bool rooted() const { return rooted_; }
  // For patterns like `*.js`: every match has a segment that ends in '.' and this. Empty: nothing is known.
  const std::string& extension() const { return extension_; }

 private:
  enum class Kind { literal, glob, any_depth };
  struct Segment {
    Kind kind = Kind::literal;
    std::string text;  // unescaped when literal
  };
  // What may follow the last segment: nothing; nothing or anything below; something below.
  enum class Tail { exact, or_below, below };

  void add_segment(std::string_view text);
  void set_github_tail(bool folder);
  void set_gitlab_tail(bool folder);
  void describe();
  bool segment_matches(const Segment& segment, std::string_view name) const;

  std::vector<Segment> segments_;
  Tail tail_ = Tail::exact;
  bool literal_brackets_ = false;
  bool rooted_ = false;
  std::string anchor_;
  std::string extension_;
};

}  // namespace gate::evidence
