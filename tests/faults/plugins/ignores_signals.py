import signal
import time

import speak

for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
speak.hello()
while True:
    time.sleep(600)
