import sys

import speak

speak.hello()
speak.read()
while True:
    sys.stderr.write("e" * 65536)
