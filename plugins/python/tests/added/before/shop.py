def pay(order):
    print(order)
    return order.total
