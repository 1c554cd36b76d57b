#include "gate/forge/certificates.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

namespace gate::forge {
namespace {

struct Machine {
  std::map<std::string, std::string> variables;
  std::set<std::string> files;

  std::string found() const {
    auto certificates = find_certificates(
        [this](const std::string& name) -> std::optional<std::string> {
          auto at = variables.find(name);
          return at == variables.end() ? std::nullopt : std::optional(at->second);
        },
        [this](const char* path) { return files.contains(path); });
    return certificates.file + "|" + certificates.folder;
  }
};

constexpr const char* kDebian = "/etc/ssl/certs/ca-certificates.crt";
constexpr const char* kRedHat = "/etc/pki/tls/certs/ca-bundle.crt";

TEST(Certificates, OfTheMachineWhereverItKeepsThem) {
  EXPECT_EQ((Machine{{}, {kDebian}}.found()), std::string(kDebian) + "|");
  EXPECT_EQ((Machine{{}, {kRedHat}}.found()), std::string(kRedHat) + "|");
  EXPECT_EQ((Machine{{}, {"/etc/ssl/ca-bundle.pem"}}.found()), "/etc/ssl/ca-bundle.pem|");
}

TEST(Certificates, NoneLeaveItToTheLibrary) { EXPECT_EQ(Machine{}.found(), "|"); }

TEST(Certificates, TheEnvironmentAloneDecidesWhereItSpeaks) {
  EXPECT_EQ((Machine{{{"SSL_CERT_FILE", "/my.pem"}}, {kDebian}}.found()), "/my.pem|");
  EXPECT_EQ((Machine{{{"SSL_CERT_DIR", "/my"}}, {kDebian}}.found()), "|/my");
  EXPECT_EQ((Machine{{{"SSL_CERT_FILE", "/my.pem"}, {"SSL_CERT_DIR", "/my"}}, {}}.found()), "/my.pem|/my");
  EXPECT_EQ((Machine{{{"SSL_CERT_FILE", ""}, {"SSL_CERT_DIR", ""}}, {kRedHat}}.found()), std::string(kRedHat) + "|");
}

}  // namespace
}  // namespace gate::forge
