import random
import secrets
import string


def reset(user):
    # ruleid: py-predictable-token
    token = "".join(random.choice(string.ascii_letters) for _ in range(32))
    # ruleid: py-predictable-token
    user.otp = random.randint(100000, 999999)
    # ruleid: py-predictable-token
    session_id = "%032x" % random.getrandbits(128)
    # ok: py-predictable-token
    reset_token = secrets.token_urlsafe(32)
    # ok: py-predictable-token
    delay = random.uniform(0.5, 1.5)
    # ok: py-predictable-token
    password = "".join(secrets.choice(string.ascii_letters) for _ in range(20))
    # ok: py-predictable-token
    colour = random.choice(["red", "green"])
    return token, session_id, reset_token, delay, password, colour
