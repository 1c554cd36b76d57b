import json


def load(path):
    # ruleid: py-open-not-closed
    f = open(path)
    data = json.load(f)
    return data


def append(path, rows):
    # ruleid: py-open-not-closed
    out = open(path, "a", encoding="utf-8")
    for row in rows:
        out.write(row)
    return len(rows)


def right(path, stack):
    # ok: py-open-not-closed
    with open(path) as f:
        data = json.load(f)
    # ok: py-open-not-closed
    log = stack.enter_context(open("log"))
    log.write(path)
    return data


def handed_on(path):
    # ok: py-open-not-closed
    f = open(path)
    return f


def closed(path):
    # ok: py-open-not-closed
    f = open(path)
    try:
        return f.read()
    finally:
        f.close()


class Journal:
    def __init__(self, path):
        # ok: py-open-not-closed
        handle = open(path, "a")
        self.handle = handle
