import logging

log = logging.getLogger(__name__)


def flush(queue):
    for job in queue:
        try:
            job.run()
        # ruleid: py-bare-except-swallows
        except:
            continue
    try:
        queue.close()
    # ruleid: py-bare-except-swallows
    except BaseException as error:
        pass


def stop(worker):
    try:
        worker.stop()
    # ok: py-bare-except-swallows
    except ProcessLookupError:
        pass
    try:
        worker.join()
    # ok: py-bare-except-swallows
    except:
        log.exception("worker did not stop")
        raise
    try:
        worker.report()
    # ok: py-bare-except-swallows
    except:  # the interpreter is going down; nothing can be reported any more
        pass
