import os
import subprocess
import time

import speak


def daemon():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for number in range(3):
                os.close(number)
            time.sleep(600)
        os._exit(0)


def act(_):
    for _ in range(3):
        daemon()
    subprocess.Popen(["setsid", "sleep", "600"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


speak.serve(act)
