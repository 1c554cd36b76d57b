#include "analyzers/clang/module/collector.h"

#include <clang/Basic/DiagnosticIDs.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Lex/LexDiagnostic.h>
#include <clang/Lex/Lexer.h>

#include <algorithm>

namespace gate_clang {
namespace {

constexpr std::size_t kMostDiagnostics = 200;
constexpr std::size_t kMostErrors = 20;  // as the compiler's own limit: what follows is mostly echo
constexpr std::size_t kMostNotes = 8;

bool is_missing_file(unsigned id) {
  return id == clang::diag::err_pp_file_not_found ||
         id == clang::diag::err_pp_file_not_found_angled_include_not_fatal || id == clang::diag::err_cannot_open_file;
}

}  // namespace

void Collector::HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& info) {
  DiagnosticConsumer::HandleDiagnostic(level, info);
  if (!missing_header_.empty()) return;
  llvm::SmallString<128> text;
  info.FormatDiagnostic(text);
  std::string message = text.str().str();
  if (level == clang::DiagnosticsEngine::Note) return add_note(info, std::move(message));
  bool error = level >= clang::DiagnosticsEngine::Error;
  in_passed_over_ = level < clang::DiagnosticsEngine::Warning || diagnostics_.size() >= kMostDiagnostics ||
                    (error ? errors_ >= kMostErrors : !is_of_interest(info));
  if (in_passed_over_) return;
  errors_ += error;
  add(error, info, std::move(message));
  if (is_missing_file(info.getID()))
    missing_header_ = info.getNumArgs() > 0 && info.getArgKind(0) == clang::DiagnosticsEngine::ak_std_string
                          ? info.getArgStdStr(0)
                          : "a file";
}

bool Collector::is_of_interest(const clang::Diagnostic& info) const {
  if (!info.hasSourceManager() || info.getLocation().isInvalid()) return false;
  const auto& sources = info.getSourceManager();
  auto file = sources.getFileID(sources.getFileLoc(info.getLocation()));
  if (file == sources.getMainFileID()) return true;
  auto entry = sources.getFileEntryRefForID(file);
  return entry && files_.is_changed(entry->getName());
}

void Collector::add(bool error, const clang::Diagnostic& info, std::string message) {
  Diagnostic diagnostic;
  diagnostic.error = error;
  diagnostic.flag = info.getDiags()->getDiagnosticIDs()->getWarningOptionForDiag(info.getID()).str();
  auto category = clang::DiagnosticIDs::getCategoryNumberForDiag(info.getID());
  diagnostic.category = clang::DiagnosticIDs::getCategoryNameFromID(category).str();
  diagnostic.message = std::move(message);
  diagnostic.place = place_of(info);
  if (diagnostic.place.path.empty() && info.hasSourceManager())
    diagnostic.included_at = inclusion_of(info.getLocation(), info.getSourceManager());
  for (const auto& hint : info.getFixItHints()) {
    auto place = place_of(hint.RemoveRange, info.getSourceManager());
    bool simple = hint.InsertFromRange.isInvalid() && !place.path.empty() && place.path == diagnostic.place.path;
    if (!simple) {
      diagnostic.fix.clear();
      break;
    }
    diagnostic.fix.push_back({place, hint.CodeToInsert});
  }
  diagnostics_.push_back(std::move(diagnostic));
}

void Collector::add_note(const clang::Diagnostic& info, std::string message) {
  if (in_passed_over_ || diagnostics_.empty() || diagnostics_.back().notes.size() >= kMostNotes) return;
  auto place = place_of(info);
  if (!place.path.empty()) diagnostics_.back().notes.push_back({std::move(place), std::move(message)});
}

void Collector::name_file(SourcePlace& place, clang::FileID file, const clang::SourceManager& sources) const {
  auto entry = sources.getFileEntryRefForID(file);
  if (!entry) return;
  place.path = files_.path_in_root(entry->getName());
  if (place.path.empty()) place.outside = entry->getName().str();
}

SourcePlace Collector::place_of(const clang::Diagnostic& info) const {
  if (!info.hasSourceManager() || info.getLocation().isInvalid()) return {};
  const auto& sources = info.getSourceManager();
  auto start = sources.getFileLoc(info.getLocation());
  auto [file, offset] = sources.getDecomposedLoc(start);
  SourcePlace place;
  name_file(place, file, sources);
  place.line = place.end_line = sources.getLineNumber(file, offset);
  place.column = sources.getColumnNumber(file, offset);
  place.end_column = place.column + std::max(1U, clang::Lexer::MeasureTokenLength(start, sources, language_));
  // The range that the diagnostic underlines, where it begins at the place itself or around it.
  for (const auto& range : info.getRanges()) {
    auto plain = clang::Lexer::makeFileCharRange(range, sources, language_);
    if (plain.isInvalid()) continue;
    auto [begin_file, begin] = sources.getDecomposedLoc(plain.getBegin());
    auto [end_file, end] = sources.getDecomposedLoc(plain.getEnd());
    if (begin_file != file || end_file != file || begin > offset || end <= offset) continue;
    place.end_line = sources.getLineNumber(file, end);
    place.end_column = sources.getColumnNumber(file, end);
  }
  return place;
}

SourcePlace Collector::place_of(clang::CharSourceRange range, const clang::SourceManager& sources) const {
  auto plain = clang::Lexer::makeFileCharRange(range, sources, language_);
  if (plain.isInvalid()) return {};
  auto [file, begin] = sources.getDecomposedLoc(plain.getBegin());
  auto [end_file, end] = sources.getDecomposedLoc(plain.getEnd());
  if (file != end_file) return {};
  SourcePlace place;
  name_file(place, file, sources);
  place.line = sources.getLineNumber(file, begin);
  place.column = sources.getColumnNumber(file, begin);
  place.end_line = sources.getLineNumber(file, end);
  place.end_column = sources.getColumnNumber(file, end);
  return place;
}

// Walks out of the includes to the first file below the root.
SourcePlace Collector::inclusion_of(clang::SourceLocation location, const clang::SourceManager& sources) const {
  while (location.isValid()) {
    location = sources.getIncludeLoc(sources.getFileID(sources.getFileLoc(location)));
    if (location.isInvalid()) break;
    auto [file, offset] = sources.getDecomposedLoc(location);
    SourcePlace place;
    name_file(place, file, sources);
    if (place.path.empty()) continue;
    place.line = place.end_line = sources.getLineNumber(file, offset);
    place.column = sources.getColumnNumber(file, offset);
    place.end_column = place.column + 1;
    return place;
  }
  return {};
}

}  // namespace gate_clang
