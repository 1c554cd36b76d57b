import os

from flask import Flask, request, send_file, send_from_directory
from werkzeug.utils import secure_filename

app = Flask(__name__)
UPLOADS = "/srv/uploads"


@app.route("/file")
def file():
    name = request.args["name"]
    path = os.path.join(UPLOADS, name)
    # ruleid: py-path-traversal
    with open(path) as handle:
        handle.read()
    # ruleid: py-path-traversal
    os.remove(f"{UPLOADS}/{request.form['old']}")
    # ruleid: py-path-traversal
    return send_file(path)


@app.route("/safe")
def safe():
    name = secure_filename(request.args["name"])
    # ok: py-path-traversal
    with open(os.path.join(UPLOADS, name)) as handle:
        handle.read()
    # ok: py-path-traversal
    with open(os.path.join(UPLOADS, "index.txt")) as handle:
        handle.read()
    # ok: py-path-traversal
    return send_from_directory(UPLOADS, request.args["name"])
