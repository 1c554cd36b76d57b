// What the walks through a file's functions share: names, origins of taint, summaries of functions, what reached sinks.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analyzers/patterns/taint/places.h"
#include "analyzers/patterns/taint/taint.h"
#include "analyzers/patterns/taint/values.h"

namespace gate::patterns::taint {

// A rule's `options` that concern taint; all off by default.
struct Options {
  explicit Options(const Json& options);
  bool safe_functions, safe_indexes, safe_comparisons, safe_booleans, safe_numbers, only_through_assignments, unify;
};

class Names {
 public:
  Symbol of(std::string_view name);

 private:
  std::unordered_map<std::string, Symbol> symbols_;
};

// Where taint comes from: a source's place under a label, or a parameter whose taint only the caller knows.
class Origins {
 public:
  struct Data {
    bool parameter = false;
    std::uint32_t number = 0;    // of the source's place (Places::number); of the function
    std::uint32_t position = 0;  // of the parameter
    std::string label;           // of a source
  };
  Origin source(std::uint32_t place, const std::string& label) { return add({false, place, 0, label}); }
  Origin parameter(std::uint32_t function, std::uint32_t position) { return add({true, function, position, {}}); }
  const Data& operator[](Origin origin) const { return list_[origin]; }

 private:
  Origin add(Data data);
  std::vector<Data> list_;
  std::map<std::pair<std::pair<bool, std::uint32_t>, std::pair<std::uint32_t, std::string>>, Origin> known_;
};

// Chains of the variables that taint came through. Number 0 is the empty chain.
class Steps {
 public:
  std::uint32_t add(NodeId variable, std::uint32_t before);
  // The variables of a chain, first to last; the last `most` of them.
  std::vector<NodeId> chain(std::uint32_t last, std::size_t most) const;

 private:
  std::vector<std::pair<NodeId, std::uint32_t>> list_ = {{kNone, 0}};
  std::map<std::pair<NodeId, std::uint32_t>, std::uint32_t> known_;
};

// Taints that reach a sink, some of them a parameter's.
struct Reach {
  const Found* sink = nullptr;
  Taints taints;
};

// What a call of a function does, in terms of its parameters.
struct Summary {
  bool known = false;
  Value returned;
  std::vector<Reach> reaches;
  std::map<std::uint32_t, Taints> written;  // into the object that a parameter refers to
};

// A function of the file that has a body and can be called by a name.
struct Function {
  NodeId node = kNone;
  std::string_view name;  // empty: none
  NodeId class_node = kNone;
  struct Parameter {
    std::string_view name;
    NodeId node = kNone;
    bool rest = false;  // takes all further arguments
  };
  std::vector<Parameter> parameters;
  bool receiver_first = false;  // the first parameter is the object that the method is called on
  Summary summary;
};

class Analysis {
 public:
  Analysis(const Rule& rule, const File& file, const Places& places, Budget& budget);

  // Walks all code; `found` is then complete.
  void run();

  struct Finding {
    std::uint32_t source = 0;
    std::uint32_t step = 0;
  };
  // By number of the sink's place: what reached it.
  const std::map<std::uint32_t, std::vector<Finding>>& found() const { return found_; }

  const Rule& rule;
  const Ast& ast;
  const Places& places;
  Budget& budget;
  const Options options;
  Names names;
  Origins origins;
  Steps steps;
  Environment globals;  // after the program's own statements

  // The function that a call (by its callee) runs; null: none of this file, or not known which.
  Function* callee(NodeId callee);
  std::uint32_t number(const Function& function) const {
    return static_cast<std::uint32_t>(&function - functions_.data());
  }
  // Taint at a sink, within `function` (null: in none that has callers).
  void reach(const Found& sink, const Taints& taints, Function* function);
  bool holds(const Requirement& requirement, const Taints& taints) const;

 private:
  void collect();
  void read_parameters(Function& function);
  std::vector<std::uint32_t> callees_first() const;
  const Function* resolve(NodeId callee) const;

  std::vector<Function> functions_;
  std::vector<NodeId> classes_;
  std::unordered_multimap<std::string_view, std::uint32_t> by_name_;
  std::unordered_map<NodeId, std::uint32_t> resolved_;  // by callee
  std::map<std::uint32_t, std::vector<Finding>> found_;
  bool recording_ = false;
};

// Whether a function or lambda stands as a value where it is written, not as a definition.
bool is_inline(const Ast& ast, NodeId function);

}  // namespace gate::patterns::taint
