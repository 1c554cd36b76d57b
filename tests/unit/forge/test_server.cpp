#include "tests/unit/forge/test_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

#include "gate/base/text.h"

namespace gate::forge {

TestServer::TestServer(Answer answer) : answer_(std::move(answer)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener_, 16) != 0 ||
      getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("no loopback socket");
  port_ = ntohs(address.sin_port);
  thread_ = std::jthread([this] { serve(); });
}

TestServer::~TestServer() {
  shutdown(listener_, SHUT_RDWR);
  thread_.join();
  close(listener_);
}

std::vector<Asked> TestServer::asked() const {
  const std::lock_guard lock(mutex_);
  return asked_;
}

void TestServer::serve() {
  for (int connection; (connection = accept(listener_, nullptr, nullptr)) >= 0;) {
    answer_one(connection);
    close(connection);
  }
}

void TestServer::answer_one(int connection) {
  std::string text;
  char buffer[4096];
  while (!text.contains("\r\n\r\n")) {
    const auto count = recv(connection, buffer, sizeof buffer, 0);
    if (count <= 0) return;
    text.append(buffer, static_cast<std::size_t>(count));
  }
  Asked asked;
  const auto end = text.find("\r\n\r\n") + 4;
  asked.body = text.substr(end);
  text.resize(end);
  const auto lines = split_lines(text);
  asked.method = split(lines[0], ' ').at(0);
  asked.target = split(lines[0], ' ').at(1);
  for (const auto line : lines) {
    if (const auto colon = line.find(": "); colon != std::string_view::npos)
      asked.headers[lower(line.substr(0, colon))] = line.substr(colon + 2);
  }
  const auto length = asked.headers.contains("content-length") ? std::stoul(asked.headers["content-length"]) : 0;
  while (asked.body.size() < length) {
    const auto count = recv(connection, buffer, sizeof buffer, 0);
    if (count <= 0) return;
    asked.body.append(buffer, static_cast<std::size_t>(count));
  }
  {
    const std::lock_guard lock(mutex_);
    asked_.push_back(asked);
  }
  const auto reply = answer_(asked);
  for (std::size_t sent = 0; sent < reply.size();) {
    const auto count = send(connection, reply.data() + sent, reply.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) return;
    sent += static_cast<std::size_t>(count);
  }
}

std::string respond(int status, const std::string& body, const std::string& headers) {
  return "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\nConnection: close\r\n" + headers + "\r\n" + body;
}

}  // namespace gate::forge
