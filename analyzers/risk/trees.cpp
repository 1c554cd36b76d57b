#include "analyzers/risk/trees.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace gate::risk {
namespace {

bool goes_left(const TreeNode& node, std::span<const float> inputs) {
  const float value = inputs[node.input];
  return std::isnan(value) ? node.unknown_left : value < node.threshold;
}

double leaf_of(const Tree& tree, std::span<const float> inputs) {
  std::size_t at = 0;
  while (!tree.nodes[at].leaf()) at = goes_left(tree.nodes[at], inputs) ? at + 1 : tree.nodes[at].right;
  return tree.nodes[at].value;
}

// 1 / i, because dividing is what would take the time.
constexpr auto kInverse = [] {
  std::array<double, kDeepestTree + 3> inverse{};
  for (std::size_t i = 1; i < inverse.size(); ++i) inverse[i] = 1.0 / static_cast<double>(i);
  return inverse;
}();

// A split input on the way from the root: which share of the training data flows on where it is unknown (`zero`),
// whether the row flows on where it is known (`one`), and the weight of the subsets of known inputs of each size.
struct Step {
  std::uint16_t input;
  bool one;
  double zero, weight;
};

// The inputs on the way, each once, after a first one that stands for none.
class Path {
 public:
  Path() {}  // NOLINT(modernize-use-equals-default): leaves the steps as they are
  Path(const Path& other) : size_(other.size_) { std::copy_n(other.steps_.begin(), size_, steps_.begin()); }
  Path& operator=(const Path&) = delete;

  std::size_t size() const { return size_; }
  const Step& operator[](std::size_t i) const { return steps_[i]; }

  void extend(std::uint16_t input, double zero, bool one) {
    const std::size_t n = size_++;
    steps_[n] = {input, one, zero, n == 0 ? 1.0 : 0.0};
    for (std::size_t i = n; i-- > 0;) {
      const double part = steps_[i].weight * kInverse[n + 1];
      if (one) steps_[i + 1].weight += part * static_cast<double>(i + 1);
      steps_[i].weight = part * zero * static_cast<double>(n - i);
    }
  }

  // Takes a step out as if it had never been added.
  void unwind(std::size_t k) {
    const std::size_t n = size_ - 1;
    const Step gone = steps_[k];
    double next = steps_[n].weight;
    for (std::size_t i = n; i-- > 0;) {
      if (gone.one) {
        const double old = steps_[i].weight;
        steps_[i].weight = next * static_cast<double>(n + 1) * kInverse[i + 1];
        next = old - steps_[i].weight * gone.zero * static_cast<double>(n - i) * kInverse[n + 1];
      } else {
        steps_[i].weight = steps_[i].weight * static_cast<double>(n + 1) * kInverse[n - i] / gone.zero;
      }
    }
    for (std::size_t i = k; i < n; ++i) {
      const double weight = steps_[i].weight;
      steps_[i] = steps_[i + 1];
      steps_[i].weight = weight;
    }
    --size_;
  }

  // The sum of weights that unwind(k) would leave, for a step that the row takes.
  double sum_without(std::size_t k) const {
    const std::size_t n = size_ - 1;
    double next = steps_[n].weight, sum = 0;
    for (std::size_t i = n; i-- > 0;) {
      const double part = next * kInverse[i + 1];
      sum += part;
      next = steps_[i].weight - part * steps_[k].zero * static_cast<double>(n - i);
    }
    return sum * static_cast<double>(n + 1);
  }

  // The same for a step that it does not take, times `zero`: for all such steps one number.
  double scaled_sum_without_one() const {
    const std::size_t n = size_ - 1;
    double sum = 0;
    for (std::size_t i = n; i-- > 0;) sum += steps_[i].weight * kInverse[n - i];
    return sum * static_cast<double>(n + 1);
  }

  std::size_t find(std::uint16_t input) const {
    std::size_t i = 1;
    while (i < size_ && steps_[i].input != input) ++i;
    return i;
  }

 private:
  std::array<Step, kDeepestTree + 2> steps_;
  std::size_t size_ = 0;
};

class Explanation {
 public:
  Explanation(const Tree& tree, std::span<const float> inputs, double scale, std::span<double> sums)
      : tree_(tree), inputs_(inputs), scale_(scale), sums_(sums) {}

  // The expected value of the tree.
  double run() {
    descend(0, 1, Path(), TreeNode::kLeaf, 1, true);
    return expected_;
  }

 private:
  // `reach`: share of the training data that comes to the node. No deeper than kDeepestTree, which readers and training
  // keep to.
  void descend(std::size_t at, double reach, const Path& parent, std::uint16_t input, double zero, bool one) {
    Path path(parent);
    path.extend(input, zero, one);
    const TreeNode& node = tree_.nodes[at];
    if (node.leaf()) return add(path, reach, node.value);
    double known_zero = 1;
    bool known_one = true;
    if (const std::size_t k = path.find(node.input); k < path.size()) {
      known_zero = path[k].zero;
      known_one = path[k].one;
      path.unwind(k);
    }
    const bool left = goes_left(node, inputs_);
    const double right_share = 1 - node.left_share;
    descend(at + 1, reach * node.left_share, path, node.input, known_zero * node.left_share, left && known_one);
    descend(node.right, reach * right_share, path, node.input, known_zero * right_share, !left && known_one);
  }

  void add(const Path& path, double reach, double value) {
    expected_ += reach * value;
    const double amount = scale_ * value, not_taken = path.scaled_sum_without_one();
    for (std::size_t i = 1; i < path.size(); ++i) {
      const Step& step = path[i];
      sums_[step.input] += amount * (step.one ? path.sum_without(i) * (1 - step.zero) : -not_taken);
    }
  }

  const Tree& tree_;
  std::span<const float> inputs_;
  double scale_;
  std::span<double> sums_;
  double expected_ = 0;
};

}  // namespace

double score(const Trees& trees, std::span<const float> inputs) {
  double sum = trees.base;
  for (const Tree& tree : trees.trees) sum += leaf_of(tree, inputs);
  return sum;
}

double add_contributions(const Trees& trees, std::span<const float> inputs, double scale, std::span<double> sums) {
  double base = trees.base;
  for (const Tree& tree : trees.trees) {
    base += Explanation(tree, inputs, scale, sums).run();
  }
  return scale * base;
}

void quantise(Trees& trees) {
  double largest = 0;
  for (const Tree& tree : trees.trees) {
    for (const TreeNode& node : tree.nodes) largest = std::max(largest, std::abs(node.value));
  }
  trees.step = largest / 32767;
  for (Tree& tree : trees.trees) {
    for (TreeNode& node : tree.nodes) {
      node.left_share = std::clamp(std::round(node.left_share * 65536), 1.0, 65535.0) / 65536;
      node.value = trees.step == 0 ? 0 : std::round(node.value / trees.step) * trees.step;
    }
  }
}

}  // namespace gate::risk
