function copy(order, text) {
  // ruleid: js-json-clone
  const first = structuredClone(order);
  // ruleid: js-json-clone
  const second = { ...order, lines: structuredClone(order.lines) };
  // ok: js-json-clone
  const third = structuredClone(order);
  // ok: js-json-clone
  const fourth = JSON.parse(text);
  // ok: js-json-clone
  const fifth = JSON.stringify(order, null, 2);
  return [first, second, third, fourth, fifth];
}
