// The walk through one function's body: statements in order, branches joined, loops by the rounds of `run`.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "analyzers/patterns/taint/analysis.h"

namespace gate::patterns::taint {

class Flow {
 public:
  // `function`: null for code outside functions.
  Flow(Analysis& analysis, Function* function) : a_(analysis), ast_(analysis.ast), function_(function) {}

  // Walks `body` (a statement, or the expression of a short function) from `start` and, of a function, its parameters,
  // in rounds until loops change nothing more, at most 6.
  void run(NodeId body, const Environment& start);

  // After the last round: at the end of the body, and what it returned.
  const Environment& end() const { return env_; }
  const Value& returned() const { return returned_; }
  // By position of a parameter: taints that the object it refers to got.
  std::map<std::uint32_t, Taints> written() const;

 private:
  static constexpr int kRounds = 6;

  // flow.cpp
  Value visit(NodeId n);
  Value sequence(NodeId n);
  Value branch(NodeId n);
  void loop(NodeId n);
  Value choice(NodeId n);
  Value attempt(NodeId n);
  void leave_to(std::vector<Environment>& targets);
  void returning(NodeId n);
  void throwing(NodeId n);
  // `given`: taints of what it is called with.
  void walk_lambda(NodeId n, const Taints& given);
  void walk_lambdas(std::size_t from, const Taints& given = {});
  void enter_parameters();
  void enter_parameter(NodeId parameter, std::optional<Origin> own);
  void enter_names(NodeId n, std::optional<Origin> own);
  bool falls_through() const;

  // expressions.cpp
  Value expression(NodeId n);
  Value compute(NodeId n);
  Value all_children(NodeId n);
  std::optional<Value> binding(NodeId n);
  Value list(NodeId n);
  Value binary(NodeId n);
  struct Lvalue {
    Taints fresh;   // of sources and the like within it
    Value stored;   // as the environment knows it
    Taints object;  // of what it is a field of
    bool sanitized = false;
  };
  Lvalue lvalue(NodeId n);
  void below(NodeId n, Lvalue& made);
  bool is_lvalue(NodeId n) const;
  std::optional<Path> path(NodeId n);
  std::optional<Symbol> key(NodeId index);
  std::optional<Symbol> plain_name(NodeId n);
  bool sanitized(NodeId n);
  Taints from_sources(NodeId n, const Taints& incoming, bool as_lvalue);
  Taints propagated(NodeId n, const Taints& taints);
  void sinks(NodeId n, const Taints& taints, bool of_arguments = false);
  bool safe_type(NodeId n);

  // assignments.cpp
  Value assignment(NodeId n);
  Value definition(NodeId n);
  void target(NodeId n, const Value& value);
  void store(NodeId n, const Value& value);
  void note_type(NodeId declaration);
  void note_locals(NodeId names);
  void bind_function(NodeId function);
  bool bind_lambda(NodeId name, NodeId value);

  // calls.cpp
  struct Call {
    std::vector<std::pair<NodeId, Taints>> arguments;
    Taints all;     // the arguments'
    Taints object;  // of what the method is called on
    NodeId receiver = kNone;
  };
  Value call(NodeId n);
  Taints called(NodeId callee, Call& made);
  Value result_of(NodeId n, NodeId callee, const Call& made);
  bool calls_back(NodeId callee) const;
  void fill_receiver(NodeId callee, const Call& made);
  void arguments(NodeId n, Call& made);
  std::optional<Value> by_summary(NodeId callee, const Call& made);
  Taints passed(const Function& callee, std::uint32_t position, const Call& made) const;
  NodeId passed_node(const Function& callee, std::uint32_t position, const Call& made) const;
  Taints replaced(const Taints& taints, const Function& callee, const std::vector<Taints>& given) const;
  Value replaced(const Value& value, const Function& callee, const std::vector<Taints>& given) const;
  std::optional<Value> accessor(NodeId callee, const Call& made);

  Analysis& a_;
  const Ast& ast_;
  Function* function_;
  Environment env_;
  Value returned_;
  int in_lambda_ = 0;
  bool again_ = false;
  std::map<NodeId, Environment> back_;  // by loop: what comes back to its head
  std::vector<Environment> breaks_, continues_, throws_, returns_;
  std::vector<std::vector<Symbol>> locals_;  // of the lambdas being walked: what they declare
  std::vector<NodeId> lambdas_;              // met, not yet walked
  std::map<Symbol, NodeId> bound_;           // variable -> the lambda that it holds, not yet walked
  std::map<Symbol, bool> safe_types_;        // variable -> of a type that carries no text
};

}  // namespace gate::patterns::taint
