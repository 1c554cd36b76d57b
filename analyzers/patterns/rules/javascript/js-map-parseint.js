function ports(text, fields) {
  // ruleid: js-map-parseint
  const first = text.split(",").map(parseInt);
  // ruleid: js-map-parseint
  const second = fields.map(Number.parseInt);
  // ok: js-map-parseint
  const third = text.split(",").map(Number);
  // ok: js-map-parseint
  const fourth = fields.map((field) => parseInt(field, 16));
  // ok: js-map-parseint
  const fifth = fields.map(parseFloat);
  return [first, second, third, fourth, fifth];
}
