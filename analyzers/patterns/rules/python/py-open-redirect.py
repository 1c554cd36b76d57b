from django.utils.http import url_has_allowed_host_and_scheme
from flask import Flask, redirect, request, url_for

app = Flask(__name__)


@app.route("/login")
def login():
    target = request.args.get("next")
    if not target:
        # ok: py-open-redirect
        return redirect(url_for("index"))
    # ruleid: py-open-redirect
    return redirect(target)


@app.route("/back")
def back():
    # ruleid: py-open-redirect
    return redirect(request.form["return_to"], code=303)


@app.route("/checked")
def checked():
    target = request.args.get("next")
    if url_has_allowed_host_and_scheme(target, request.host):
        # ok: py-open-redirect
        return redirect(target)
    if target == "cart":
        # ok: py-open-redirect
        return redirect("/cart/" + request.args["item"])
    # ok: py-open-redirect
    return redirect(url_for("item", number=int(request.args["number"])))
