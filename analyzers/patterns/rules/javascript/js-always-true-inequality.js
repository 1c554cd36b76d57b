function check(state, code, other, value) {
  // ruleid: js-always-true-inequality
  if (state !== "open" || state !== "new") throw new Error(state);
  // ruleid: js-always-true-inequality
  if (code !== 200 || code !== 204) return null;
  // ruleid: js-always-true-inequality
  if (value !== null || value !== undefined) value.close();
  // ok: js-always-true-inequality
  if (state !== "open" && state !== "new") throw new Error(state);
  // ok: js-always-true-inequality
  if (state !== "open" || other !== "new") return null;
  // ok: js-always-true-inequality
  return code !== 200 || code !== other;
}
