// One running process of a plugin that speaks the protocol: started, greeted, asked, ended.
#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>

#include "analyzers/plugins/protocol.h"
#include "analyzers/plugins/workspace.h"
#include "gate/base/deadline.h"
#include "gate/worker/session.h"

namespace gate::plugins {

// Used by one thread at a time. Errors name the plugin; after one the process is gone and every further call fails.
class Conversation {
 public:
  // Starts the program in the cell `name` of the workspace (which must outlive it) and greets it. `executable` is
  // gate's own path, the host of shared objects.
  static Expected<Conversation> start(const PluginSpec& plugin, const Workspace& workspace, const std::string& name,
                                      const std::string& executable, const Deadline& deadline);

  Expected<Answer> analyze(std::span<const FileTexts> files, const Deadline& deadline);
  // The end of its input, and of it: an error when it wrote what nobody asked for.
  Expected<void> finish() { return session_.finish(); }

  const Hello& hello() const { return hello_; }
  std::string sandbox() const { return session_.sandbox().text(); }
  std::chrono::milliseconds start_time() const { return start_time_; }  // until it had answered the greeting

 private:
  Conversation(const PluginSpec& plugin, worker::Session session, Hello hello, std::chrono::milliseconds start_time)
      : plugin_(&plugin), session_(std::move(session)), hello_(std::move(hello)), start_time_(start_time) {}

  const PluginSpec* plugin_;
  worker::Session session_;
  Hello hello_;
  std::chrono::milliseconds start_time_;
  std::uint64_t last_id_ = 0;
};

}  // namespace gate::plugins
