import hashlib
import os


def register(user, password):
    # ruleid: py-weak-password-hash
    user.digest = hashlib.md5(password.encode("utf-8")).hexdigest()
    # ruleid: py-weak-password-hash
    user.legacy = hashlib.sha1((user.salt + password).encode()).hexdigest()
    salt = os.urandom(16)
    # ok: py-weak-password-hash
    user.key = hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)
    # ok: py-weak-password-hash
    user.derived = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 600_000)
    # ok: py-weak-password-hash
    user.avatar = hashlib.md5(user.email.encode()).hexdigest()
    return user
