import requests


def fetch(url, body, options):
    # ruleid: py-http-no-timeout
    page = requests.get(url)
    # ruleid: py-http-no-timeout
    saved = requests.post(url, json=body, headers={"X-Trace": "1"})
    # ruleid: py-http-no-timeout
    requests.request("DELETE", url)
    # ok: py-http-no-timeout
    timed = requests.get(url, timeout=(3, 10))
    # ok: py-http-no-timeout
    passed = requests.get(url, **options)
    # ok: py-http-no-timeout
    session = requests.Session()
    return page, saved, timed, passed, session
