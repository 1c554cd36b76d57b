def charge(card, gateway, log):
    done = False
    try:
        gateway.charge(card)
        done = True
    finally:
        card.release()
        # ruleid: py-return-in-finally
        return done


def read(path):
    handle = None
    try:
        handle = path.open()
        return handle.read()
    except OSError as error:
        raise LookupError(path) from error
    finally:
        if handle is not None:
            handle.close()
        # ruleid: py-return-in-finally
        return ""


def well(card, gateway):
    try:
        # ok: py-return-in-finally
        return gateway.charge(card)
    finally:
        card.release()


def after(card, gateway):
    try:
        gateway.charge(card)
    finally:
        card.release()
    # ok: py-return-in-finally
    return card
