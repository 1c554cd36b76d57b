import functools
from functools import lru_cache


class Report:
    def __init__(self, rows):
        self.rows = rows

    @functools.lru_cache(maxsize=None)
    # ruleid: py-lru-cache-on-method
    def total(self):
        return sum(self.rows)

    @lru_cache
    # ruleid: py-lru-cache-on-method
    def column(self, name):
        return [row[name] for row in self.rows]

    @functools.cache
    # ruleid: py-lru-cache-on-method
    def size(self):
        return len(self.rows)

    # ok: py-lru-cache-on-method
    @functools.cached_property
    def mean(self):
        return self.total() / len(self.rows)

    @staticmethod
    @lru_cache(maxsize=64)
    # ok: py-lru-cache-on-method
    def unit(name):
        return name.rsplit("/", 1)[-1]


@lru_cache(maxsize=128)
# ok: py-lru-cache-on-method
def currency(code):
    return code.upper()
