// Appends JSON to a string, member by member in the order written: documents of 100,000 findings need no tree of
// values.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace gate::report {

// Containers nested deeper than `open_levels` are written on one line. The caller keeps the grammar: in an object each
// value follows a key. Characters that could harm a terminal or mislead a reader (controls, bidi, invisible) are
// written as \uNNNN, which loses nothing; bytes that are not UTF-8 become U+FFFD.
class JsonWriter {
 public:
  explicit JsonWriter(int open_levels) : open_levels_(open_levels) {}

  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }
  void key(std::string_view name);  // written as it is: names are ours

  void value(std::string_view text);
  void value(const char* text) { value(std::string_view(text)); }
  void value(bool truth);
  void value(double number);  // null when not finite
  void value(std::integral auto number) { raw(std::to_string(number)); }
  void null() { raw("null"); }

  template <class T>
  void member(std::string_view name, const T& what) {
    key(name);
    value(what);
  }
  // As `member`, but nothing at all for an empty text.
  void member_unless_empty(std::string_view name, std::string_view text) {
    if (!text.empty()) member(name, text);
  }
  void object(std::string_view name) {
    key(name);
    begin_object();
  }
  void array(std::string_view name) {
    key(name);
    begin_array();
  }

  // The document, ended by a newline.
  std::string take();

 private:
  void begin(char bracket);
  void end(char bracket);
  void separate();
  void break_line();
  void raw(std::string_view text);
  void append_string(std::string_view text);

  std::string out_;
  int open_levels_;
  int depth_ = 0;
  bool first_ = true;  // nothing stands in the innermost container yet
  bool after_key_ = false;
};

}  // namespace gate::report
