import tempfile
from tempfile import mktemp


def export(rows):
    # ruleid: py-temp-file-name
    path = tempfile.mktemp(suffix=".csv")
    # ruleid: py-temp-file-name
    other = mktemp()
    # ok: py-temp-file-name
    descriptor, third = tempfile.mkstemp(suffix=".csv")
    # ok: py-temp-file-name
    with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
        file.writelines(rows)
    return path, other, descriptor, third
