import sys

import speak

speak.hello()
speak.read()
sys.stdout.write('{"type":"result","id":1,"findings":' + "[" * 3_000_000 + "\n")
sys.stdout.flush()
speak.read()
