import jwt


def identity(token, key):
    # ruleid: py-jwt-unverified
    claims = jwt.decode(token, options={"verify_signature": False})
    # ruleid: py-jwt-unverified
    other = jwt.decode(token, key, algorithms=["HS256", "none"])
    # ok: py-jwt-unverified
    checked = jwt.decode(token, key, algorithms=["RS256"])
    # ok: py-jwt-unverified
    strict = jwt.decode(token, key, algorithms=["RS256"], options={"require": ["exp"], "verify_aud": True})
    return claims, other, checked, strict
