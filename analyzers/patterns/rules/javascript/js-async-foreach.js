async function process(orders, save) {
  // ruleid: js-async-foreach
  orders.forEach(async (order) => {
    await save(order);
  });
  // ruleid: js-async-foreach
  orders.forEach(async function (order) {
    await save(order.parent);
  });
  // ok: js-async-foreach
  for (const order of orders) {
    await save(order);
  }
  // ok: js-async-foreach
  await Promise.all(orders.map(async (order) => save(order)));
  // ok: js-async-foreach
  orders.forEach((order) => order.freeze());
  return orders.length;
}
