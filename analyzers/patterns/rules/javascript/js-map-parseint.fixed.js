function ports(text, fields) {
  // ruleid: js-map-parseint
  const first = text.split(",").map((value) => parseInt(value, 10));
  // ruleid: js-map-parseint
  const second = fields.map((value) => parseInt(value, 10));
  // ok: js-map-parseint
  const third = text.split(",").map(Number);
  // ok: js-map-parseint
  const fourth = fields.map((field) => parseInt(field, 16));
  // ok: js-map-parseint
  const fifth = fields.map(parseFloat);
  return [first, second, third, fourth, fifth];
}
