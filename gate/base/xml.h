// XML 1.0 as a stream of events, for reports that other tools write; by expat, whose names stay in xml.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gate {

// The attributes of one element; valid during the call that hands them out.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  // Empty where there is none of that name (namespaces are not resolved).
  std::string_view operator[](std::string_view name) const;
  bool contains(std::string_view name) const;

 private:
  const char** pairs_;
};

// What a reader does with the events. Text comes in pieces of any size.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  virtual void text(std::string_view) {}
};

// Feeds one document to a handler. Declared entities, nesting over 200 elements and a tag over 8 MiB are refused: no
// report has them, and they are how such input attacks a parser.
class XmlParser {
 public:
  using Problem = std::optional<std::string>;  // "is cut off: ..."; to be put behind the file's name

  explicit XmlParser(XmlHandler& handler);
  ~XmlParser();
  XmlParser(const XmlParser&) = delete;
  XmlParser& operator=(const XmlParser&) = delete;

  Problem feed(std::string_view bytes);
  Problem finish();
  // Stops at the event that is being handled; feed() returns `problem`. The first one counts.
  void refuse(std::string problem);
  // Bytes before the current event, from the start of the document.
  std::uint64_t offset() const;
  int depth() const;  // of the element that the event is about; the root has 1

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace gate
