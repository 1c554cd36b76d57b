"""Keeps the stock of a shop."""
import json


class Stock:
    def __init__(self, path, limits=None):
        self.path = path
        self.limits = limits or {"apples": 10, "pears": [1, 2, 3]}
        self.items = {}

    def add(self, name, count=1):
        if name not in self.items
            self.items[name] = 0
        for _ in range(count):
            self.items[name] += 1
        return self.items[name]

    def save(self):
        with open(self.path, "w") as out:
            json.dump(self.items, out)
        try:
            names = [name for name in self.items if name]
        except KeyError as error:
            print(f"lost {error!r}", len(names))


def total(stocks):
    while stocks:
        yield sum(stocks.pop().items.values())
