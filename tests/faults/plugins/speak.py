"""The process protocol as a plugin speaks it, for plugins that break it at one point."""
import json
import sys

RULES = [{"id": rule, "summary": summary, "severity": "info"}
         for rule, summary in (("refused", "The sandbox held"), ("escaped", "The sandbox did not hold"))]


def read():
    line = sys.stdin.readline()
    return json.loads(line) if line else None


def write(document):
    sys.stdout.write(json.dumps(document) + "\n")
    sys.stdout.flush()


def hello():
    read()
    write({"type": "hello", "protocol": 1, "name": "hostile", "version": "1", "rules": RULES})


def answer(request, findings=()):
    path = request["files"][0]["path"]
    write({"type": "result", "id": request["id"],
           "findings": [{"path": path, "rule": rule, "message": message} for rule, message in findings]})


def serve(act):
    """Answers every request with the findings of `act(request)`."""
    hello()
    while (request := read()) is not None:
        answer(request, act(request) or ())


def attempt(name, action):
    """A finding that says whether `action` was refused."""
    try:
        return ("escaped", f"{name}: {action()!r:.60}")
    except Exception as error:  # whatever it is, it did not work
        return ("refused", f"{name}: {type(error).__name__}")
