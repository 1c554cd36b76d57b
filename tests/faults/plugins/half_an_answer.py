import sys
import time

import speak

speak.hello()
request = speak.read()
sys.stdout.write('{"type":"result","id":' + str(request["id"]))
sys.stdout.flush()
time.sleep(600)
