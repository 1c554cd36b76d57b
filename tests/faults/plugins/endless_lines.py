import sys

import speak

speak.hello()
speak.answer(speak.read())
while True:
    sys.stdout.write('{"type":"result","id":1,"findings":[]}\n' * 4096)
