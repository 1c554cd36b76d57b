#include "analyzers/risk/model_file.h"

#include <algorithm>
#include <cmath>

#include "analyzers/risk/model_learners.h"
#include "gate/base/hash.h"
#include "gate/base/json.h"
#include "gate/base/text.h"

namespace gate::risk {
namespace {

constexpr std::string_view kFirstLine = "gate-risk-model 1";
constexpr std::size_t kDigest = 64, kVersion = 12;
constexpr std::size_t kMostInputs = 1000, kMostParts = 64;

OrderedJson head_of(const Model& model) {
  OrderedJson head = {{"gate", model.gate},
                      {"name", model.name},
                      {"provenance", model.provenance},
                      {"licence", model.licence},
                      {"calibration", model.calibration},
                      {"rows", model.rows},
                      {"buggy", model.buggy},
                      {"base_rate", model.base_rate},
                      {"intercept", model.intercept},
                      {"quantiles", model.quantiles},
                      {"inputs", OrderedJson::array()},
                      {"parts", OrderedJson::array()}};
  for (const Input& input : model.inputs) head["inputs"].push_back(name_of(input));
  for (const Part& part : model.parts) {
    OrderedJson json = std::visit([](const auto& learner) { return head_of(learner); }, part.learner);
    json["name"] = part.name;
    json["weight"] = part.weight;
    head["parts"].push_back(std::move(json));
  }
  return head;
}

std::unexpected<Error> malformed(const std::string& what, const std::string& path) {
  return fail(ErrorKind::parse, what, path, "train it again with `gate risk train`");
}

// The next line without its newline; `bytes` is moved beyond it.
std::string_view take_line(std::string_view& bytes) {
  const std::size_t end = std::min(bytes.find('\n'), bytes.size());
  const std::string_view line = bytes.substr(0, end);
  bytes.remove_prefix(std::min(end + 1, bytes.size()));
  return line;
}

bool in_bounds(const Model& model) {
  return std::isfinite(model.intercept) && model.base_rate > 0 && model.base_rate < 1 && model.buggy <= model.rows &&
         (model.quantiles.empty() || model.quantiles.size() == 101) && std::ranges::is_sorted(model.quantiles) &&
         std::ranges::all_of(model.quantiles, [](double value) { return value >= 0 && value <= 1; });
}

Expected<void> read_inputs(const Json& list, Model& model) {
  if (list.size() > kMostInputs) return fail(ErrorKind::limit, "too many inputs");
  for (const Json& name : list) {
    auto input = input_from(name.get_ref<const std::string&>());
    if (!input) return std::unexpected(input.error());
    model.inputs.push_back(*input);
  }
  return {};
}

Expected<void> read_part(const Json& head, ByteReader& in, Model& model) {
  Part part{head.at("name").get<std::string>(), head.at("weight").get<double>()};
  if (!(std::abs(part.weight) < 1e6))
    return fail(ErrorKind::parse, "malformed model: a part's weight is out of bounds");
  if (head.at("learner").get<std::string>() == "linear") {
    auto linear = read_linear(head, model.inputs.size(), in);
    if (!linear) return std::unexpected(linear.error());
    part.learner = std::move(*linear);
  } else {
    auto trees = read_trees(head, model.inputs.size(), in);
    if (!trees) return std::unexpected(trees.error());
    part.learner = std::move(*trees);
  }
  model.parts.push_back(std::move(part));
  return {};
}

// Fills `model`, whose `gate` is known as soon as the head could be read.
Expected<void> read_all(const Json& head, std::string_view numbers, Model& model) {
  model.gate = head.at("gate").get<std::string>();
  if (const auto done = read_inputs(head.at("inputs"), model); !done) return done;
  model.name = head.at("name").get<std::string>();
  model.provenance = head.at("provenance").get<std::string>();
  model.licence = head.at("licence").get<std::string>();
  model.calibration = head.at("calibration").get<std::string>();
  model.rows = count_at(head, "rows");
  model.buggy = count_at(head, "buggy");
  model.base_rate = head.at("base_rate").get<double>();
  model.intercept = head.at("intercept").get<double>();
  model.quantiles = head.at("quantiles").get<std::vector<double>>();
  if (!in_bounds(model)) return fail(ErrorKind::parse, "malformed model: a number is out of bounds");
  if (head.at("parts").size() > kMostParts) return fail(ErrorKind::limit, "too many parts");
  ByteReader in(numbers);
  for (const Json& part : head.at("parts")) {
    if (const auto done = read_part(part, in, model); !done) return done;
  }
  if (!in.good() || in.left() != 0)
    return fail(ErrorKind::parse, "malformed model: its numbers do not end where it does");
  return {};
}

Expected<Model> read_checked(std::string_view bytes, const std::string& path) {
  const auto line = take_line(bytes);
  const auto head = parse_json(line, path);
  if (!head) return std::unexpected(head.error());
  Model model;
  Expected<void> done;
  try {
    done = read_all(*head, bytes, model);
  } catch (const Json::exception& e) {
    done = fail(ErrorKind::parse, std::string("malformed model: ") + e.what());
  }
  if (done) return model;
  const auto by = model.gate.empty() ? "" : " (written by gate " + printable(model.gate) + ")";
  return malformed(done.error().message + by, path);
}

}  // namespace

std::string write_model(const Model& model) {
  ByteWriter numbers;
  for (const Part& part : model.parts) {
    if (const auto* linear = std::get_if<Linear>(&part.learner)) {
      write(*linear, numbers);
    } else {
      write(std::get<Trees>(part.learner), model.inputs.size(), numbers);
    }
  }
  const std::string contents = dump_json(head_of(model)) + "\n" + numbers.bytes();
  return std::string(kFirstLine) + "\n" + sha256_hex(contents) + "\n" + contents;
}

Expected<Model> read_model(std::string_view bytes, const std::string& path) {
  if (bytes.size() > kLargestModel) return fail(ErrorKind::limit, "larger than a model can be", path);
  if (take_line(bytes) != kFirstLine) {
    return malformed("not a model of this version of gate: its first line is not '" + std::string(kFirstLine) + "'",
                     path);
  }
  const std::string digest(take_line(bytes));
  if (digest.size() != kDigest || digest != sha256_hex(bytes)) {
    return malformed("damaged: its digest is not that of its contents", path);
  }
  auto model = read_checked(bytes, path);
  if (model) model->version = digest.substr(0, kVersion);
  return model;
}

}  // namespace gate::risk
