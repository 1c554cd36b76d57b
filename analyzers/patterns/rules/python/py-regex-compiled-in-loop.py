import re

NUMBER = re.compile(r"\d+")


def numbers(lines, words):
    found = []
    for line in lines:
        # ruleid: py-regex-compiled-in-loop
        pattern = re.compile(r"^\s*(\d+)")
        found.append(pattern.match(line))
    while lines:
        # ruleid: py-regex-compiled-in-loop
        found.append(re.compile("[a-z]+", re.I).search(lines.pop()))
    for line in lines:
        # ok: py-regex-compiled-in-loop
        found.append(NUMBER.search(line))
    for word in words:
        # ok: py-regex-compiled-in-loop
        found.append(re.compile(re.escape(word)))
    return found
