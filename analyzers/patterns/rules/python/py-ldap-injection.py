import ldap
from flask import Flask, request
from ldap.filter import escape_filter_chars, filter_format

app = Flask(__name__)
BASE = "ou=people,dc=example,dc=com"


@app.route("/login")
def login(connection):
    user = request.form["user"]
    # ruleid: py-ldap-injection
    found = connection.search_s(BASE, ldap.SCOPE_SUBTREE, f"(uid={user})")
    query = "(&(objectClass=person)(mail=" + request.args.get("mail", "") + "))"
    # ruleid: py-ldap-injection
    found += connection.search_ext_s(BASE, ldap.SCOPE_SUBTREE, query)
    # ok: py-ldap-injection
    found += connection.search_s(BASE, ldap.SCOPE_SUBTREE, "(uid=" + escape_filter_chars(user) + ")")
    # ok: py-ldap-injection
    found += connection.search_s(BASE, ldap.SCOPE_SUBTREE, filter_format("(uid=%s)", [user]))
    # ok: py-ldap-injection
    found += connection.search_s(BASE, ldap.SCOPE_SUBTREE, "(objectClass=person)")
    return found
