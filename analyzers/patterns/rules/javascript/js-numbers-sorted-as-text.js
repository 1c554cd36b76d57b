function median(lines, names) {
  // ruleid: js-numbers-sorted-as-text
  const latencies = lines.map(Number).sort();
  const sizes = [100, 20, 3];
  // ruleid: js-numbers-sorted-as-text
  sizes.sort();
  const ports = lines.map((line) => parseInt(line, 10));
  // ruleid: js-numbers-sorted-as-text
  ports.sort();
  // ok: js-numbers-sorted-as-text
  const sorted = lines.map(Number).sort((a, b) => a - b);
  // ok: js-numbers-sorted-as-text
  names.sort();
  const words = ["b", "a"];
  // ok: js-numbers-sorted-as-text
  words.sort();
  return [latencies, sizes, ports, sorted, names, words];
}
