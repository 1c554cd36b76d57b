#include "analyzers/plugins/conversation.h"

namespace gate::plugins {

Expected<Conversation> Conversation::start(const PluginSpec& plugin, const Workspace& workspace,
                                           const std::string& name, const std::string& executable,
                                           const Deadline& deadline) {
  auto begin = std::chrono::steady_clock::now();
  auto cell = workspace.cell(name);
  if (!cell) return std::unexpected(cell.error());
  worker::SessionSpec spec = workspace.session(*cell);
  spec.argv = plugin.so.empty() ? workspace.words() : worker::so_argv(executable, workspace.program());
  spec.deadline = deadline;
  auto session = worker::Session::start(spec);
  if (!session) return std::unexpected(session.error());
  auto answer = session->exchange(hello_request(plugin), deadline);
  if (!answer) return std::unexpected(answer.error());
  auto hello = read_hello(*answer, plugin);
  if (!hello) return std::unexpected(hello.error());
  auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
  return Conversation(plugin, std::move(*session), std::move(*hello), spent);
}

Expected<Answer> Conversation::analyze(std::span<const FileTexts> files, const Deadline& deadline) {
  auto answer = session_.exchange(analyze_request(++last_id_, files), deadline);
  if (!answer) return std::unexpected(answer.error());
  return read_answer(*answer, last_id_, files, *plugin_, hello_);
}

}  // namespace gate::plugins
