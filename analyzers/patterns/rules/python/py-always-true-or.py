def allowed(role, action, kinds):
    # ruleid: py-always-true-or
    if role == "admin" or "owner":
        return True
    # ruleid: py-always-true-or
    while action == "read" or "list":
        action = kinds.pop()
    # ok: py-always-true-or
    if role in ("admin", "owner"):
        return True
    # ok: py-always-true-or
    if role == "admin" or action == "read":
        return True
    # ok: py-always-true-or
    if role == (action or "owner"):
        return True
    # ok: py-always-true-or
    label = role == "admin" or "guest"
    return label
