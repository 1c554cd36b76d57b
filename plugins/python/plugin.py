"""Finds prints for debugging and breakpoints in Python code. An example of a plugin that speaks gate's process protocol.

One JSON document a line: `hello`, then `analyze` with changed files; the end of the input is the end. Both sides of each
file are looked at, so that gate can tell what is new. Standard output belongs to the protocol: log to standard error.
"""
import ast
import base64
import json
import sys

RULES = [
    {"id": "print", "summary": "print() is left from debugging", "category": "maintainability", "severity": "low",
     "help": "Standard output of a service is read by nobody.\n\nBad: `print(order)`\n\nGood: `log.debug(\"%s\", order)`"},
    {"id": "breakpoint", "summary": "breakpoint() stops the program", "category": "correctness", "severity": "high",
     "help": "It waits for a terminal that is not there.\n\nBad: `breakpoint()`\n\nGood: nothing."},
]


def find(side, path, text, allowed):
    """Yields the findings of one side of a file. Lines and columns count from 1, columns in bytes."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        name = node.func.id
        if name == "breakpoint" or (name == "print" and path not in allowed):
            yield {"rule": name, "side": side, "path": path, "line": node.lineno, "column": node.col_offset + 1,
                   "end_line": node.end_lineno, "end_column": node.end_col_offset + 1,
                   "message": f"{name}() does not belong into production code"}


def analyze(files, options):
    findings, logs = [], []
    for file in files:
        for side, path in (("before", file["old_path"]), ("after", file["path"])):
            text = file[side]
            if isinstance(text, dict):  # not UTF-8
                text = base64.b64decode(text["base64"])
            if text is None:  # the file is not there on this side
                continue
            try:
                findings += find(side, path, text, options.get("allowed", []))
            except (SyntaxError, ValueError) as error:
                logs.append({"level": "warning", "message": f"{path} ({side}) is not read: {error}"})
    return findings, logs


def main():
    options = {}
    for line in sys.stdin.buffer:
        request = json.loads(line)
        if request["type"] == "hello":
            options = request["options"]
            answer = {"type": "hello", "protocol": 1, "name": "debug-prints", "version": "1.0", "rules": RULES}
        else:
            findings, logs = analyze(request["files"], options)
            answer = {"type": "result", "id": request["id"], "findings": findings, "logs": logs}
        print(json.dumps(answer), flush=True)


main()
