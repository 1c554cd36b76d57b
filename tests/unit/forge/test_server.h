// A small HTTP server on loopback that answers as a test tells it to, also wrongly.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace gate::forge {

struct Asked {
  std::string method;                          // "GET"
  std::string target;                          // path and query
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

// What goes over the wire, byte for byte; the connection is closed after it.
using Answer = std::function<std::string(const Asked&)>;

class TestServer {
 public:
  explicit TestServer(Answer answer);
  ~TestServer();
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  std::vector<Asked> asked() const;

 private:
  void serve();
  void answer_one(int connection);

  Answer answer_;
  int listener_ = -1;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::vector<Asked> asked_;
  std::jthread thread_;
};

// A whole response with its Content-Length; `headers` are complete lines, each with CRLF.
std::string respond(int status, const std::string& body, const std::string& headers = "");

}  // namespace gate::forge
