// The files of both sides that a worker must not take from the disk.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "gate/analyzer.h"
#include "gate/base/json.h"

namespace gate::clang {

bool is_c_family(std::string_view path);

// Starts with the change's files: those of the C family with their contents, others by name. What the disk turns out to
// have otherwise than the head tree is added on the way. Safe from several threads.
class Overlay {
 public:
  // `view` and `tree` (the head tree) must outlive it. Contents beyond 48 MiB in all are refused to the workers.
  Overlay(const ChangeView& view, const std::vector<TreeFile>& tree);

  // The request's "files".
  Json files() const;

  // From a side's answer: adds what the worker took from the disk though the head tree has it otherwise ("read"), did
  // not find on the disk though the head tree has it ("absent"), and asked for ("wanted"). True when anything was
  // added: the worker must be asked again.
  bool learn(const Json& side);

 private:
  struct Entry {
    Json before, after;
    bool changed = true;
  };
  void add_changed(const ChangedFile& file, bool with_text);
  bool add_from_tree(const std::string& path);
  Json contents(const BlobRef& blob);

  const ChangeView& view_;
  std::unordered_map<std::string, const BlobRef*> tree_;
  mutable std::mutex mutex_;
  std::map<std::string, Entry> entries_;
  std::uint64_t bytes_ = 0;
};

}  // namespace gate::clang
