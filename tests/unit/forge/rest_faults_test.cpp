// What goes wrong between gate and a forge: broken servers, limits, redirects.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <ctime>

#include "gate/forge/rest.h"
#include "tests/unit/forge/test_server.h"

namespace gate::forge {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;

constexpr const char* kToken = "ghs_secretsecretsecret";

RestClient client_of(const TestServer& server, milliseconds time = seconds(20)) {
  return {server.url(), kToken, Deadline::in(time), milliseconds(5)};
}

// The answers one after another, the last again and again.
Answer in_turn(std::vector<std::string> answers) {
  return [answers, at = std::size_t{0}](const Asked&) mutable { return answers[std::min(at++, answers.size() - 1)]; };
}

TEST(RestFaults, TriesAgainAfterServerErrors) {
  const TestServer server(in_turn({respond(502, "<html>"), respond(500, ""), respond(200, "[1]")}));
  const auto answer = client_of(server).get("/x");
  ASSERT_TRUE(answer) << answer.error().error.text();
  EXPECT_EQ(*answer, Json::array({1}));
  EXPECT_EQ(server.asked().size(), 3u);
}

TEST(RestFaults, GivesUpOnAServerThatStaysBroken) {
  const TestServer server(in_turn({respond(503, "")}));
  const auto answer = client_of(server).get("/x");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().status, 503);
  EXPECT_THAT(answer.error().error.text(), HasSubstr("503"));
  EXPECT_EQ(server.asked().size(), 4u);
}

TEST(RestFaults, TriesAgainAfterATruncatedAnswer) {
  const std::string truncated = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1, 2";
  const TestServer server(in_turn({truncated, respond(200, "[2]")}));
  const auto answer = client_of(server).get("/x");
  ASSERT_TRUE(answer) << answer.error().error.text();
  EXPECT_EQ(*answer, Json::array({2}));
}

TEST(RestFaults, TriesAgainAfterGarbage) {
  const TestServer server(in_turn({respond(200, "[1, 2"), "no HTTP at all\r\n\r\n", respond(200, "[3]")}));
  const auto answer = client_of(server).get("/x");
  ASSERT_TRUE(answer) << answer.error().error.text();
  EXPECT_EQ(*answer, Json::array({3}));
}

TEST(RestFaults, SaysThatAnAnswerIsNoJson) {
  const TestServer server(in_turn({respond(200, "<html>captive portal</html>")}));
  const auto answer = client_of(server).get("/x");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().error.kind, ErrorKind::parse);
  EXPECT_THAT(answer.error().error.text(), HasSubstr("no JSON"));
}

TEST(RestFaults, DoesNotRepeatWhatIsRefused) {
  const TestServer server(in_turn({respond(404, R"({"message":"Not Found"})")}));
  const auto answer = client_of(server).get("/x");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().status, 404);
  EXPECT_EQ(server.asked().size(), 1u);
}

TEST(RestFaults, WaitsForARateLimitThatEndsInTime) {
  const TestServer server(in_turn({respond(429, "{}", "Retry-After: 1\r\n"), respond(200, "[]")}));
  EXPECT_TRUE(client_of(server).get("/x"));
  EXPECT_EQ(server.asked().size(), 2u);
}

TEST(RestFaults, DoesNotWaitForARateLimitThatEndsTooLate) {
  const auto reset = std::to_string(std::time(nullptr) + 3600);
  const TestServer server(in_turn({respond(403, R"({"message":"API rate limit exceeded"})",
                                           "X-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: " + reset + "\r\n")}));
  const auto answer = client_of(server).get("/x");
  ASSERT_FALSE(answer);
  EXPECT_THAT(answer.error().error.text(), HasSubstr("rate limit"));
  EXPECT_EQ(server.asked().size(), 1u);
}

TEST(RestFaults, ReadsEveryFormOfRateLimit) {
  auto pause = [](long status, std::map<std::string, std::string> headers, std::string body = "") {
    return rate_limit_pause({status, std::move(headers), std::move(body)}, 1'000);
  };
  EXPECT_EQ(pause(429, {{"retry-after", "7"}}), seconds(7));
  EXPECT_EQ(pause(403, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1010"}}), seconds(11));
  EXPECT_EQ(pause(403, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "900"}}), seconds(1));
  EXPECT_EQ(pause(403, {}, "You have exceeded a secondary rate limit"), seconds(60));
  EXPECT_EQ(pause(429, {{"retry-after", "soon"}}), seconds(60));
  EXPECT_EQ(pause(403, {{"x-ratelimit-remaining", "12"}}), std::nullopt);
  EXPECT_EQ(pause(404, {{"retry-after", "7"}}), std::nullopt);
}

TEST(RestFaults, StopsAtTheDeadlineOfASlowServer) {
  const TestServer server([](const Asked&) {
    std::this_thread::sleep_for(milliseconds(1500));
    return respond(200, "[]");
  });
  const auto answer = client_of(server, milliseconds(200)).get("/x");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().error.kind, ErrorKind::limit);
}

TEST(RestFaults, SaysThatNobodyListens) {
  std::string url;
  {
    const TestServer server(in_turn({""}));
    url = server.url();
  }
  const auto answer = RestClient(url, kToken, Deadline::in(seconds(20)), milliseconds(5)).get("/x");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().status, 0);
  EXPECT_THAT(answer.error().error.text(), HasSubstr("127.0.0.1"));
}

TEST(RestFaults, RefusesAnAnswerOverTheLimit) {
  const TestServer server(in_turn({respond(200, std::string(17u << 20, ' '))}));
  const auto answer = client_of(server).get("/x");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().error.kind, ErrorKind::limit);
  EXPECT_EQ(server.asked().size(), 1u);
}

TEST(RestFaults, RefusesEndlessHeaders) {
  std::string headers;
  for (int i = 0; i < 4000; ++i) headers += "X-Filler-" + std::to_string(i) + ": " + std::string(90, 'x') + "\r\n";
  const TestServer server(in_turn({respond(200, "[]", headers)}));
  EXPECT_FALSE(client_of(server).get("/x"));
}

TEST(RestFaults, FollowsPages) {
  std::string url;
  const TestServer server([&](const Asked& asked) {
    if (asked.target == "/list?per_page=100")
      return respond(200, "[1]",
                     "Link: <" + url + "/list?page=1>; rel=\"first\", <" + url + "/list?page=2>; rel=\"next\"\r\n");
    if (asked.target == "/list?page=2") return respond(200, "[2]", "Link: <" + url + "/list?page=1>; rel=\"prev\"\r\n");
    return respond(404, "{}");
  });
  url = server.url();
  const auto answer = client_of(server).get_all("/list?per_page=100");
  ASSERT_TRUE(answer) << answer.error().error.text();
  EXPECT_EQ(*answer, Json::array({1, 2}));
}

TEST(RestFaults, DoesNotFollowPagesInACircleForEver) {
  std::string url;
  const TestServer server([&](const Asked&) { return respond(200, "[1]", "Link: <" + url + "/l>; rel=\"next\"\r\n"); });
  url = server.url();
  const auto answer = client_of(server).get_all("/l");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().error.kind, ErrorKind::limit);
}

TEST(RestFaults, DoesNotFollowPagesToAnotherHost) {
  const TestServer other(in_turn({respond(200, "[2]")}));
  const TestServer server(in_turn({respond(200, "[1]", "Link: <" + other.url() + "/l>; rel=\"next\"\r\n")}));
  EXPECT_FALSE(client_of(server).get_all("/l"));
  EXPECT_TRUE(other.asked().empty());
}

TEST(RestFaults, ARedirectToAnotherHostCarriesNoToken) {
  const TestServer other(in_turn({respond(200, "[2]")}));
  const TestServer server(in_turn({respond(302, "", "Location: " + other.url() + "/moved\r\n")}));
  const auto answer = client_of(server).get("/x");
  ASSERT_TRUE(answer) << answer.error().error.text();
  ASSERT_EQ(other.asked().size(), 1u);
  EXPECT_FALSE(other.asked()[0].headers.contains("authorization"));
}

TEST(RestFaults, ARedirectOnTheSameHostKeepsTheToken) {
  const TestServer server([](const Asked& asked) {
    return asked.target == "/x" ? respond(301, "", "Location: /renamed\r\n") : respond(200, "[2]");
  });
  ASSERT_TRUE(client_of(server).get("/x"));
  EXPECT_TRUE(server.asked().back().headers.contains("authorization"));
}

TEST(RestFaults, ARedirectThatComesBackCarriesNoTokenAnyMore) {
  std::string back;
  const TestServer other([&](const Asked&) { return respond(302, "", "Location: " + back + "/end\r\n"); });
  const TestServer server([&](const Asked& asked) {
    return asked.target == "/x" ? respond(302, "", "Location: " + other.url() + "/\r\n") : respond(200, "[]");
  });
  back = server.url();
  ASSERT_TRUE(client_of(server).get("/x"));
  EXPECT_FALSE(server.asked().back().headers.contains("authorization"));
}

TEST(RestFaults, RefusesRedirectsInACircle) {
  const TestServer server(in_turn({respond(302, "", "Location: /x\r\n")}));
  EXPECT_FALSE(client_of(server).get("/x"));
}

TEST(RestFaults, SpeaksPlainHttpOnlyToThisMachine) {
  for (const auto* url : {"http://example.invalid", "http://127.0.0.1.example.invalid", "file:///etc/passwd",
                          "ftp://127.0.0.1", "http://10.0.0.1", "nonsense", ""}) {
    const auto answer = RestClient(url, kToken, Deadline::in(seconds(5))).get("/x");
    ASSERT_FALSE(answer) << url;
    EXPECT_EQ(answer.error().error.kind, ErrorKind::usage) << url << ": " << answer.error().error.text();
  }
  const TestServer server(in_turn({respond(302, "", "Location: http://example.invalid/\r\n")}));
  const auto answer = client_of(server).get("/x");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().error.kind, ErrorKind::usage);
}

TEST(RestFaults, RefusesATokenThatWouldAddAHeader) {
  const TestServer server(in_turn({respond(200, "[]")}));
  EXPECT_FALSE(RestClient(server.url(), "a\r\nX-Evil: 1", Deadline::in(seconds(5))).get("/x"));
  EXPECT_TRUE(server.asked().empty());
}

TEST(RestFaults, ReadsLinkHeaders) {
  EXPECT_EQ(next_link(R"(<https://a/b?page=2>; rel="next", <https://a/b?page=9>; rel="last")"), "https://a/b?page=2");
  EXPECT_EQ(next_link(R"(<https://a/1>; rel="prev",<https://a/3>;rel=next)"), "https://a/3");
  EXPECT_EQ(next_link(R"(<https://a/1>; rel="prev")"), "");
  EXPECT_EQ(next_link(""), "");
  EXPECT_EQ(next_link("<<<>"), "");
}

}  // namespace
}  // namespace gate::forge
