def bill(orders, report):
    total = 0
    for item in orders:
        # ruleid: py-loop-variable-reused
        for item in item.lines:
            total += item.price
        report(item)
    for i in range(3):
        if total:
            # ruleid: py-loop-variable-reused
            for i in range(10):
                total += i
        report(i)
    for order in orders:
        # ok: py-loop-variable-reused
        for line in order.lines:
            total += line.price
        report(order)
    for _ in range(3):
        # ok: py-loop-variable-reused
        for _ in range(2):
            total += 1
    for order in orders:
        # ok: py-loop-variable-reused
        report([order for order in order.parts])
    # ok: py-loop-variable-reused
    for order in orders:
        report(order)
    return total
