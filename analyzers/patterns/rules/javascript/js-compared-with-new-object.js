function first(items, options) {
  // ruleid: js-compared-with-new-object
  if (items === []) return null;
  // ruleid: js-compared-with-new-object
  if (options !== {}) return options.first;
  // ok: js-compared-with-new-object
  if (items.length === 0) return null;
  // ok: js-compared-with-new-object
  if (Object.keys(options).length === 0) return null;
  // ok: js-compared-with-new-object
  return items[0] === items[1];
}
