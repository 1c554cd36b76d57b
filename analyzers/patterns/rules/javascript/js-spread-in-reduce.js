function index(users, groups) {
  // ruleid: js-spread-in-reduce
  const byId = users.reduce((all, user) => ({ ...all, [user.id]: user }), {});
  // ruleid: js-spread-in-reduce
  const names = users.reduce((all, user) => [...all, user.name], []);
  // ruleid: js-spread-in-reduce
  const members = groups.reduce((all, group) => all.concat(group.members), []);
  // ok: js-spread-in-reduce
  const fast = Object.fromEntries(users.map((user) => [user.id, user]));
  // ok: js-spread-in-reduce
  const total = users.reduce((sum, user) => sum + user.size, 0);
  // ok: js-spread-in-reduce
  const counts = users.reduce((all, user) => {
    all[user.group] = (all[user.group] ?? 0) + 1;
    return all;
  }, {});
  return [byId, names, members, fast, total, counts];
}
