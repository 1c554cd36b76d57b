def store(cache, entries, log):
    for key, value in entries.items():
        try:
            cache.store(key, value)
        # ruleid: py-exception-swallowed
        except Exception:
            continue
    try:
        cache.sync()
    # ruleid: py-exception-swallowed
    except Exception as error:
        pass
    try:
        cache.trim()
    # ok: py-exception-swallowed
    except KeyError:
        pass
    try:
        cache.close()
    # ok: py-exception-swallowed
    except Exception:
        # closing twice is allowed here
        pass
    try:
        cache.report()
    # ok: py-exception-swallowed
    except Exception:
        log.exception("no report")
