import speak

speak.hello()
request = speak.read()
speak.write({"type": "result", "id": request["id"],
             "findings": [{"path": "../../etc/passwd", "rule": "refused", "message": "x", "line": -1}]})
speak.read()
