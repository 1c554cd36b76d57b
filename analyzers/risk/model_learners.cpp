#include "analyzers/risk/model_learners.h"

#include <algorithm>
#include <cmath>

namespace gate::risk {
namespace {

constexpr std::uint32_t kTokenLimit = 1u << 20;  // ids of tokens are below it
constexpr double kLargestNumber = 1e12;
constexpr std::size_t kMostNodes = 1'000'000;  // of all trees of a part: some 40 MB, explained within a second

bool sane(double value) { return std::abs(value) <= kLargestNumber; }  // not for NaN

std::unexpected<Error> malformed(const std::string& what) { return fail(ErrorKind::parse, "malformed model: " + what); }

std::uint64_t count(const Json& number) { return number.get_ref<const Json::number_unsigned_t&>(); }

// The thresholds of each input, ascending.
using Thresholds = std::vector<std::vector<float>>;

Thresholds thresholds_of(const Trees& trees, std::size_t inputs) {
  Thresholds all(inputs);
  for (const Tree& tree : trees.trees) {
    for (const TreeNode& node : tree.nodes) {
      if (!node.leaf()) all[node.input].push_back(node.threshold);
    }
  }
  for (auto& list : all) {
    std::ranges::sort(list);
    list.erase(std::ranges::unique(list).begin(), list.end());
  }
  return all;
}

void write_node(const TreeNode& node, const Thresholds& thresholds, double step, ByteWriter& out) {
  if (node.leaf()) {
    out.varint(0);
    out.fixed(static_cast<std::uint16_t>(step == 0 ? 0 : std::lround(node.value / step)), 2);
    return;
  }
  const auto& list = thresholds[node.input];
  out.varint(1 + 2 * std::uint64_t{node.input} + (node.unknown_left ? 1 : 0));
  out.varint(static_cast<std::uint64_t>(std::ranges::lower_bound(list, node.threshold) - list.begin()));
  out.fixed(static_cast<std::uint64_t>(std::lround(node.left_share * 65536)), 2);
}

Expected<Thresholds> read_thresholds(std::size_t inputs, ByteReader& in) {
  Thresholds all(inputs);
  for (auto& list : all) {
    const auto count = in.varint();
    if (count > in.left() / 4) return malformed("thresholds are missing");
    for (std::uint64_t i = 0; i < count; ++i) {
      const float threshold = in.float32();
      if (!std::isfinite(threshold) || (!list.empty() && threshold <= list.back())) {
        return malformed("thresholds do not ascend");
      }
      list.push_back(threshold);
    }
  }
  return all;
}

// Reads one tree without recursion: what is open are splits whose right child is still to come.
class TreeBytes {
 public:
  TreeBytes(const Thresholds& thresholds, double step, ByteReader& in)
      : thresholds_(thresholds), step_(step), in_(in) {}

  Expected<Tree> read() {
    Tree tree;
    std::vector<std::uint32_t> open;  // ancestors of the next node whose left side it is on
    std::size_t depth = 0;
    std::vector<std::size_t> depths;
    for (;;) {
      auto node = read_node();
      if (!node) return std::unexpected(node.error());
      tree.nodes.push_back(*node);
      if (!node->leaf()) {
        if (++depth > kDeepestTree) return malformed("a tree is too deep");
        open.push_back(static_cast<std::uint32_t>(tree.nodes.size() - 1));
        depths.push_back(depth);
        continue;
      }
      if (open.empty()) return tree;
      tree.nodes[open.back()].right = static_cast<std::uint32_t>(tree.nodes.size());
      depth = depths.back();
      open.pop_back();
      depths.pop_back();
    }
  }

 private:
  Expected<TreeNode> read_node() {
    TreeNode node;
    const std::uint64_t code = in_.varint();
    if (code == 0) {
      node.value = step_ * static_cast<std::int16_t>(in_.fixed(2));
      if (!in_.good()) return malformed("a tree ends early");
      return node;
    }
    const std::uint64_t input = (code - 1) / 2, index = in_.varint();
    if (input >= thresholds_.size() || index >= thresholds_[input].size()) return malformed("a split of nothing");
    node.input = static_cast<std::uint16_t>(input);
    node.unknown_left = code % 2 == 0;
    node.threshold = thresholds_[input][index];
    node.left_share = static_cast<double>(in_.fixed(2)) / 65536;
    if (!in_.good() || node.left_share == 0) return malformed("a split that has no share");
    return node;
  }

  const Thresholds& thresholds_;
  double step_;
  ByteReader& in_;
};

Expected<void> read_tokens(std::uint64_t count, ByteReader& in, Linear& linear) {
  if (count > in.left() / 5) return malformed("tokens are missing");
  std::uint64_t id = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t ahead = in.varint();
    id += ahead;
    if (ahead >= kTokenLimit || id >= kTokenLimit || (i > 0 && ahead == 0)) return malformed("tokens do not ascend");
    const auto idf = static_cast<std::uint16_t>(in.fixed(2));
    linear.tokens.push_back({static_cast<std::uint32_t>(id), idf, static_cast<std::int16_t>(in.fixed(2))});
  }
  return {};
}

}  // namespace

std::uint64_t count_at(const Json& object, const char* key) { return count(object.at(key)); }

OrderedJson head_of(const Linear& linear) {
  return {{"learner", "linear"},         {"intercept", linear.intercept},     {"tokens", linear.tokens.size()},
          {"idf_step", linear.idf_step}, {"weight_step", linear.weight_step}, {"blocks", linear.blocks}};
}

OrderedJson head_of(const Trees& trees) {
  return {{"learner", "trees"}, {"base", trees.base}, {"trees", trees.trees.size()}, {"step", trees.step}};
}

void write(const Linear& linear, ByteWriter& out) {
  for (const InputWeight& input : linear.inputs) {
    out.float64(input.mean);
    out.float64(input.deviation);
    out.float64(input.weight);
  }
  std::uint32_t last = 0;
  for (const TokenWeight& token : linear.tokens) {
    out.varint(token.id - last);
    out.fixed(token.idf, 2);
    out.fixed(static_cast<std::uint16_t>(token.weight), 2);
    last = token.id;
  }
}

void write(const Trees& trees, std::size_t inputs, ByteWriter& out) {
  const Thresholds thresholds = thresholds_of(trees, inputs);
  for (const auto& list : thresholds) {
    out.varint(list.size());
    for (const float threshold : list) out.float32(threshold);
  }
  for (const Tree& tree : trees.trees) {
    for (const TreeNode& node : tree.nodes) write_node(node, thresholds, trees.step, out);
  }
}

Expected<Linear> read_linear(const Json& head, std::size_t inputs, ByteReader& in) {
  Linear linear{.intercept = head.at("intercept").get<double>(),
                .idf_step = head.at("idf_step").get<double>(),
                .weight_step = head.at("weight_step").get<double>()};
  for (std::size_t i = 0; i < inputs; ++i) {
    const InputWeight input{in.float64(), in.float64(), in.float64()};
    if (!sane(input.mean) || !sane(input.deviation) || !sane(input.weight) || input.deviation < 0) {
      return malformed("a weight is out of bounds");
    }
    linear.inputs.push_back(input);
  }
  if (!sane(linear.intercept) || !sane(linear.idf_step) || !sane(linear.weight_step)) {
    return malformed("a step is out of bounds");
  }
  auto& blocks = linear.blocks;
  blocks.clear();
  for (const Json& first : head.at("blocks")) blocks.push_back(static_cast<std::uint32_t>(count(first)));
  if (blocks.empty() || blocks[0] != 0 || !std::ranges::is_sorted(blocks, std::ranges::less_equal())) {
    return malformed("blocks do not ascend");
  }
  if (const auto done = read_tokens(count_at(head, "tokens"), in, linear); !done) {
    return std::unexpected(done.error());
  }
  return linear;
}

Expected<Trees> read_trees(const Json& head, std::size_t inputs, ByteReader& in) {
  Trees trees{.base = head.at("base").get<double>(), .step = head.at("step").get<double>()};
  if (!sane(trees.base) || !sane(trees.step)) return malformed("a step is out of bounds");
  const auto thresholds = read_thresholds(inputs, in);
  if (!thresholds) return std::unexpected(thresholds.error());
  const auto count = count_at(head, "trees");
  if (count > in.left() / 3) return malformed("trees are missing");
  std::size_t nodes = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    auto tree = TreeBytes(*thresholds, trees.step, in).read();
    if (!tree) return std::unexpected(tree.error());
    nodes += tree->nodes.size();
    if (nodes > kMostNodes) return fail(ErrorKind::limit, "the trees have too many nodes");
    trees.trees.push_back(std::move(*tree));
  }
  return trees;
}

}  // namespace gate::risk
