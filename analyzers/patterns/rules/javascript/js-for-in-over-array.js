function total(text, table) {
  const sizes = [3, 5, 8];
  let sum = 0;
  // ruleid: js-for-in-over-array
  for (const i in sizes) {
    sum += sizes[i];
  }
  const fields = text.split(",");
  // ruleid: js-for-in-over-array
  for (let i in fields) {
    sum += Number(fields[i]);
  }
  // ruleid: js-for-in-over-array
  for (const key in Object.keys(table)) {
    sum += table[key];
  }
  // ok: js-for-in-over-array
  for (const size of sizes) {
    sum += size;
  }
  // ok: js-for-in-over-array
  for (const key in table) {
    sum += table[key];
  }
  return sum;
}
