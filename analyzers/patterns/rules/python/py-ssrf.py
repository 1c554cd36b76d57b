import urllib.parse
import urllib.request

import requests
from flask import Flask, request

app = Flask(__name__)
FEEDS = {"news": "https://news.example.com/feed"}


@app.route("/preview")
def preview():
    url = request.args["url"]
    # ruleid: py-ssrf
    page = requests.get(url, timeout=5)
    # ruleid: py-ssrf
    other = urllib.request.urlopen("http://" + request.form["host"] + "/status")
    return page.text + other.read().decode()


@app.route("/feed")
def feed():
    # ok: py-ssrf
    page = requests.get(FEEDS[request.args["feed"]], timeout=5)
    query = urllib.parse.quote(request.args["q"])
    # ok: py-ssrf
    found = requests.get("https://search.example.com/?q=" + query, timeout=5)
    # ok: py-ssrf
    user = requests.get(f"https://api.example.com/users/{request.args['user']}", timeout=5)
    # ok: py-ssrf
    saved = requests.post("https://api.example.com/notes", json=request.get_json(), timeout=5)
    return page.text + found.text + saved.text + user.text
