class Basket:
    # ruleid: py-mutable-default
    def __init__(self, owner, items=[]):
        self.owner = owner
        self.items = items


# ruleid: py-mutable-default
def collect(path, found={}):
    for line in path.read_text().splitlines():
        key, _, value = line.partition("=")
        found[key] = value
    return found


# ruleid: py-mutable-default
def remember(user, seen=set()):
    if user.id in seen:
        return False
    seen.add(user.id)
    return True


# ok: py-mutable-default
def join(parts, separators=[",", ";"]):
    for separator in separators:
        parts = separator.join(parts).split(separator)
    return parts


# ok: py-mutable-default
def safe(path, found=None):
    found = {} if found is None else found
    found[path] = path.stat().st_size
    return found


# ok: py-mutable-default
def copied(item, seen=[]):
    seen = list(seen)
    seen.append(item)
    return seen
