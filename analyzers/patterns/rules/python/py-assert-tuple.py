def settle(orders, total):
    # ruleid: py-assert-tuple
    assert (total >= 0, "negative total")
    # ruleid: py-assert-tuple
    assert (
        all(order.paid for order in orders),
        "unpaid order",
    )
    # ok: py-assert-tuple
    assert total >= 0, "negative total"
    # ok: py-assert-tuple
    assert (total, len(orders)) == (0, 0)
    # ok: py-assert-tuple
    assert (total >= 0), "negative total"
