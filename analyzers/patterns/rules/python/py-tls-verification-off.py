import ssl

import aiohttp
import requests


def fetch(url, token):
    # ruleid: py-tls-verification-off
    answer = requests.get(url, headers={"Authorization": token}, verify=False)
    session = requests.Session()
    # ruleid: py-tls-verification-off
    session.verify = False
    context = ssl.create_default_context()
    context.check_hostname = False
    # ruleid: py-tls-verification-off
    context.verify_mode = ssl.CERT_NONE
    # ruleid: py-tls-verification-off
    connector = aiohttp.TCPConnector(ssl=False)
    return answer, session, context, connector


def right(url, token):
    # ok: py-tls-verification-off
    answer = requests.get(url, headers={"Authorization": token}, timeout=10)
    # ok: py-tls-verification-off
    other = requests.get(url, verify="/etc/ssl/internal-ca.pem")
    context = ssl.create_default_context(cafile="/etc/ssl/internal-ca.pem")
    # ok: py-tls-verification-off
    context.verify_mode = ssl.CERT_REQUIRED
    return answer, other, context
