import math


def price(a, b, rate):
    # ruleid: py-float-equality
    if a + b == 0.3:
        return 0
    # ruleid: py-float-equality
    if a * rate != 19.99:
        return a
    # ok: py-float-equality
    if math.isclose(a + b, 0.3):
        return b
    # ok: py-float-equality
    if rate == 0.5:
        return a / 2
    # ok: py-float-equality
    return a + b == 3
