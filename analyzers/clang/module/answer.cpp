// The entry points of gate_clang.so (gate/worker/module.h).
#include <llvm/Support/JSON.h>
#include <llvm/Support/raw_ostream.h>
#include <clang/Basic/Version.inc>

#include "analyzers/clang/module/compile.h"
#include "analyzers/clang/module/request.h"
#include "gate/worker/module.h"

namespace gate_clang {
namespace {

namespace json = llvm::json;

// Names and messages quote source text, which need not be UTF-8.
std::string utf8(llvm::StringRef text) { return json::isUTF8(text) ? text.str() : json::fixUTF8(text); }

json::Object place_json(const SourcePlace& place) {
  json::Object object{{"path", utf8(place.path)},
                      {"line", place.line},
                      {"column", place.column},
                      {"end_line", place.end_line},
                      {"end_column", place.end_column}};
  if (!place.outside.empty()) object["outside"] = utf8(place.outside);
  return object;
}

json::Object diagnostic_json(const Diagnostic& diagnostic) {
  json::Array notes, fix;
  for (const auto& note : diagnostic.notes)
    notes.push_back(json::Object{{"place", place_json(note.place)}, {"message", utf8(note.message)}});
  for (const auto& edit : diagnostic.fix)
    fix.push_back(json::Object{{"place", place_json(edit.place)}, {"text", utf8(edit.text)}});
  return json::Object{{"error", diagnostic.error},
                      {"flag", diagnostic.flag},
                      {"category", diagnostic.category},
                      {"message", utf8(diagnostic.message)},
                      {"place", place_json(diagnostic.place)},
                      {"included_at", place_json(diagnostic.included_at)},
                      {"notes", std::move(notes)},
                      {"fix", std::move(fix)}};
}

json::Array paths_json(const llvm::StringSet<>& paths, llvm::StringRef root) {
  json::Array array;
  for (const auto& entry : paths) {
    llvm::StringRef path = entry.first();
    if (path.consume_front(root)) path.consume_front("/");
    if (json::isUTF8(path)) array.push_back(path.str());
  }
  return array;
}

json::Object side_json(const SideResult& result, const FileLog& log, llvm::StringRef root) {
  json::Array diagnostics;
  for (const auto& diagnostic : result.diagnostics) diagnostics.push_back(diagnostic_json(diagnostic));
  json::Object compiled;
  for (const auto& [path, left_out] : result.compiled) {
    json::Array ranges;
    for (auto [first, last] : left_out) ranges.push_back(json::Array{first, last});
    compiled[utf8(path)] = std::move(ranges);
  }
  json::Object read;
  for (const auto& entry : log.read)
    if (json::isUTF8(entry.first())) read[entry.first().drop_front(root.size() + 1).str()] = entry.second;
  return json::Object{{"problem", utf8(result.problem)},
                      {"diagnostics", std::move(diagnostics)},
                      {"missing_header", utf8(result.missing_header)},
                      {"compiled", std::move(compiled)},
                      {"read", std::move(read)},
                      {"absent", result.missing_header.empty() ? json::Array() : paths_json(log.absent, root)},
                      {"wanted", paths_json(log.wanted, root)},
                      {"refused", paths_json(log.refused, "")}};
}

json::Object compile_side(const Request& request, Side side, bool& clean) {
  const auto& laid_over = side == Side::after ? request.after : request.before;
  llvm::IntrusiveRefCntPtr<GuardedFs> files(new GuardedFs(request, laid_over));
  auto result = compile(request, side, files);
  clean = result.diagnostics.empty() && result.problem.empty();
  return side_json(result, files->log(), request.root);
}

// The side before matters only when there is something to compare: a clean unit costs one compilation.
std::string answer(const Request& request) {
  json::Object document;
  bool clean = false;
  document["after"] = compile_side(request, Side::after, clean);
  if (!clean && !request.before_file.empty()) document["before"] = compile_side(request, Side::before, clean);
  std::string text;
  llvm::raw_string_ostream(text) << json::Value(std::move(document));
  return text;
}

// Says that the module and its libraries load: {"clang": "19.1.7"}.
std::string pong() {
  std::string text;
  llvm::raw_string_ostream(text) << json::Value(json::Object{{"clang", CLANG_VERSION_STRING}});
  return text;
}

}  // namespace
}  // namespace gate_clang

extern "C" __attribute__((visibility("default"))) const char* gate_module_version() { return GATE_VERSION; }

extern "C" __attribute__((visibility("default"))) const char* gate_module_answer(const char* request, size_t size) {
  llvm::StringRef document(request, size);
  static std::string text;
  if (gate_clang::is_ping(document)) {
    text = gate_clang::pong();
  } else {
    auto parsed = gate_clang::parse_request(document);
    if (!parsed) return nullptr;
    text = gate_clang::answer(*parsed);
  }
  return text.c_str();
}
