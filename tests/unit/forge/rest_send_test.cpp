// Requests that change something: what is sent, what is repeated, and what is not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "gate/forge/rest.h"
#include "tests/unit/forge/test_server.h"

namespace gate::forge {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr const char* kToken = "ghs_secretsecretsecret";

RestClient client_of(const TestServer& server, RestDialect dialect = {}) {
  return {server.url(), kToken, Deadline::in(seconds(20)), milliseconds(5), std::move(dialect)};
}

Answer in_turn(std::vector<std::string> answers) {
  return [answers, at = std::size_t{0}](const Asked&) mutable { return answers[std::min(at++, answers.size() - 1)]; };
}

TEST(RestSend, SendsMethodBodyAndHeaders) {
  const TestServer server(in_turn({respond(201, R"({"id":7})")}));
  const std::string large(200'000, 'x');
  for (const char* method : {"POST", "PATCH", "PUT", "DELETE"}) {
    const auto answer = client_of(server).send(method, "/x?a=b", {{"body", large}});
    ASSERT_TRUE(answer) << answer.error().error.text();
    EXPECT_EQ((*answer)["id"], 7);
    const auto asked = server.asked().back();
    EXPECT_EQ(asked.method, method);
    EXPECT_EQ(asked.target, "/x?a=b");
    EXPECT_EQ(Json::parse(asked.body)["body"], large);
    EXPECT_EQ(asked.headers.at("content-type"), "application/json");
    EXPECT_EQ(asked.headers.at("authorization"), std::string("Bearer ") + kToken);
    EXPECT_EQ(asked.headers.at("x-github-api-version"), "2022-11-28");
  }
}

TEST(RestSend, AnEmptyAnswerIsNull) {
  const TestServer server(in_turn({"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"}));
  const auto answer = client_of(server).send("DELETE", "/x", nullptr);
  ASSERT_TRUE(answer) << answer.error().error.text();
  EXPECT_TRUE(answer->is_null());
  EXPECT_EQ(server.asked().back().body, "");
}

TEST(RestSend, SpeaksAnotherForgesDialect) {
  const TestServer server(in_turn({respond(200, "{}")}));
  const RestDialect dialect{.token_header = "PRIVATE-TOKEN: ", .accept = "application/json", .headers = {"X-A: b"}};
  ASSERT_TRUE(client_of(server, dialect).send("POST", "/x", Json::object()));
  const auto headers = server.asked().back().headers;
  EXPECT_EQ(headers.at("private-token"), kToken);
  EXPECT_EQ(headers.at("x-a"), "b");
  EXPECT_FALSE(headers.contains("authorization"));
  EXPECT_FALSE(headers.contains("x-github-api-version"));
}

TEST(RestSend, APostIsNotRepeatedWhereItMayHaveBeenDone) {
  for (const std::string& broken : {respond(502, ""), respond(201, "{\"i"), std::string()}) {
    const TestServer server(in_turn({broken, respond(201, "{}")}));
    const auto answer = client_of(server).send("POST", "/x", Json::object());
    ASSERT_FALSE(answer);
    EXPECT_TRUE(may_have_been_done(answer.error()));
    EXPECT_EQ(server.asked().size(), 1u);
  }
}

TEST(RestSend, APostIsRepeatedAfterARateLimit) {
  const TestServer server(in_turn({respond(429, "{}", "Retry-After: 0\r\n"), respond(201, "{}")}));
  ASSERT_TRUE(client_of(server).send("POST", "/x", Json::object()));
  EXPECT_EQ(server.asked().size(), 2u);
}

TEST(RestSend, APatchIsRepeated) {
  for (const std::string& broken : {respond(502, ""), respond(200, "{\"i"), std::string()}) {
    const TestServer server(in_turn({broken, respond(200, "{}")}));
    ASSERT_TRUE(client_of(server).send("PATCH", "/x", Json::object()));
    EXPECT_EQ(server.asked().size(), 2u);
  }
}

TEST(RestSend, WhatIsRefusedWasNotDone) {
  const TestServer server(in_turn({respond(403, R"({"message":"Resource not accessible by integration"})")}));
  const auto answer = client_of(server).send("POST", "/x", Json::object());
  ASSERT_FALSE(answer);
  EXPECT_FALSE(may_have_been_done(answer.error()));
  EXPECT_EQ(answer.error().status, 403);
}

TEST(RestSend, IsNeverRedirectedToAnotherHost) {
  const TestServer other(in_turn({respond(200, "{}")}));
  for (const char* method : {"POST", "PATCH", "PUT", "DELETE"}) {
    const TestServer server(in_turn({respond(307, "", "Location: " + other.url() + "/x\r\n")}));
    EXPECT_FALSE(client_of(server).send(method, "/x", Json::object()));
  }
  EXPECT_TRUE(other.asked().empty());
}

TEST(RestSend, IsRepeatedWordForWordOnTheSameHost) {
  const TestServer server([](const Asked& asked) {
    return asked.target == "/x" ? respond(308, "", "Location: /y\r\n") : respond(200, "{}");
  });
  ASSERT_TRUE(client_of(server).send("PATCH", "/x", {{"a", 1}}));
  const auto asked = server.asked();
  ASSERT_EQ(asked.size(), 2u);
  EXPECT_EQ(asked[1].method, "PATCH");
  EXPECT_EQ(asked[1].body, asked[0].body);
  EXPECT_TRUE(asked[1].headers.contains("authorization"));
}

TEST(RestSend, AHeaderCannotAddAnother) {
  const TestServer server(in_turn({respond(200, "{}")}));
  EXPECT_FALSE(client_of(server, {.headers = {"X-A: b\r\nX-Evil: 1"}}).send("POST", "/x", Json::object()));
  EXPECT_TRUE(server.asked().empty());
}

TEST(RestSend, PagesMayBeWithinAnObject) {
  const TestServer server(in_turn({respond(200, R"({"total_count":1,"runs":[1]})")}));
  const auto answer = client_of(server).get_all("/x", "runs");
  ASSERT_TRUE(answer);
  EXPECT_EQ(*answer, Json::array({1}));
  EXPECT_FALSE(client_of(server).get_all("/x", "other"));
  EXPECT_FALSE(client_of(server).get_all("/x"));
}

}  // namespace
}  // namespace gate::forge
