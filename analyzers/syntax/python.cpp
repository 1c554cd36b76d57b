// Python: the language reference's compound statements, simple statements and parameter lists (3.11 and later).
#include "analyzers/syntax/checks.h"

namespace gate::syntax_check {
namespace {

using syntax::Node;

std::string first_word(Checker& checker, Node node) { return std::string(checker.text(node.child(0))); }

// A block's body may have been lost to the indentation: the grammar then sees an empty one.
void check_body(Checker& checker, Node node) {
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (child.kind() != "block" || child.named_child_count() > 0 || child.start_byte() < child.end_byte()) return;
    const Node colon = child.previous_sibling();
    checker.report_after(kMissingBlock, colon ? colon : node,
                         "expected an indented block after '" + first_word(checker, node) + "'");
  });
}

void check_try(Checker& checker, Node node) {
  bool handler = false, group = false, plain = false;
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    const std::string_view kind = child.kind();
    if (kind == "except_clause" || kind == "except_group_clause") {
      const bool star = kind == "except_group_clause" || checker.text(child.child(1)).starts_with('*');
      if ((star && plain) || (!star && group))
        checker.report(kForbiddenConstruct, child, "cannot have both 'except' and 'except*' on the same 'try'");
      (star ? group : plain) = true;
      handler = true;
    }
    handler = handler || kind == "finally_clause";
  });
  if (!handler) checker.report(kMissingBlock, node.child(0), "'try' without 'except' or 'finally'");
  check_body(checker, node);
}

void check_except(Checker& checker, Node node) {
  bool comma = false;
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    comma = comma || child.kind() == ",";
    if (comma && child.kind() == "as_pattern")
      checker.report(kForbiddenConstruct, node, "several exception types with 'as' must be in parentheses");
  });
  check_body(checker, node);
}

// What may stand to the left of '=', behind 'del', 'for' or 'as'.
bool is_target(Node node) {
  const std::string_view kind = node.kind();
  return kind == "identifier" || kind == "attribute" || kind == "subscript" || kind.ends_with("_pattern") ||
         kind == "tuple" || kind == "list" || kind == "parenthesized_expression" || kind == "expression_list" ||
         kind == "list_splat" || kind == "keyword_identifier" || kind == "as_pattern_target" || kind == "type" ||
         kind == "print" || kind == "exec" || kind == "match" || kind == "ERROR";
}

// Looks into tuples and lists of targets too.
void check_targets(Checker& checker, Node root, const std::string& doing) {
  syntax::visit(root, [&](Node node) {
    if (!node.is_named() || node.is_extra()) return syntax::Visit::skip;
    if (!is_target(node)) {
      checker.report(kForbiddenConstruct, node,
                     "cannot " + doing + " '" + std::string(checker.text(node).substr(0, 40)) + "'");
      return syntax::Visit::stop;
    }
    const std::string_view kind = node.kind();
    const bool leaf = kind == "identifier" || kind == "attribute" || kind == "subscript";
    return leaf ? syntax::Visit::skip : syntax::Visit::into;
  });
}

void check_delete(Checker& checker, Node node) { check_targets(checker, node.named_child(0), "delete"); }
void check_as(Checker& checker, Node node) {
  if (node.parent().parent().kind() != "case_pattern") check_targets(checker, node, "assign to");
}

// (a, b) and [a, b], but not (a).
bool is_several(Node node) {
  if (node.kind() != "tuple_pattern") return node.kind() == "list_pattern" || node.kind() == "pattern_list";
  return node.named_child_count() != 1 || node.child(2).kind() == ",";
}

void check_augmented(Checker& checker, Node node) {
  const Node left = node.field("left");
  if (is_several(left)) checker.report(kForbiddenConstruct, left, "an augmented assignment needs a single target");
}

void check_assignment(Checker& checker, Node node) {
  const Node left = node.field("left"), type = node.field("type");
  if (!type) return;
  if (is_several(left)) checker.report(kForbiddenConstruct, left, "only a single target can be annotated");
  if (type.named_child(0).kind() == "splat_type")
    checker.report(kForbiddenConstruct, type, "a starred expression cannot be an annotation here");
}

void check_raise(Checker& checker, Node node) {
  if (checker.text(node.child(1)) == "from")
    checker.report(kForbiddenConstruct, node, "'raise from' without an exception");
  if (node.child(1).kind() == "expression_list")
    checker.report(kForbiddenConstruct, node.child(1), "'raise' takes one exception; more belong in its parentheses");
}

void check_import(Checker& checker, Node node) {
  const Node last = node.child(node.child_count() - 1);
  if (last.kind() == ",")
    checker.report(kUnexpectedToken, last, "unexpected ',' at the end of an import without parentheses");
}

void check_slice(Checker& checker, Node node) {
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (child.kind() == "list_splat" || child.kind() == "named_expression")
      checker.report(kForbiddenConstruct, child, "not allowed in a slice without parentheses");
  });
}

// f(x for x in y, 1): the grammar takes the rest for a tuple.
void check_generator(Checker& checker, Node node) {
  if (node.parent().kind() != "call") return;
  syntax::for_children(node, [&](Node clause, syntax::FieldId) {
    if (clause.kind() != "for_in_clause") return;
    syntax::for_children(clause, [&](Node child, syntax::FieldId) {
      if (child.kind() == "," && child.start_byte() > clause.field("right").start_byte())
        checker.report(kForbiddenConstruct, node, "a generator beside other arguments must be in parentheses");
    });
  });
}

void check_strings(Checker& checker, Node node) {
  bool bytes = false, text = false;
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (child.kind() != "string") return;
    const std::string_view prefix = checker.text(child.child(0));
    (prefix.find_first_of("bB") != prefix.npos ? bytes : text) = true;
  });
  if (bytes && text) checker.report(kForbiddenConstruct, node, "bytes and text cannot be joined in one literal");
}

void check_string(Checker& checker, Node node) {
  const std::string_view prefix = checker.text(node.child(0));
  if (prefix.find_first_of("bB") == prefix.npos) return;
  for (const char c : checker.text(node))
    if (static_cast<unsigned char>(c) >= 0x80)
      return checker.report(kForbiddenConstruct, node, "a bytes literal can only hold ASCII characters");
}

// The order of parameters: '/' once and not first, then '*' once, then '**' last.
class Parameters {
 public:
  Parameters(Checker& checker, Node list) : checker_(checker) {
    syntax::for_children(list, [&](Node child, syntax::FieldId) {
      if (child.is_named() && !child.is_extra()) take(child);
    });
    if (bare_star_) checker_.report(kForbiddenConstruct, bare_star_, "a name must follow the bare '*'");
  }

 private:
  static std::string_view kind_of(Node node) {
    if (node.kind() == "typed_parameter" && node.named_child_count() > 0) return node.named_child(0).kind();
    return node.kind();
  }

  void take(Node node) {
    const std::string_view kind = kind_of(node);
    if (kind == "dictionary_splat_pattern") {
      if (rest_)
        complain(node, "'**' twice");
      else if (bare_star_)
        complain(node, "a name must follow the bare '*'");
      rest_ = true;
      bare_star_ = {};
      return;
    }
    if (rest_) return complain(node, "nothing can follow the '**' parameter");
    if (kind == "positional_separator") {
      if (slash_ || star_ || !any_)
        complain(node, slash_ ? "'/' twice" : star_ ? "'/' must come before '*'" : "a name must precede '/'");
      slash_ = true;
    } else if (kind == "keyword_separator" || kind == "list_splat_pattern") {
      if (star_) complain(node, "'*' twice");
      star_ = true;
      bare_star_ = kind == "keyword_separator" ? node : Node();
    } else {
      if (kind == "tuple_pattern") complain(node, "a parameter cannot be a tuple");
      bare_star_ = {};
    }
    any_ = true;
  }

  void complain(Node node, const char* what) {
    if (told_) return;
    told_ = true;
    checker_.report(kForbiddenConstruct, node, std::string(what) + " in a parameter list");
  }

  Checker& checker_;
  bool any_ = false, slash_ = false, star_ = false, rest_ = false, told_ = false;
  Node bare_star_;
};

void check_parameters(Checker& checker, Node node) { Parameters(checker, node); }

// Statements of a block that begin a line begin in the same column.
void check_columns(Checker& checker, Node node) {
  Node first, previous;
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (!child.is_named() || child.is_extra()) return;
    const bool own_line = !previous || previous.end().row < child.start().row;
    if (!first)
      first = child;
    else if (own_line && first.start().row > node.parent().start().row && child.start().column != first.start().column)
      checker.report(kIndentation, child,
                     "indentation differs from the block's first line " + std::to_string(first.start().row + 1));
    previous = child;
  });
}

// A line that goes back to no open block's column ends up in the file's own list of statements.
void check_module(Checker& checker, Node node) {
  Node previous;
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (!child.is_named() || child.is_extra()) return;
    const bool own_line = !previous || previous.end().row < child.start().row;
    if (previous && own_line && child.start().column != 0)
      checker.report(kIndentation, child, "indentation matches no block that is open here");
    previous = child;
  });
}

void check_dictionary_pattern(Checker& checker, Node node) {
  Node rest;
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (rest && child.is_named() && !child.is_extra() && child.kind() != "splat_pattern") {
      checker.report(kForbiddenConstruct, rest, "'**' must be last in a mapping pattern");
      rest = {};
    }
    if (child.kind() == "splat_pattern") rest = child;
  });
}

void check_class_pattern(Checker& checker, Node node) {
  bool keyword = false;
  syntax::for_children(node, [&](Node child, syntax::FieldId) {
    if (child.kind() != "case_pattern") return;
    Node pattern = child;
    while (pattern.kind() == "case_pattern" || pattern.kind() == "as_pattern") pattern = pattern.named_child(0);
    const bool is_keyword = pattern.kind() == "keyword_pattern";
    if (keyword && !is_keyword)
      checker.report(kForbiddenConstruct, child, "a positional pattern follows keyword patterns");
    keyword = keyword || is_keyword;
  });
}

constexpr NodeCheck kChecks[] = {
    {"if_statement", check_body},
    {"elif_clause", check_body},
    {"else_clause", check_body},
    {"for_statement", check_body},
    {"while_statement", check_body},
    {"with_statement", check_body},
    {"function_definition", check_body},
    {"class_definition", check_body},
    {"finally_clause", check_body},
    {"match_statement", check_body},
    {"case_clause", check_body},
    {"try_statement", check_try},
    {"except_clause", check_except},
    {"delete_statement", check_delete},
    {"as_pattern_target", check_as},
    {"augmented_assignment", check_augmented},
    {"assignment", check_assignment},
    {"raise_statement", check_raise},
    {"import_from_statement", check_import},
    {"slice", check_slice},
    {"generator_expression", check_generator},
    {"concatenated_string", check_strings},
    {"string", check_string},
    {"parameters", check_parameters},
    {"lambda_parameters", check_parameters},
    {"block", check_columns},
    {"module", check_module},
    {"dict_pattern", check_dictionary_pattern},
    {"class_pattern", check_class_pattern},
};

}  // namespace

std::span<const NodeCheck> python_checks() { return kChecks; }

}  // namespace gate::syntax_check
