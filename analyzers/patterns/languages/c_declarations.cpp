#include "analyzers/patterns/languages/c_declarations.h"

#include "analyzers/patterns/languages/fields.h"

namespace gate::patterns {
namespace {

using syntax::FieldId;
using syntax::KindId;
using enum Role;

// The grammars' numbers; 0 where C lacks what C++ has.
struct Numbers {
  explicit Numbers(syntax::Language language) {
    auto kind = [&](std::string_view name) { return syntax::kind_id(language, name); };
    pointer = kind("pointer_declarator");
    abstract_pointer = kind("abstract_pointer_declarator");
    array = kind("array_declarator");
    abstract_array = kind("abstract_array_declarator");
    reference = kind("reference_declarator");
    abstract_reference = kind("abstract_reference_declarator");
    function = kind("function_declarator");
    abstract_function = kind("abstract_function_declarator");
    parenthesized = kind("parenthesized_declarator");
    abstract_parenthesized = kind("abstract_parenthesized_declarator");
    attributed = kind("attributed_declarator");
    variadic = kind("variadic_declarator");
    init = kind("init_declarator");
    arguments = kind("argument_list");
    block = kind("compound_statement");
    storage = kind("storage_class_specifier");
    qualifier = kind("type_qualifier");
    virtual_word = kind("virtual");
    base = kind("base_class_clause");
    access = kind("access_specifier");
    binding = kind("structured_binding_declarator");
    struct_kind = kind("struct_specifier");
    union_kind = kind("union_specifier");
    class_kind = kind("class_specifier");
    declarator = syntax::field_id(language, "declarator");
    default_value = syntax::field_id(language, "default_value");
  }

  static const Numbers& of(const Lowering& lowering) {
    static const Numbers c(syntax::Language::c), cpp(syntax::Language::cpp);
    return lowering.tree().language() == syntax::Language::c ? c : cpp;
  }

  KindId pointer, abstract_pointer, array, abstract_array, reference, abstract_reference, function, abstract_function,
      parenthesized, abstract_parenthesized, attributed, variadic, init, arguments, block, storage, qualifier,
      virtual_word, base, access, binding, struct_kind, union_kind, class_kind;
  FieldId declarator, default_value;
};

// What a declarator says: the declared name, what surrounds it (outermost first), the function's parameters.
struct Declared {
  syntax::Node name, function, value;
  std::vector<syntax::Node> around;  // pointers, references, arrays
};

Declared unwrap(const Numbers& is, syntax::Node node) {
  Declared found;
  for (int depth = 0; node && depth < 200; ++depth) {
    const KindId kind = node.kind_id();
    if (kind == is.init) {
      found.value = node.field("value");
      node = node.field("declarator");
    } else if (kind == is.function || kind == is.abstract_function) {
      if (!found.function) found.function = node;
      node = node.field("declarator");
    } else if (kind == is.pointer || kind == is.abstract_pointer || kind == is.array || kind == is.abstract_array) {
      found.around.push_back(node);
      node = node.field("declarator");
    } else if (kind != 0 && (kind == is.reference || kind == is.abstract_reference)) {
      found.around.push_back(node);
      node = first_named(node);
    } else if (kind == is.parenthesized || kind == is.abstract_parenthesized || kind == is.attributed ||
               (kind != 0 && kind == is.variadic)) {
      node = first_named(node);
    } else {
      found.name = node;
      break;
    }
  }
  return found;
}

// The type of what is declared: `base` within its pointers and arrays. Its text reaches to the last sign before the
// name.
void lower_type(Lowering& lowering, const Numbers& is, syntax::Node base, const Declared& declared, Role role) {
  if (base && base.field("body")) base = base.field("name");
  if (!base) return;
  const auto& around = declared.around;
  for (std::size_t n = around.size(); n-- > 0;) {
    const bool array = around[n].kind_id() == is.array || around[n].kind_id() == is.abstract_array;
    const bool reference = around[n].kind_id() == is.reference || around[n].kind_id() == is.abstract_reference;
    const bool last = n + 1 == around.size();
    lowering.ast().open(array ? Kind::index : Kind::unary,
                        last    ? role
                        : array ? object
                                : operand,
                        base.start_byte(), array ? base.end_byte() : around[n].start_byte() + 1, 0,
                        array       ? ""
                        : reference ? "&"
                                    : "*");
  }
  lowering.lower(base, around.empty() ? role : around[0].kind_id() == is.array ? object : operand);
  for (const syntax::Node part : around) {
    if (part.kind_id() == is.array) lowering.lower(part.field("size"), argument);
    lowering.close();
  }
}

void lower_modifiers(Lowering& lowering, const Numbers& is, syntax::Node node) {
  for_named(node, [&](syntax::Node child) {
    const KindId kind = child.kind_id();
    if (kind == is.storage || kind == is.qualifier || (kind != 0 && kind == is.virtual_word))
      lowering.leaf(Kind::token, modifier, child);
  });
}

void lower_function(Lowering& lowering, syntax::Node node, const Declared& declared, Role role) {
  const Numbers& is = Numbers::of(lowering);
  lowering.open(Kind::function, role, node);
  lower_modifiers(lowering, is, node);
  lower_type(lowering, is, node.field("type"), declared, returns);
  lowering.lower(declared.name, name);
  lowering.lower(declared.function.field("parameters"), parameter);
  lowering.lower(node.field("body"), body);
  lowering.close();
}

// T x = v; T x(v); T x{v}; within a class, T x = v with the value beside the declarator.
void lower_definition(Lowering& lowering, syntax::Node node, const Declared& declared, syntax::Node initial,
                      Role role) {
  const Numbers& is = Numbers::of(lowering);
  lowering.open(Kind::define, role, node);
  lower_modifiers(lowering, is, node);
  lower_type(lowering, is, node.field("type"), declared, type);
  lowering.lower(declared.name, name);
  const syntax::Node given = declared.value ? declared.value : initial;
  if (given && given.kind_id() == is.arguments) {
    lowering.open(Kind::create, value, given);
    lowering.lower(node.field("type"), type);
    lowering.lower(given, argument);
    lowering.close();
  } else {
    lowering.lower(given, value);
  }
  lowering.close();
}

}  // namespace

void make_c_declaration(Lowering& lowering, syntax::Node node, Role role) {
  const Numbers& is = Numbers::of(lowering);
  const syntax::Node type_node = node.field("type");
  // What a type defines by the way stands before.
  const bool defines = type_node && type_node.field("body");
  if (defines) lowering.lower(type_node, role);
  bool any = false;
  syntax::for_children(node, [&](syntax::Node child, FieldId field) {
    if (field != is.declarator || !child.is_named()) return;
    any = true;
    const Declared declared = unwrap(is, child);
    if (declared.function && declared.around.empty())
      lower_function(lowering, node, declared, role);
    else
      lower_definition(lowering, node, declared, node.field("default_value"), role);
  });
  if (!any && !defines) lowering.lower(type_node, role);
}

void make_c_function(Lowering& lowering, syntax::Node node, Role role) {
  const Declared declared = unwrap(Numbers::of(lowering), node.field("declarator"));
  lower_function(lowering, node, declared, role);
}

void make_c_parameter(Lowering& lowering, syntax::Node node, Role role) {
  const Numbers& is = Numbers::of(lowering);
  const Declared declared = unwrap(is, node.field("declarator"));
  lowering.open(Kind::parameter, role, node);
  lower_modifiers(lowering, is, node);
  lower_type(lowering, is, node.field("type"), declared, type);
  lowering.lower(declared.name, name);
  lowering.lower(node.field("default_value"), value);
  lowering.close();
}

void make_c_type(Lowering& lowering, syntax::Node node, Role role) {
  const Numbers& is = Numbers::of(lowering);
  lower_type(lowering, is, node.field("type"), unwrap(is, node.field("declarator")), role);
}

void make_c_class(Lowering& lowering, syntax::Node node, Role role) {
  const Numbers& is = Numbers::of(lowering);
  const syntax::Node members = node.field("body");
  const std::string_view keyword = node.kind_id() == is.struct_kind  ? "struct"
                                   : node.kind_id() == is.union_kind ? "union"
                                                                     : "class";
  lowering.open(members ? Kind::class_ : Kind::other, role, node);
  lowering.leaf(Kind::token, members ? modifier : none, node, keyword);
  lowering.lower(node.field("name"), name);
  for_named(node, [&](syntax::Node child) {
    if (is.base == 0 || child.kind_id() != is.base) return;
    for_named(child, [&](syntax::Node above) {
      if (above.kind_id() != is.access) lowering.lower(above, superclass);
    });
  });
  if (members) {
    lowering.open(Kind::block, body, members);
    lowering.lower_children(members, statement);
    lowering.close();
  }
  lowering.close();
}

void make_cpp_namespace(Lowering& lowering, syntax::Node node, Role role) {
  const syntax::Node members = node.field("body");
  lowering.open(Kind::class_, role, node);
  lowering.leaf(Kind::token, modifier, node, "namespace");
  lowering.lower(node.field("name"), name);
  if (members) {
    lowering.open(Kind::block, body, members);
    lowering.lower_children(members, statement);
    lowering.close();
  }
  lowering.close();
}

void make_cpp_lambda(Lowering& lowering, syntax::Node node, Role role) {
  lowering.open(Kind::lambda, role, node);
  if (const syntax::Node declared = node.field("declarator")) lowering.lower(declared.field("parameters"), parameter);
  lowering.lower(node.field("body"), body);
  lowering.close();
}

// for (T x : xs)
void make_cpp_range_loop(Lowering& lowering, syntax::Node node, Role role) {
  const Numbers& is = Numbers::of(lowering);
  const Declared declared = unwrap(is, node.field("declarator"));
  lowering.open(Kind::for_each, role, node);
  lowering.ast().open(Kind::define, left, node.field("type").start_byte(), node.field("declarator").end_byte());
  lower_type(lowering, is, node.field("type"), declared, type);
  if (declared.name && is.binding != 0 && declared.name.kind_id() == is.binding) {
    lowering.open(Kind::tuple, name, declared.name);
    lowering.lower_children(declared.name, element);
    lowering.close();
  } else {
    lowering.lower(declared.name, name);
  }
  lowering.close();
  lowering.lower(node.field("right"), right);
  lower_c_body(lowering, node.field("body"), body);
  lowering.close();
}

void lower_c_body(Lowering& lowering, syntax::Node node, Role role) {
  if (!node) return;
  if (node.kind_id() == Numbers::of(lowering).block || is_variable(lowering, node)) return lowering.lower(node, role);
  lowering.open(Kind::block, role, node);
  lowering.lower(node, statement);
  lowering.close();
}

}  // namespace gate::patterns
