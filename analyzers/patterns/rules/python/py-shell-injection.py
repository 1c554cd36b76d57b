import os
import shlex
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.route("/convert")
def convert():
    name = request.args["name"]
    # ruleid: py-shell-injection
    os.system("convert " + name + " out.png")
    command = f"identify {name}"
    # ruleid: py-shell-injection
    report = subprocess.run(command, shell=True, capture_output=True)
    # ruleid: py-shell-injection
    subprocess.check_output("du -sh %s" % request.form["dir"], shell=True)
    # ok: py-shell-injection
    subprocess.run(["convert", name, "out.png"], check=True)
    # ok: py-shell-injection
    os.system("convert " + shlex.quote(name) + " out.png")
    # ok: py-shell-injection
    subprocess.run("sync", shell=True, check=True)
    return report.stdout
