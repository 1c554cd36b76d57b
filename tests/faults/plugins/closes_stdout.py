import os
import time

import speak

speak.hello()
os.close(1)
time.sleep(600)
