import functools
import threading
from threading import Thread


def reindex(shard):
    return shard.reindex()


def start(shard, log):
    # ruleid: py-call-instead-of-callable
    worker = threading.Thread(name="reindex", target=reindex(shard))
    worker.start()
    # ruleid: py-call-instead-of-callable
    Thread(target=log.flush()).start()
    # ruleid: py-call-instead-of-callable
    threading.Timer(30.0, log.rotate()).start()


def right(shard, log, make_worker):
    # ok: py-call-instead-of-callable
    threading.Thread(target=reindex, args=(shard,)).start()
    # ok: py-call-instead-of-callable
    Thread(target=functools.partial(reindex, shard)).start()
    # ok: py-call-instead-of-callable
    Thread(target=lambda: log.flush()).start()
    # ok: py-call-instead-of-callable
    Thread(target=make_worker(shard)).start()
