import json


def load(path, key, log):
    try:
        return json.loads(path.read_text())[key]
    except OSError as error:
        log.warning("cannot read %s: %s", path, error)

        return None
    # ruleid: py-except-order
    except FileNotFoundError:
        return {}
    except Exception:
        log.exception("unexpected")
    # ruleid: py-except-order
    except KeyError:
        return {}


def parse(text):
    try:
        return json.loads(text)
    except ValueError:
        return None
    # ruleid: py-except-order
    except json.JSONDecodeError as error:
        raise SystemExit(f"bad input at {error.pos}")


def ordered(path):
    try:
        return path.read_text()
    # ok: py-except-order
    except FileNotFoundError:
        return ""
    # ok: py-except-order
    except OSError:
        raise
    # ok: py-except-order
    except KeyboardInterrupt:
        return None


def nested(path, other):
    try:
        return path.read_text()
    except OSError:
        try:
            return other.read_text()
        # ok: py-except-order
        except FileNotFoundError:
            return ""
