from shop.models import Customer, Order


def report(orders, cursor, session):
    rows = []
    for order in orders:
        # ruleid: py-query-in-loop
        customer = Customer.objects.get(pk=order.customer_id)
        # ruleid: py-query-in-loop
        cursor.execute("SELECT name FROM region WHERE id = %s", (order.region_id,))
        # ruleid: py-query-in-loop
        lines = session.query(Order).filter_by(parent=order.id).all()
        rows.append((customer, cursor.fetchone(), lines))
    # ok: py-query-in-loop
    customers = Customer.objects.in_bulk([order.customer_id for order in orders])
    for order in orders:
        # ok: py-query-in-loop
        rows.append(customers[order.customer_id])
    for order in Order.objects.select_related("customer").filter(open=True):
        # ok: py-query-in-loop
        rows.append(order.customer.name)
    for row in rows:
        # ok: py-query-in-loop
        cursor.execute("INSERT INTO report VALUES (%s)", (row,))
    return rows
