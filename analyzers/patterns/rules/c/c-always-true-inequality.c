int allowed(int state, char kind, int old) {
  // ruleid: c-always-true-inequality
  if (state != STATE_OPEN || state != STATE_NEW) return -1;
  // ruleid: c-always-true-inequality
  if (kind != 'a' || kind != 'b') return -1;
  // ok: c-always-true-inequality
  if (state != STATE_OPEN && state != STATE_NEW) return -1;
  // ok: c-always-true-inequality
  return state != STATE_OPEN || old != STATE_NEW;
}
