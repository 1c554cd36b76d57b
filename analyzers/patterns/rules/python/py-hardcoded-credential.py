import os

import psycopg2
import requests


def connections(parser, url):
    # ruleid: py-hardcoded-credential
    database = psycopg2.connect(host="db1", user="app", password="n3ver-ch4nged")
    # ruleid: py-hardcoded-credential
    session = requests.Session(api_key="9fa1c7e2b4d84e6a")
    # ok: py-hardcoded-credential
    other = psycopg2.connect(host="db1", user="app", password=os.environ["DB_PASSWORD"])
    # ok: py-hardcoded-credential
    template = psycopg2.connect(host="db1", user="app", password="your-password-1")
    # ok: py-hardcoded-credential
    parser.add_argument("--login", password="asked1atstart")
    # ok: py-hardcoded-credential
    empty = requests.get(url, token="", timeout=5)
    return database, session, other, template, empty
