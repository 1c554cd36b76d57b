def stem(path, url, line):
    # ruleid: py-strip-takes-characters
    name = path.rstrip(".csv")
    # ruleid: py-strip-takes-characters
    host = url.lstrip("https://")
    # ruleid: py-strip-takes-characters
    host = host.lstrip("www.")
    # ok: py-strip-takes-characters
    name = name.removesuffix(".csv")
    # ok: py-strip-takes-characters
    line = line.strip("\r\n\t ")
    # ok: py-strip-takes-characters
    digits = line.strip("0123456789")
    # ok: py-strip-takes-characters
    bare = line.rstrip("/").strip("'\"")
    return name, host, digits, bare
