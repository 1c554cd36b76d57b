import os

from flask import Flask

app = Flask(__name__)
# ruleid: py-debug-mode-on
app.config["DEBUG"] = True
# ok: py-debug-mode-on
app.config["TESTING"] = True


def main(worker):
    # ok: py-debug-mode-on
    worker.run(debug=True)
    # ok: py-debug-mode-on
    app.run(debug=os.environ.get("APP_DEBUG") == "1")
    # ok: py-debug-mode-on
    app.run(debug=False)
    # ruleid: py-debug-mode-on
    app.run(host="0.0.0.0", debug=True)


if __name__ == "__main__":
    main(None)
