function sum(values, limit) {
  let total = 0;
  for (const value of values) {
    // ruleid: js-nan-comparison
    if (value === NaN) continue;
    total += value;
  }
  // ruleid: js-nan-comparison
  if (Number(limit) !== Number.NaN && total > limit) {
    return limit;
  }
  // ruleid: js-nan-comparison
  if (values.indexOf(NaN) >= 0) return 0;
  // ok: js-nan-comparison
  if (Number.isNaN(total)) return 0;
  // ok: js-nan-comparison
  total = total || NaN;
  // ok: js-nan-comparison
  return values.includes(NaN) ? 0 : total;
}
