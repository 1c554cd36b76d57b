// What the walk knows of data: which taints an expression's value and each variable may carry.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace gate::patterns::taint {

// Number of a name (a variable, a field) within one analysis.
using Symbol = std::uint32_t;
// Number of a place where data became tainted (analysis.h: Origins).
using Origin = std::uint32_t;

struct Taint {
  Origin origin = 0;
  std::uint32_t step = 0;  // the last variable it came through (analysis.h: Steps); no part of its identity
};

// A set of taints, by origin; at most 25, as tainted data that comes from everywhere needs no longer list.
class Taints {
 public:
  static constexpr std::size_t kMost = 25;
  bool empty() const { return list_.empty(); }
  std::size_t size() const { return list_.size(); }
  auto begin() const { return list_.begin(); }
  auto end() const { return list_.end(); }
  // False: it was there before, or there is no room.
  bool add(Taint taint);
  void add(const Taints& others);
  bool operator==(const Taints& other) const;

 private:
  std::vector<Taint> list_;  // sorted by origin
};

struct Field;
using Fields = std::vector<Field>;  // sorted by name

// Taint of a value and of its fields. A field that is not listed, or is `inherits`, is as tainted as the whole.
struct Value {
  enum class Own : std::uint8_t { inherits, clean, tainted };
  static constexpr std::size_t kMostFields = 10;

  Own own = Own::inherits;
  Taints taints;                         // of the whole; empty unless own == tainted
  std::shared_ptr<const Fields> fields;  // null: none

  static Value of(Taints taints);
  // Nothing is known to be tainted in it.
  bool empty() const { return taints.empty() && !fields; }
  // The whole's and all fields'.
  Taints gathered() const;
  Value field(Symbol name) const;
  bool operator==(const Value& other) const;
};

struct Field {
  Symbol name = 0;
  Value value;
};

// May be either.
Value united(const Value& a, const Value& b);

// A variable or a field of one: x, x.y, x.y[0].
struct Path {
  static constexpr std::size_t kDeepest = 4;
  Symbol base = 0;
  std::vector<Symbol> fields;
  bool whole = true;  // false: something within it (an element whose index is not known)
};

// Taints under way from the `from` of a propagator to its `to`.
struct Transit {
  std::uint32_t propagator = 0;
  Taints taints;
  std::optional<Path> waiting;  // the `to`, where it came first
};

// The variables at one point of a function.
struct Environment {
  static constexpr std::size_t kMostVariables = 500;

  std::vector<std::pair<Symbol, Value>> variables;  // sorted; those not listed are not tainted
  Taints control;                                   // of sources that taint by having run
  std::vector<Transit> transits;
  bool live = true;  // false: control does not come here

  Value find(Symbol name) const;
  // Forgets what was there.
  void assign(const Path& path, const Value& value);
  void add(const Path& path, const Taints& taints);
  void set(Symbol name, Value value);

  // Becomes what holds after either; one that is not live says nothing.
  void unite(const Environment& other);
  bool operator==(const Environment& other) const;
};

}  // namespace gate::patterns::taint
