function tables(width, height) {
  // ruleid: js-shared-fill
  const buckets = new Array(16).fill([]);
  // ruleid: js-shared-fill
  const grid = Array(height).fill(new Array(width));
  // ruleid: js-shared-fill
  const cells = new Array(width).fill({ open: false });
  // ok: js-shared-fill
  const rows = Array.from({ length: height }, () => new Array(width).fill(0));
  // ok: js-shared-fill
  const flat = new Array(width).fill(null);
  // ok: js-shared-fill
  const mapped = new Array(height).fill(0).map(() => []);
  return [buckets, grid, cells, rows, flat, mapped];
}
