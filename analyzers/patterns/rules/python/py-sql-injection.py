import sqlite3

from flask import Flask, request

app = Flask(__name__)


def find(connection, name):
    return connection.execute("SELECT id FROM users WHERE name = '" + name + "'").fetchall()


@app.route("/users")
def users():
    cursor = sqlite3.connect("app.db").cursor()
    name = request.args.get("name", "")
    # ruleid: py-sql-injection
    cursor.execute(f"SELECT * FROM users WHERE name = '{name}'")
    sql = "SELECT * FROM orders WHERE state = '%s'" % request.form["state"]
    # ruleid: py-sql-injection
    cursor.execute(sql)
    order = request.args["order"]
    # ruleid: py-sql-injection
    cursor.execute("SELECT * FROM users ORDER BY {}".format(order))
    # ok: py-sql-injection
    cursor.execute("SELECT * FROM users WHERE name = ?", (name,))
    limit = int(request.args["limit"])
    # ok: py-sql-injection
    cursor.execute(f"SELECT * FROM users LIMIT {limit}")
    table = "users"
    # ok: py-sql-injection
    cursor.execute("SELECT count(*) FROM " + table)
    return cursor.fetchall()
