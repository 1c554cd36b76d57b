async function list(prisma, User, page) {
  // ruleid: js-unbounded-query
  const users = await prisma.user.findMany();
  // ruleid: js-unbounded-query
  const all = await User.find({});
  // ok: js-unbounded-query
  const some = await prisma.user.findMany({ take: 100, skip: page * 100 });
  // ok: js-unbounded-query
  const first = await User.find({}).limit(100);
  // ok: js-unbounded-query
  const found = [users, all].find((entry) => entry.length > 0);
  return [users, all, some, first, found];
}
