import time

import speak

speak.hello()
time.sleep(600)
