import re

# ruleid: py-catastrophic-regex
WORDS = re.compile(r"^(\w+)*$")
# ok: py-catastrophic-regex
NAME = re.compile(r"^\w+$")


def check(text):
    # ruleid: py-catastrophic-regex
    if re.match(r"^(a+)+$", text):
        return True
    # ok: py-catastrophic-regex
    if re.match(r"^[a-z]+(-[a-z]+)*$", text):
        return True
    # ok: py-catastrophic-regex
    return re.search(r"\d{1,3}", text) is not None
