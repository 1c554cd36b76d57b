async function report(orders, Customer, prisma) {
  const rows = [];
  for (const order of orders) {
    // ruleid: js-query-in-loop
    const customer = await Customer.findByPk(order.customerId);
    // ruleid: js-query-in-loop
    const region = await prisma.region.findUnique({ where: { id: order.regionId } });
    rows.push({ customer, region });
  }
  const lines = await Promise.all(
    // ruleid: js-query-in-loop
    orders.map((order) => prisma.line.findMany({ where: { orderId: order.id } })),
  );
  // ok: js-query-in-loop
  const customers = await Customer.findAll({ where: { id: orders.map((order) => order.customerId) } });
  for (const order of orders) {
    // ok: js-query-in-loop
    rows.push(customers.find((customer) => customer.id === order.customerId));
  }
  // ok: js-query-in-loop
  const first = await Customer.findByPk(orders[0].customerId);
  return { rows, lines, first };
}
