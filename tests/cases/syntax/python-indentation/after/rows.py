def names(rows):
    for row in rows:
    print(row)
    return rows
