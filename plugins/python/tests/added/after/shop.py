def pay(order):
    print(order)
    breakpoint()
    return order.total
