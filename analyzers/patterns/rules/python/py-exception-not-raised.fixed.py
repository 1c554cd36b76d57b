import pytest


class PaymentError(Exception):
    pass


def pay(amount, limit, log):
    # ruleid: py-exception-not-raised
    raise ValueError("no amount")
    log.info("paying %s", amount)
    if amount > limit:
        # ruleid: py-exception-not-raised
        raise PaymentError(f"{amount} is over {limit}")
        amount = limit
    # ok: py-exception-not-raised
    error = PaymentError("late")
    log.error(error)
    # ok: py-exception-not-raised
    raise PaymentError("late")


def test_construction():
    with pytest.raises(TypeError):
        # ok: py-exception-not-raised
        PaymentError(unknown=1)
