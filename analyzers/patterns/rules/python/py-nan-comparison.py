import math

import numpy as np


def clean(prices, missing):
    kept = []
    for price in prices:
        # ruleid: py-nan-comparison
        if price == float("nan"):
            continue
        # ruleid: py-nan-comparison
        if price != math.nan and price > 0:
            kept.append(price)
    # ruleid: py-nan-comparison
    kept.extend(value for value in missing if value != np.nan)
    return kept


def right(prices):
    # ok: py-nan-comparison
    kept = [price for price in prices if not math.isnan(price)]
    # ok: py-nan-comparison
    if kept and kept[0] == float("inf"):
        kept.pop(0)
    # ok: py-nan-comparison
    kept.append(math.nan)
    return kept, np.isnan(np.array(kept))
