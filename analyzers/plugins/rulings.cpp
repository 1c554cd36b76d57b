#include "analyzers/plugins/rulings.h"

#include <fmt/format.h>

#include <set>

#include "analyzers/plugins/fields.h"
#include "gate/base/text.h"

namespace gate::plugins {
namespace {

constexpr std::size_t kMostRulings = 1'000;
constexpr std::size_t kMostDetails = 1'000;
constexpr std::size_t kMostBlocking = 100'000;
constexpr std::size_t kLongestText = 2'000;

class RulingsReader {
 public:
  RulingsReader(const std::string& name, std::span<const Finding> findings) : name_(name) {
    for (const auto& finding : findings) known_.insert(finding.fingerprint);
  }

  std::vector<Ruling> read(const Json& document) {
    std::vector<Ruling> rulings;
    const Json wrapped = document.is_array() ? Json{{"rulings", document}} : document;
    Fields fields(wrapped, "", {"rulings"}, complaint_);
    fields.need("rulings");
    for (const Json& entry : fields.list("rulings", kMostRulings)) {
      rulings.push_back(read_one(entry, fmt::format("rulings[{}]", rulings.size())));
      if (complaint_.any()) break;
    }
    if (rulings.empty()) complaint_.say("rulings", "has none");
    return rulings;
  }

  const Complaint& complaint() const { return complaint_; }

 private:
  Ruling read_one(const Json& json, const std::string& name) {
    Fields fields(json, name, {"policy", "condition", "value", "status", "reason", "blocking", "details"}, complaint_);
    Ruling ruling;
    ruling.policy = name_;
    ruling.condition = one_line(fields.text("condition"), kLongestText);
    ruling.value = one_line(fields.text("value"), kLongestText);
    if (fields.need("status")) ruling.status = fields.word<Status>("status").value_or(Status::error);
    if (fields.need("reason")) ruling.reason = one_line(fields.text("reason"), kLongestText);
    if (fields.has("reason") && ruling.reason.empty()) fields.complain("reason", "must not be empty");
    for (const Json& detail : fields.list("details", kMostDetails))
      ruling.details.push_back(text_of(detail, fields.path("details")));
    for (const Json& print : fields.list("blocking", kMostBlocking)) {
      ruling.blocking.push_back(text_of(print, fields.path("blocking")));
      if (!known_.contains(ruling.blocking.back()))
        complaint_.say(fields.path("blocking"), "holds what is no fingerprint of a finding", &print);
    }
    if (!ruling.blocking.empty() && ruling.status != Status::fail)
      fields.complain("blocking", "is for the status fail alone");
    return ruling;
  }

  std::string text_of(const Json& json, const std::string& name) {
    if (json.is_string()) return one_line(json.get_ref<const std::string&>(), kLongestText);
    complaint_.say(name, "must be a list of texts");
    return {};
  }

  const std::string& name_;
  std::set<std::string> known_;
  Complaint complaint_;
};

}  // namespace

Expected<std::vector<Ruling>> read_rulings(std::string_view text, const std::string& name,
                                           std::span<const Finding> findings) {
  auto document = parse_json(text, "its answer");
  if (!document) return std::unexpected(document.error());
  RulingsReader reader(name, findings);
  auto rulings = reader.read(*document);
  if (reader.complaint().any()) return fail(ErrorKind::parse, "its answer is refused: " + reader.complaint().words);
  return rulings;
}

}  // namespace gate::plugins
