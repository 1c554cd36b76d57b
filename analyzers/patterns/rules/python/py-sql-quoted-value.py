def remove(cursor, name, day, table):
    # ruleid: py-sql-quoted-value
    cursor.execute(f"DELETE FROM users WHERE name = '{name}'")
    # ruleid: py-sql-quoted-value
    cursor.execute("SELECT * FROM log WHERE day = '%s' AND name = '%s'" % (day, name))
    # ruleid: py-sql-quoted-value
    cursor.execute("UPDATE users SET name = '{}' WHERE id = 3".format(name))
    # ruleid: py-sql-quoted-value
    cursor.execute("SELECT * FROM users WHERE name = '" + name + "'")
    # ok: py-sql-quoted-value
    cursor.execute("DELETE FROM users WHERE name = %s", (name,))
    # ok: py-sql-quoted-value
    cursor.execute(f"SELECT count(*) FROM {table} WHERE state = 'open'")
    # ok: py-sql-quoted-value
    cursor.execute("SELECT * FROM log WHERE day = '2024-01-01'")
