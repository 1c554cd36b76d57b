def check(state, code, other):
    # ruleid: py-always-true-inequality
    if state != "open" or state != "new":
        raise ValueError(state)
    # ruleid: py-always-true-inequality
    if code != 200 or code != 204:
        raise ValueError(code)
    # ok: py-always-true-inequality
    if state != "open" and state != "new":
        raise ValueError(state)
    # ok: py-always-true-inequality
    if state != "open" or other != "new":
        raise ValueError(state)
    # ok: py-always-true-inequality
    if code != 200 or code != other:
        raise ValueError(code)
