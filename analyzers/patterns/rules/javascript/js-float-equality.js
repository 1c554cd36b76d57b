function price(a, b, rate) {
  // ruleid: js-float-equality
  if (a + b === 0.3) return 0;
  // ruleid: js-float-equality
  if (a * rate !== 19.99) return a;
  // ok: js-float-equality
  if (Math.abs(a + b - 0.3) < 1e-9) return b;
  // ok: js-float-equality
  if (rate === 0.5) return a / 2;
  // ok: js-float-equality
  return a + b === 3;
}
