// `gate --worker so PATH`: the process protocol (docs/plugins.md) spoken for a shared object.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <string>

#include "gate/base/text.h"
#include "gate/worker/so_file.h"
#include "gate/worker/so_object.h"
#include "gate/worker/streams.h"
#include "gate/worker/worker.h"

namespace gate::worker {
namespace {

constexpr std::size_t kMostFindings = 100'000;  // of one file
constexpr std::size_t kMostLogs = 100;          // of one request
constexpr const char* kLevels[] = {"info", "warning", "error"};

// What the plugin's calls reach.
struct Host : gate_host {
  const gate_plugin_descriptor* plugin = nullptr;
  const ObjectFile* file = nullptr;  // the one that is looked at; null: none
  Json findings = Json::array(), logs = Json::array();
  std::size_t of_file = 0;
  std::string problem;  // of a report that makes no sense
  std::string last_error;
};

Host& own(const gate_host* host) { return *const_cast<Host*>(static_cast<const Host*>(host)); }

int report(const gate_host* given, const gate_finding* finding) {
  Host& host = own(given);
  if (!host.problem.empty()) return -1;
  if (host.file == nullptr || finding == nullptr) {
    host.problem = "it reported nothing, or while no file was looked at";
  } else if (++host.of_file > kMostFindings) {
    host.problem = fmt::format("it reported more than {} findings in one file", kMostFindings);
  } else if (auto json = host.file->finding(*finding, *host.plugin)) {
    host.findings.push_back(std::move(*json));
  } else {
    host.problem = json.error().message;
  }
  return host.problem.empty() ? 0 : -1;
}

void log(const gate_host* given, std::int32_t level, const char* text) {
  Host& host = own(given);
  if (text == nullptr || level < GATE_LOG_INFO || level > GATE_LOG_ERROR) return;
  if (level == GATE_LOG_ERROR) host.last_error = text;
  if (host.logs.size() < kMostLogs) host.logs.push_back({{"level", kLevels[level]}, {"message", text}});
}

class ObjectServer {
 public:
  ObjectServer(const gate_plugin_descriptor& plugin, int out) : plugin_(plugin), out_(out) {
    host_.abi = GATE_PLUGIN_ABI;
    host_.version = GATE_VERSION;
    host_.report = report;
    host_.log = log;
    host_.plugin = &plugin;
  }

  // Until the end of stdin.
  Expected<void> run() {
    LineReader lines(STDIN_FILENO);
    while (auto line = lines.next()) {
      auto request = parse_json(*line, "the request");
      if (!request) return std::unexpected(request.error());
      auto answer = answer_to(*request);
      if (!answer) return std::unexpected(answer.error());
      if (!write_all(out_, dump_json(*answer) + "\n")) return fail(ErrorKind::io, "nobody reads the answers");
    }
    if (started_ && plugin_.stop != nullptr) plugin_.stop(state_);
    return {};
  }

 private:
  Expected<Json> answer_to(const Json& request) {
    std::string type = request.is_object() ? request.value("type", "") : "";
    if (type == "hello" && !started_) return start(request);
    if (type == "analyze" && started_) return analyze(request);
    return fail(ErrorKind::parse, "request \"" + type + "\" is not one of protocol 1, or comes out of turn");
  }

  Expected<Json> start(const Json& request) {
    if (request.value("protocol", 0) != 1) return fail(ErrorKind::parse, "the request is not of protocol 1");
    options_ = request.contains("options") ? dump_json(request["options"]) : "{}";
    host_.options = options_.c_str();
    if (plugin_.start != nullptr && plugin_.start(&host_, &state_) != 0) {
      std::string why = host_.last_error.empty() ? "it did not say why" : host_.last_error;
      return fail(ErrorKind::unavailable, "it cannot start: " + why);
    }
    started_ = true;
    return hello_of(plugin_);
  }

  Expected<Json> analyze(const Json& request) {
    if (!request.contains("id") || !request.contains("files") || !request["files"].is_array()) {
      return fail(ErrorKind::parse, "the request has no id or no files");
    }
    for (const Json& json : request["files"]) {
      auto file = ObjectFile::read(json);
      if (!file) return std::unexpected(file.error());
      host_.file = file->get();
      host_.of_file = 0;
      plugin_.analyze(&(*file)->view(), &host_, state_);
      host_.file = nullptr;
      if (!host_.problem.empty()) {
        return fail(ErrorKind::parse, host_.problem, printable(to_utf8((*file)->view().path)));
      }
    }
    return Json{{"type", "result"},
                {"id", request["id"]},
                {"findings", std::exchange(host_.findings, Json::array())},
                {"logs", std::exchange(host_.logs, Json::array())}};
  }

  const gate_plugin_descriptor& plugin_;
  int out_;
  Host host_;
  std::string options_ = "{}";
  void* state_ = nullptr;
  bool started_ = false;
};

}  // namespace

void serve_object(const std::string& path) {
  int out = take_stdout();
  auto plugin = open_object(path);
  Expected<void> served = plugin ? ObjectServer(**plugin, out).run() : std::unexpected(plugin.error());
  std::fflush(nullptr);
  if (!served) std::cerr << served.error().text() << std::endl;
  // The object's destructors have nothing to do that matters.
  _exit(served ? 0 : 1);
}

}  // namespace gate::worker
