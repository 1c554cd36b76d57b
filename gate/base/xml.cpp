#include "gate/base/xml.h"

#include <expat.h>
#include <fmt/format.h>

#include <new>

namespace gate {
namespace {

constexpr int kDepthLimit = 200;
constexpr std::size_t kTokenLimit = 8u << 20;  // expat scans an unfinished tag again and again

}  // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2)
    if (name == pair[0]) return pair[1];
  return {};
}

bool XmlAttributes::contains(std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2)
    if (name == pair[0]) return true;
  return false;
}

struct XmlParser::State {
  explicit State(XmlHandler& events) : handler(events), parser(XML_ParserCreate(nullptr)) {
    if (parser == nullptr) throw std::bad_alloc();
    XML_SetUserData(parser, this);
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    XML_SetEntityDeclHandler(parser, on_entity);
  }
  ~State() { XML_ParserFree(parser); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void refuse(std::string why) {
    if (!problem) problem = std::move(why);
    XML_StopParser(parser, XML_FALSE);
  }

  static void on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
    auto& state = *static_cast<State*>(self);
    if (++state.depth > kDepthLimit) return state.refuse(fmt::format("is nested deeper than {} elements", kDepthLimit));
    state.handler.start(name, XmlAttributes(attributes));
  }
  static void on_end(void* self, const XML_Char* name) {
    auto& state = *static_cast<State*>(self);
    state.handler.end(name);
    --state.depth;
  }
  static void on_text(void* self, const XML_Char* text, int length) {
    static_cast<State*>(self)->handler.text({text, static_cast<std::size_t>(length)});
  }
  static void on_entity(void* self, const XML_Char*, int, const XML_Char*, int, const XML_Char*, const XML_Char*,
                        const XML_Char*, const XML_Char*) {
    static_cast<State*>(self)->refuse("declares an XML entity; such reports are refused");
  }

  XmlHandler& handler;
  XML_Parser parser;
  Problem problem;
  std::uint64_t fed = 0;
  int depth = 0;
};

XmlParser::XmlParser(XmlHandler& handler) : state_(std::make_unique<State>(handler)) {}
XmlParser::~XmlParser() = default;

XmlParser::Problem XmlParser::feed(std::string_view bytes) {
  state_->fed += bytes.size();
  if (XML_Parse(state_->parser, bytes.data(), static_cast<int>(bytes.size()), 0) != XML_STATUS_OK) {
    if (state_->problem) return state_->problem;
    return fmt::format("is not well-formed XML: {}", XML_ErrorString(XML_GetErrorCode(state_->parser)));
  }
  if (state_->fed - offset() > kTokenLimit) return "has one tag of more than 8 MiB, which no report has";
  return std::nullopt;
}

XmlParser::Problem XmlParser::finish() {
  if (XML_Parse(state_->parser, "", 0, 1) == XML_STATUS_OK) return std::nullopt;
  if (state_->problem) return state_->problem;
  auto code = XML_GetErrorCode(state_->parser);
  if (code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN || code == XML_ERROR_UNCLOSED_CDATA_SECTION)
    return "is cut off: the XML ends before its root is closed; write it anew";
  return fmt::format("is not well-formed XML: {}", XML_ErrorString(code));
}

void XmlParser::refuse(std::string problem) { state_->refuse(std::move(problem)); }

std::uint64_t XmlParser::offset() const {
  auto at = XML_GetCurrentByteIndex(state_->parser);
  return at < 0 ? 0 : static_cast<std::uint64_t>(at);
}

int XmlParser::depth() const { return state_->depth; }

}  // namespace gate
