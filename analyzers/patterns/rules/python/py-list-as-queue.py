from collections import deque


def work(queue, backlog, arguments):
    while queue:
        # ruleid: py-list-as-queue
        job = queue.pop(0)
        job.run()
    while len(backlog) > 0:
        # ruleid: py-list-as-queue
        backlog.pop(0).run()
    # ok: py-list-as-queue
    first = arguments.pop(0)
    jobs = deque(queue)
    while jobs:
        # ok: py-list-as-queue
        jobs.popleft().run()
    while backlog:
        # ok: py-list-as-queue
        backlog.pop().run()
    return first
