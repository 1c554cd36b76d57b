import os


def clean(name, title):
    # ruleid: py-ignored-string-result
    name.strip()
    # ruleid: py-ignored-string-result
    title.replace("&", "&amp;")
    if len(name) > 80:
        # ruleid: py-ignored-string-result
        name.upper()
        name = name[:80]
    return name, title


def right(name, title, path, frame):
    # ok: py-ignored-string-result
    name = name.strip()
    # ok: py-ignored-string-result
    os.replace("new.db", "current.db")
    # ok: py-ignored-string-result
    path.replace("current.db")
    # ok: py-ignored-string-result
    print(title.replace("&", "&amp;"))
    # ok: py-ignored-string-result
    frame.replace("NA", "", inplace=True)
    # ok: py-ignored-string-result
    return name.upper()
