import threading

table_lock = threading.Lock()
slots = threading.Semaphore(4)


def update(table, key, value):
    # ruleid: py-lock-not-released
    table_lock.acquire()
    table[key] = value
    table.flush()
    table_lock.release()


class Pool:
    def __init__(self):
        self._lock = threading.RLock()

    def take(self, free):
        # ruleid: py-lock-not-released
        self._lock.acquire()
        if not free:
            self._lock.release()
            return None
        item = free.pop()
        self._lock.release()
        return item


def safe(table, key, value):
    # ok: py-lock-not-released
    table_lock.acquire()
    try:
        table[key] = value
    finally:
        table_lock.release()
    # ok: py-lock-not-released
    with table_lock:
        table.flush()


def inside(job):
    try:
        # ok: py-lock-not-released
        slots.acquire()
        job.run()
    finally:
        slots.release()
