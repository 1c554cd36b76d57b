function numbers(lines, words) {
  const found = [];
  for (const line of lines) {
    // ruleid: js-regex-built-in-loop
    const pattern = new RegExp("^\\s*\\d+");
    found.push(pattern.test(line));
  }
  // ruleid: js-regex-built-in-loop
  found.push(...lines.filter((line) => new RegExp("a|b", "i").test(line)));
  // ok: js-regex-built-in-loop
  const digits = new RegExp("\\d+");
  for (const line of lines) {
    // ok: js-regex-built-in-loop
    found.push(digits.test(line));
  }
  for (const word of words) {
    // ok: js-regex-built-in-loop
    found.push(new RegExp(word).test("text"));
  }
  return found;
}
