def tables(width, height, users, default):
    # ruleid: py-shared-inner-list
    grid = [[0] * width] * height
    # ruleid: py-shared-inner-list
    buckets = [[]] * 16
    # ruleid: py-shared-inner-list
    carts = dict.fromkeys(users, [])
    # ruleid: py-shared-inner-list
    states = [{}] * height
    # ok: py-shared-inner-list
    rows = [[0] * width for _ in range(height)]
    # ok: py-shared-inner-list
    flat = [0] * width
    # ok: py-shared-inner-list
    counts = dict.fromkeys(users, 0)
    # ok: py-shared-inner-list
    names = [("a", 1)] * height
    return grid, buckets, carts, states, rows, flat, counts, names
