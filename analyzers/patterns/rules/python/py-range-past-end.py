def emit(rows, out):
    for i in range(len(rows) + 1):
        # ruleid: py-range-past-end
        out.write(rows[i])


def pairs(rows):
    result = []
    for i in range(1, len(rows) + 1):
        # ruleid: py-range-past-end
        result.append((rows[i - 1], rows[i]))
    return result


def prefixes(rows):
    for i in range(len(rows) + 1):
        # ok: py-range-past-end
        yield rows[:i]


def right(rows, out):
    for i in range(len(rows)):
        # ok: py-range-past-end
        out.write(rows[i])
    for i in range(1, len(rows) + 1):
        # ok: py-range-past-end
        out.write(rows[i - 1])


def guarded(rows, out):
    for i in range(len(rows) + 1):
        if i < len(rows):
            # ok: py-range-past-end
            out.write(rows[i])
