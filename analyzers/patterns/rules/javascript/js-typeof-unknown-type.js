function call(callback, list, value) {
  // ruleid: js-typeof-unknown-type
  if (typeof callback === "fucntion") callback();
  // ruleid: js-typeof-unknown-type
  if (typeof list !== "array") return [];
  // ruleid: js-typeof-unknown-type
  if (typeof value === undefined) return list;
  // ok: js-typeof-unknown-type
  if (typeof callback === "function") callback();
  // ok: js-typeof-unknown-type
  if (typeof value === "undefined") return list;
  // ok: js-typeof-unknown-type
  return typeof value === typeof list;
}
