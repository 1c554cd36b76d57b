function close(file, lock) {
  return file.close();
  // ruleid: js-unreachable-code
  lock.release();
}

function check(entry, stats) {
  if (entry.broken) {
    throw new Error(entry.key);
    // ruleid: js-unreachable-code
    stats.broken += 1;
  }
  // ok: js-unreachable-code
  stats.seen += 1;
  switch (entry.kind) {
    case "a":
      return 1;
      // ok: js-unreachable-code
      break;
    default:
      return helper(entry);
  }
  // ok: js-unreachable-code
  function helper(item) {
    return item.size;
  }
}
