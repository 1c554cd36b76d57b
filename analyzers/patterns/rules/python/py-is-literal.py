def route(status, mode, code, parts, default=None):
    # ruleid: py-is-literal
    if status is 404:
        return "missing"
    # ruleid: py-is-literal
    if mode is "fast":
        return "quick"
    # ruleid: py-is-literal
    while code is not -1:
        code -= 1
    # ruleid: py-is-literal
    if parts is []:
        return "empty"
    # ok: py-is-literal
    if default is None or default is True:
        return "default"
    # ok: py-is-literal
    if status == 500 and mode != "slow":
        return "broken"
    # ok: py-is-literal
    return "same" if parts is default else "other"
