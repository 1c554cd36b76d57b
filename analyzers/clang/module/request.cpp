#include "analyzers/clang/module/request.h"

#include <llvm/Support/Base64.h>
#include <llvm/Support/Error.h>
#include <llvm/Support/JSON.h>

namespace gate_clang {
namespace {

constexpr std::size_t kLongestPing = 64;

std::string text_of(const llvm::json::Object& object, llvm::StringRef key) {
  auto value = object.getString(key);
  return value ? value->str() : std::string();
}

std::vector<std::string> texts_of(const llvm::json::Object& object, llvm::StringRef key) {
  std::vector<std::string> texts;
  if (const auto* array = object.getArray(key))
    for (const auto& value : *array)
      if (auto text = value.getAsString()) texts.push_back(text->str());
  return texts;
}

// {"text": T}, {"base64": B}, {"link": TARGET}, "later", "refused", or null for absent.
SideFile side_file(const llvm::json::Value* value) {
  SideFile file;
  if (!value) return file;
  if (auto word = value->getAsString()) {
    file.kind = *word == "later" ? SideFile::Kind::later : SideFile::Kind::refused;
  } else if (const auto* object = value->getAsObject()) {
    if (auto text = object->getString("text")) {
      file = {SideFile::Kind::text, text->str(), false};
    } else if (auto target = object->getString("link")) {
      file = {SideFile::Kind::link, target->str(), false};
    } else if (auto encoded = object->getString("base64")) {
      std::vector<char> bytes;
      bool decoded = !llvm::errorToBool(llvm::decodeBase64(*encoded, bytes));
      file.kind = decoded ? SideFile::Kind::text : SideFile::Kind::refused;
      file.text.assign(bytes.begin(), bytes.end());
    }
  }
  return file;
}

void read_files(const llvm::json::Object& object, Request& request) {
  const auto* files = object.getArray("files");
  if (!files) return;
  for (const auto& value : *files) {
    const auto* file = value.getAsObject();
    if (!file) continue;
    std::string path = request.root + "/" + text_of(*file, "path");
    bool changed = file->getBoolean("changed").value_or(true);
    for (bool after : {true, false}) {
      SideFile side = side_file(file->get(after ? "after" : "before"));
      side.changed = changed;
      (after ? request.after : request.before)[path] = std::move(side);
    }
  }
}

}  // namespace

bool is_ping(llvm::StringRef json) {
  if (json.size() > kLongestPing) return false;
  auto document = llvm::json::parse(json);
  if (!document) {
    llvm::consumeError(document.takeError());
    return false;
  }
  const auto* object = document->getAsObject();
  return object && object->getBoolean("ping").value_or(false);
}

std::optional<Request> parse_request(llvm::StringRef json) {
  auto document = llvm::json::parse(json);
  if (!document) {
    llvm::consumeError(document.takeError());
    return std::nullopt;
  }
  const auto* object = document->getAsObject();
  if (!object) return std::nullopt;
  Request request{.root = text_of(*object, "root"),
                  .directory = text_of(*object, "directory"),
                  .arguments = texts_of(*object, "arguments"),
                  .after_file = text_of(*object, "after_file"),
                  .before_file = text_of(*object, "before_file"),
                  .reads = texts_of(*object, "reads"),
                  .after = {},
                  .before = {}};
  if (request.root.empty() || request.directory.empty() || request.after_file.empty()) return std::nullopt;
  read_files(*object, request);
  return request;
}

}  // namespace gate_clang
