// Turns Clang's diagnostics into plain values with places.
#pragma once

#include <clang/Basic/Diagnostic.h>
#include <clang/Basic/LangOptions.h>

#include <string>
#include <vector>

#include "analyzers/clang/module/guarded_fs.h"

namespace gate_clang {

// 1-based, columns in bytes, the end exclusive. Line 0: no place in a file.
struct SourcePlace {
  std::string path;     // below the root, or "" when it lies elsewhere
  std::string outside;  // the path as the compiler names it, when elsewhere
  unsigned line = 0, column = 0, end_line = 0, end_column = 0;
};

struct Note {
  SourcePlace place;
  std::string message;
};

struct Replacement {
  SourcePlace place;
  std::string text;
};

struct Diagnostic {
  bool error = false;
  std::string flag;      // "unused-variable"; empty for most errors
  std::string category;  // "Semantic Issue"
  std::string message;
  SourcePlace place;
  SourcePlace included_at;  // where the file of `place` enters the files below the root, when it lies elsewhere
  std::vector<Note> notes;
  std::vector<Replacement> fix;
};

// Collects at most 200 diagnostics with 20 errors among them, and after the first missing header none: what follows is
// its echo. Warnings in headers that the change leaves alone are passed over, since function bodies there are not read.
class Collector : public clang::DiagnosticConsumer {
 public:
  explicit Collector(GuardedFs& files) : files_(files) {}

  void BeginSourceFile(const clang::LangOptions& options, const clang::Preprocessor*) override { language_ = options; }
  void HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& info) override;

  std::vector<Diagnostic> take() { return std::move(diagnostics_); }
  const std::string& missing_header() const { return missing_header_; }

 private:
  SourcePlace place_of(const clang::Diagnostic& info) const;
  SourcePlace place_of(clang::CharSourceRange range, const clang::SourceManager& sources) const;
  void name_file(SourcePlace& place, clang::FileID file, const clang::SourceManager& sources) const;
  SourcePlace inclusion_of(clang::SourceLocation location, const clang::SourceManager& sources) const;
  bool is_of_interest(const clang::Diagnostic& info) const;
  void add(bool error, const clang::Diagnostic& info, std::string message);
  void add_note(const clang::Diagnostic& info, std::string message);

  GuardedFs& files_;
  clang::LangOptions language_;
  std::vector<Diagnostic> diagnostics_;
  std::string missing_header_;
  std::size_t errors_ = 0;
  bool in_passed_over_ = false;  // notes of a diagnostic that was passed over go with it
};

}  // namespace gate_clang
