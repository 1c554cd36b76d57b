import sys

import speak

speak.hello()
speak.read()
while True:
    sys.stdout.write("x" * 65536)
