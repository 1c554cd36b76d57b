function sum(rows, width) {
  let total = 0;
  for (var i = 0; i < rows.length; i++) {
    // ruleid: js-loop-variable-reused
    for (var i = 0; i < width; i++) {
      total += rows[0][i];
    }
  }
  for (let k = 0; k < rows.length; k++) {
    if (rows[k]) {
      // ruleid: js-loop-variable-reused
      for (k = 0; k < width; k++) {
        total += k;
      }
    }
  }
  for (let i = 0; i < rows.length; i++) {
    // ok: js-loop-variable-reused
    for (let j = 0; j < width; j++) {
      total += rows[i][j];
    }
  }
  for (let i = 0; i < rows.length; i++) {
    // ok: js-loop-variable-reused
    for (let i = 0; i < 3; i++) {
      total += i;
    }
  }
  return total;
}
