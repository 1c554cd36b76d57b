function emit(rows, out) {
  for (let i = 0; i <= rows.length; i++) {
    // ruleid: js-index-past-end
    out.write(rows[i]);
  }
  for (var j = 1; j <= rows.length; j += 2) {
    // ruleid: js-index-past-end
    out.write(rows[j]);
  }
  for (let i = 0; i < rows.length; i++) {
    // ok: js-index-past-end
    out.write(rows[i]);
  }
  for (let i = 1; i <= rows.length; i++) {
    // ok: js-index-past-end
    out.write(rows[i - 1]);
  }
  for (let i = 0; i <= rows.length; i++) {
    // ok: js-index-past-end
    out.write(i < rows.length ? rows[i] : "end");
  }
}
