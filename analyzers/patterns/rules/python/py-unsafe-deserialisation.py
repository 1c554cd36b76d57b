import base64
import json
import pickle

import requests
from flask import Flask, request

app = Flask(__name__)


@app.route("/session")
def session():
    raw = base64.b64decode(request.cookies["session"])
    # ruleid: py-unsafe-deserialisation
    return pickle.loads(raw)


def model(url):
    answer = requests.get(url, timeout=10)
    # ruleid: py-unsafe-deserialisation
    return pickle.loads(answer.content)


def peer(sock):
    data = sock.recv(65536)
    # ruleid: py-unsafe-deserialisation
    return pickle.loads(data)


@app.route("/state")
def state():
    # ok: py-unsafe-deserialisation
    return json.loads(base64.b64decode(request.cookies["state"]))


def cached(path):
    with path.open("rb") as handle:
        # ok: py-unsafe-deserialisation
        return pickle.load(handle)
