def render(rows, names):
    text = ""
    for row in rows:
        # ruleid: py-text-built-in-loop
        text += f"<li>{row.name}</li>"
    line = ""
    for name in names:
        # ruleid: py-text-built-in-loop
        line = line + name.upper()
    parts = []
    for row in rows:
        # ok: py-text-built-in-loop
        parts.append(row.name)
    total = 0
    for row in rows:
        # ok: py-text-built-in-loop
        total += row.size
    for row in rows:
        cell = ""
        # ok: py-text-built-in-loop
        cell += row.name
        parts.append(cell)
    return text + line + "".join(parts) + str(total)
