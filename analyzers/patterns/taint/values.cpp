#include "analyzers/patterns/taint/values.h"

#include <algorithm>

namespace gate::patterns::taint {
namespace {

const Field* find_field(const Value& value, Symbol name) {
  if (!value.fields) return nullptr;
  const auto at = std::ranges::lower_bound(*value.fields, name, {}, &Field::name);
  return at != value.fields->end() && at->name == name ? &*at : nullptr;
}

// What a field that only one side lists becomes where the ways meet: on the other side it is as the whole is there.
Value met(const Value& listed, const Value& other_whole) {
  if (other_whole.taints.empty()) return listed;
  Value either = listed;
  if (either.own == Value::Own::clean) either.own = Value::Own::inherits;
  return either;
}

// `value` with the field at path[0], path[1] ... changed by `change`.
template <class Change>
Value changed(const Value& value, const Symbol* path, std::size_t length, const Change& change) {
  if (length == 0) return change(value);
  auto fields = std::make_shared<Fields>(value.fields ? *value.fields : Fields{});
  auto at = std::ranges::lower_bound(*fields, path[0], {}, &Field::name);
  const bool there = at != fields->end() && at->name == path[0];
  if (!there && fields->size() >= Value::kMostFields) return value;
  const Value now = changed(there ? at->value : Value{}, path + 1, length - 1, change);
  if (there)
    at->value = now;
  else
    fields->insert(at, Field{path[0], now});
  Value made = value;
  if (made.own == Value::Own::clean && !now.gathered().empty()) made.own = Value::Own::inherits;
  made.fields = std::move(fields);
  return made;
}

}  // namespace

bool Taints::add(Taint taint) {
  const auto at = std::ranges::lower_bound(list_, taint.origin, {}, &Taint::origin);
  if ((at != list_.end() && at->origin == taint.origin) || list_.size() >= kMost) return false;
  list_.insert(at, taint);
  return true;
}

void Taints::add(const Taints& others) {
  if (list_.empty())
    list_ = others.list_;
  else
    for (const Taint& taint : others) add(taint);
}

bool Taints::operator==(const Taints& other) const {
  return std::ranges::equal(list_, other.list_, {}, &Taint::origin, &Taint::origin);
}

Value Value::of(Taints taints) {
  Value made;
  made.own = taints.empty() ? Own::inherits : Own::tainted;
  made.taints = std::move(taints);
  return made;
}

Taints Value::gathered() const {
  Taints all = taints;
  if (fields)
    for (const Field& field : *fields) all.add(field.value.gathered());
  return all;
}

Value Value::field(Symbol name) const {
  const Field* found = find_field(*this, name);
  if (found == nullptr) return of(taints);
  Value value = found->value;
  if (value.own == Own::inherits) value.taints = taints, value.own = taints.empty() ? Own::inherits : Own::tainted;
  return value;
}

bool Value::operator==(const Value& other) const {
  if (own != other.own || !(taints == other.taints)) return false;
  if (fields == other.fields) return true;
  if (!fields || !other.fields || fields->size() != other.fields->size()) return false;
  return std::ranges::equal(*fields, *other.fields,
                            [](const Field& a, const Field& b) { return a.name == b.name && a.value == b.value; });
}

Value united(const Value& a, const Value& b) {
  Value both;
  both.taints = a.taints;
  both.taints.add(b.taints);
  both.own = !both.taints.empty() ? Value::Own::tainted : a.own == b.own ? a.own : Value::Own::inherits;
  if (!a.fields && !b.fields) return both;
  auto fields = std::make_shared<Fields>();
  const Fields none;
  const Fields &left = a.fields ? *a.fields : none, &right = b.fields ? *b.fields : none;
  auto l = left.begin();
  auto r = right.begin();
  while (l != left.end() || r != right.end()) {
    if (r == right.end() || (l != left.end() && l->name < r->name)) {
      fields->push_back({l->name, met(l->value, b)}), ++l;
    } else if (l == left.end() || r->name < l->name) {
      fields->push_back({r->name, met(r->value, a)}), ++r;
    } else {
      fields->push_back({l->name, united(l->value, r->value)}), ++l, ++r;
    }
  }
  both.fields = std::move(fields);
  return both;
}

Value Environment::find(Symbol name) const {
  const auto at = std::ranges::lower_bound(variables, name, {}, &std::pair<Symbol, Value>::first);
  return at != variables.end() && at->first == name ? at->second : Value{};
}

void Environment::set(Symbol name, Value value) {
  const auto at = std::ranges::lower_bound(variables, name, {}, &std::pair<Symbol, Value>::first);
  const bool there = at != variables.end() && at->first == name;
  if (value.empty()) {
    if (there) variables.erase(at);
  } else if (there) {
    at->second = std::move(value);
  } else if (variables.size() < kMostVariables) {
    variables.insert(at, {name, std::move(value)});
  }
}

void Environment::assign(const Path& path, const Value& value) {
  if (!path.whole) return add(path, value.gathered());
  const auto replace = [&](const Value&) {
    Value now = value;
    if (now.own == Value::Own::inherits) now.own = Value::Own::clean;
    return now;
  };
  set(path.base, changed(find(path.base), path.fields.data(), path.fields.size(), replace));
}

void Environment::add(const Path& path, const Taints& taints) {
  if (taints.empty()) return;
  const auto more = [&](const Value& value) {
    Value now = value;
    now.taints.add(taints);
    now.own = Value::Own::tainted;
    return now;
  };
  set(path.base, changed(find(path.base), path.fields.data(), path.fields.size(), more));
}

void Environment::unite(const Environment& other) {
  if (!other.live) return;
  if (!live) {
    *this = other;
    return;
  }
  std::vector<std::pair<Symbol, Value>> all;
  all.reserve(variables.size() + other.variables.size());
  auto l = variables.begin();
  auto r = other.variables.begin();
  while (l != variables.end() || r != other.variables.end()) {
    if (r == other.variables.end() || (l != variables.end() && l->first < r->first)) {
      all.push_back(std::move(*l++));
    } else if (l == variables.end() || r->first < l->first) {
      all.push_back(*r++);
    } else {
      all.emplace_back(l->first, united(l->second, r->second)), ++l, ++r;
    }
  }
  if (all.size() > kMostVariables) all.resize(kMostVariables);
  variables = std::move(all);
  control.add(other.control);
  for (const Transit& transit : other.transits) {
    const auto at = std::ranges::find(transits, transit.propagator, &Transit::propagator);
    if (at == transits.end())
      transits.push_back(transit);
    else
      at->taints.add(transit.taints);
  }
}

bool Environment::operator==(const Environment& other) const {
  return live == other.live && control == other.control && variables == other.variables;
}

}  // namespace gate::patterns::taint
