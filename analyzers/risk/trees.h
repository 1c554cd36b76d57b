// Regression trees as values: prediction, and exact additive contributions of the inputs.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace gate::risk {

// Nodes of a tree stand in preorder: the left child follows its parent, so there can be no cycle.
struct TreeNode {
  static constexpr std::uint16_t kLeaf = 0xFFFF;
  std::uint16_t input = kLeaf;
  bool unknown_left = false;  // where NaN goes
  float threshold = 0;        // below it: left
  std::uint32_t right = 0;    // index of the right child, beyond this node
  double left_share = 0.5;    // of the training data that came here; above 0, below 1
  double value = 0;           // of a leaf, log-odds
  bool leaf() const { return input == kLeaf; }
  bool operator==(const TreeNode&) const = default;
};

inline constexpr std::size_t kDeepestTree = 32;  // splits from the root to a leaf

struct Tree {
  std::vector<TreeNode> nodes;  // at least one; the first is the root
  bool operator==(const Tree&) const = default;
};

struct Trees {
  std::vector<Tree> trees;
  double base = 0;  // log-odds before any tree
  double step = 0;  // leaves are whole multiples of it; 0: of no step
  bool operator==(const Trees&) const = default;
};

// Log-odds. `inputs` holds a value for every input that a node names.
double score(const Trees& trees, std::span<const float> inputs);

// Adds scale * (contribution of each input) to `sums` and returns scale * (the expected score), so that the returned
// value and what was added make scale * score(). Shapley values of the path-dependent expectation: Lundberg et al.,
// "From local explanations to global understanding with explainable AI for trees", Nature Machine Intelligence 2, 2020,
// algorithm 2 (TreeSHAP), O(leaves * depth^2).
double add_contributions(const Trees& trees, std::span<const float> inputs, double scale, std::span<double> sums);

// Rounds what a model file keeps in fewer bits: shares to 1/65536, leaves to 16 bits of the largest.
void quantise(Trees& trees);

}  // namespace gate::risk
