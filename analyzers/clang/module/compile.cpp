#include "analyzers/clang/module/compile.h"

#include <clang/AST/ASTConsumer.h>
#include <clang/AST/DeclGroup.h>
#include <clang/Basic/Diagnostic.h>
#include <clang/Basic/Version.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendAction.h>
#include <clang/Frontend/Utils.h>
#include <clang/Lex/PPCallbacks.h>
#include <clang/Lex/Preprocessor.h>
#include <clang/Lex/PreprocessorOptions.h>
#include <dlfcn.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/Path.h>

#include <set>

namespace gate_clang {
namespace {

class BodySkipper : public clang::ASTConsumer {
 public:
  BodySkipper(const clang::SourceManager& sources, GuardedFs& files) : sources_(sources), files_(files) {}

  bool HandleTopLevelDecl(clang::DeclGroupRef group) override {
    for (const auto* decl : group) source_begun_ = source_begun_ || file_of(*decl) == sources_.getMainFileID();
    return true;
  }

  bool shouldSkipFunctionBody(clang::Decl* decl) override {
    if (source_begun_) return false;
    auto file = file_of(*decl);
    if (file != last_file_) {
      last_file_ = file;
      auto entry = sources_.getFileEntryRefForID(file);
      skip_ = file != sources_.getMainFileID() && entry && !files_.is_changed(entry->getName());
    }
    return skip_;
  }

 private:
  clang::FileID file_of(const clang::Decl& decl) const {
    return sources_.getFileID(sources_.getExpansionLoc(decl.getLocation()));
  }

  const clang::SourceManager& sources_;
  GuardedFs& files_;
  bool source_begun_ = false;
  clang::FileID last_file_;
  bool skip_ = false;
};

// Notes which changed files were entered, and which of their lines conditions left out the first time.
class Watcher : public clang::PPCallbacks {
 public:
  Watcher(const clang::SourceManager& sources, GuardedFs& files, SideResult& result)
      : sources_(sources), files_(files), result_(result) {}

  void FileChanged(clang::SourceLocation location, FileChangeReason reason, clang::SrcMgr::CharacteristicKind,
                   clang::FileID) override {
    if (reason != EnterFile) return;
    auto file = sources_.getFileID(location);
    auto entry = sources_.getFileEntryRefForID(file);
    if (!entry || !files_.is_changed(entry->getName())) return;
    auto path = files_.path_in_root(entry->getName());
    if (!path.empty() && result_.compiled.try_emplace(path).second) first_.insert(file);
  }

  void SourceRangeSkipped(clang::SourceRange range, clang::SourceLocation) override {
    auto file = sources_.getFileID(range.getBegin());
    if (!first_.contains(file)) return;
    auto path = files_.path_in_root(sources_.getFileEntryRefForID(file)->getName());
    result_.compiled[path].emplace_back(sources_.getExpansionLineNumber(range.getBegin()),
                                        sources_.getExpansionLineNumber(range.getEnd()));
  }

 private:
  const clang::SourceManager& sources_;
  GuardedFs& files_;
  SideResult& result_;
  std::set<clang::FileID> first_;
};

class Action : public clang::ASTFrontendAction {
 public:
  Action(GuardedFs& files, SideResult& result) : files_(files), result_(result) {}

 protected:
  bool BeginSourceFileAction(clang::CompilerInstance& compiler) override {
    auto& preprocessor = compiler.getPreprocessor();
    preprocessor.addPPCallbacks(std::make_unique<Watcher>(compiler.getSourceManager(), files_, result_));
    return true;
  }

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& compiler, llvm::StringRef) override {
    return std::make_unique<BodySkipper>(compiler.getSourceManager(), files_);
  }

 private:
  GuardedFs& files_;
  SideResult& result_;
};

// The last error of the driver, in case it makes no compilation out of the command.
class DriverErrors : public clang::DiagnosticConsumer {
 public:
  void HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& info) override {
    if (level < clang::DiagnosticsEngine::Error) return;
    llvm::SmallString<128> text;
    info.FormatDiagnostic(text);
    last_ = text.str().str();
  }
  const std::string& last() const { return last_; }

 private:
  std::string last_;
};

// Clang's own headers: beside this module in a package, else where they lay when it was built.
std::string resource_folder() {
  Dl_info info;
  if (dladdr(reinterpret_cast<void*>(&resource_folder), &info) != 0 && info.dli_fname != nullptr) {
    llvm::SmallString<256> folder(llvm::sys::path::parent_path(info.dli_fname));
    llvm::sys::path::append(folder, "clang", CLANG_VERSION_MAJOR_STRING);
    if (llvm::sys::fs::exists(folder + "/include/stddef.h")) return folder.str().str();
  }
  return GATE_CLANG_RESOURCES;
}

std::shared_ptr<clang::CompilerInvocation> invocation(const Request& request, Side side,
                                                      const llvm::IntrusiveRefCntPtr<GuardedFs>& files,
                                                      std::string& problem) {
  const auto resources = resource_folder();
  std::vector<const char*> command{"/usr/bin/clang", "-fsyntax-only", "-resource-dir", resources.c_str()};
  for (const auto& argument : request.arguments) command.push_back(argument.c_str());
  command.push_back("--");
  command.push_back(side == Side::after ? request.after_file.c_str() : request.before_file.c_str());

  DriverErrors errors;
  clang::CreateInvocationOptions options;
  options.VFS = files;
  options.RecoverOnError = true;
  options.Diags = clang::CompilerInstance::createDiagnostics(new clang::DiagnosticOptions, &errors, false);
  std::shared_ptr<clang::CompilerInvocation> made = clang::createInvocation(command, options);
  if (!made) problem = errors.last().empty() ? "the command compiles nothing" : errors.last();
  return made;
}

// Nothing that the command could have smuggled in runs, is written, or is read precompiled.
void restrain(clang::CompilerInvocation& invocation) {
  auto& frontend = invocation.getFrontendOpts();
  frontend.ProgramAction = clang::frontend::ParseSyntaxOnly;
  frontend.SkipFunctionBodies = true;
  frontend.DisableFree = true;
  frontend.Plugins.clear();
  frontend.PluginArgs.clear();
  frontend.AddPluginActions.clear();
  frontend.LLVMArgs.clear();
  frontend.OutputFile.clear();
  invocation.getDependencyOutputOpts() = clang::DependencyOutputOptions();
  invocation.getPreprocessorOpts().ImplicitPCHInclude.clear();
  auto& diagnostics = invocation.getDiagnosticOpts();
  diagnostics.ErrorLimit = 0;
  diagnostics.ShowCarets = false;
  diagnostics.DiagnosticSerializationFile.clear();
  diagnostics.DiagnosticLogFile.clear();
}

}  // namespace

SideResult compile(const Request& request, Side side, llvm::IntrusiveRefCntPtr<GuardedFs> files) {
  SideResult result;
  auto made = invocation(request, side, files, result.problem);
  if (!made) return result;
  restrain(*made);

  Collector collector(*files);
  clang::CompilerInstance compiler;
  compiler.setInvocation(std::move(made));
  compiler.createDiagnostics(&collector, /*ShouldOwnClient=*/false);
  // A missing header would end the compilation, and the headers after it would stay unknown.
  compiler.getDiagnostics().setFatalsAsError(true);
  compiler.setFileManager(new clang::FileManager(compiler.getFileSystemOpts(), files));
  compiler.createSourceManager(compiler.getFileManager());

  Action action(*files, result);
  compiler.ExecuteAction(action);
  result.diagnostics = collector.take();
  result.missing_header = collector.missing_header();
  return result;
}

}  // namespace gate_clang
