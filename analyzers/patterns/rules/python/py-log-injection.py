import logging

from flask import Flask, request

app = Flask(__name__)
log = logging.getLogger(__name__)


@app.route("/login")
def login():
    user = request.form["user"]
    # ruleid: py-log-injection
    log.warning("login failed for " + user)
    # ruleid: py-log-injection
    logging.info(f"agent {request.headers['User-Agent']}")
    # ok: py-log-injection
    log.warning("login failed for %r", user)
    # ok: py-log-injection
    log.warning("login failed for " + user.replace("\n", " "))
    # ok: py-log-injection
    log.info("item %d" % int(request.args["item"]))
    return "", 401
