def expire(cache, now):
    for key in cache:
        if cache[key].until < now:
            # ruleid: py-changed-while-iterating
            del cache[key]


def prune(sessions):
    for name, session in sessions.items():
        if session.closed:
            # ruleid: py-changed-while-iterating
            sessions.pop(name)


def drop(jobs):
    for job in jobs:
        if job.done:
            # ruleid: py-changed-while-iterating
            jobs.remove(job)


def right(cache, jobs, now):
    for key in list(cache):
        if cache[key].until < now:
            # ok: py-changed-while-iterating
            del cache[key]
    for job in jobs:
        if job.done:
            # ok: py-changed-while-iterating
            jobs.remove(job)
            break
    for key in cache:
        if cache[key] is now:
            # ok: py-changed-while-iterating
            return cache.pop(key)
    for job in jobs:
        # ok: py-changed-while-iterating
        cache.pop(job, None)
    return None
