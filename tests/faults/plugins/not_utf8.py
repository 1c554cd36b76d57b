import sys

import speak

speak.hello()
speak.read()
sys.stdout.buffer.write(b'{"type":"result","id":1,"findings":[],"logs":["\xff\xfe"]}\n')
sys.stdout.flush()
speak.read()
