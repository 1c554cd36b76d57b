function act(user, state, queue) {
  // ruleid: js-assignment-in-condition
  if (user.role = "admin") {
    state.allowed = true;
  }
  // ruleid: js-assignment-in-condition
  if (state.open = true) return state;
  // ruleid: js-assignment-in-condition
  const label = (user.id = 0) ? "root" : "user";
  // ok: js-assignment-in-condition
  if (user.role === "admin") {
    state.allowed = false;
  }
  let job;
  // ok: js-assignment-in-condition
  while ((job = queue.shift())) {
    job.run();
  }
  let match;
  // ok: js-assignment-in-condition
  if ((match = /a+/.exec(user.name)) !== null) {
    state.match = match[0];
  }
  return label;
}
