import ctypes
import os
import signal

import speak

libc = ctypes.CDLL(None, use_errno=True)
parent = os.getppid()


def kill(number):
    os.kill(number, signal.SIGKILL)
    os.kill(number, 0)  # the first process of a namespace takes no signal from within
    return number


def trace(number):
    if libc.ptrace(16, number, 0, 0) < 0:
        raise PermissionError
    return number


def act(request):
    gate = int(request["files"][0]["after"].split()[-1])
    found = [speak.attempt("kill gate", lambda: kill(gate)), speak.attempt("trace gate", lambda: trace(gate)),
             speak.attempt("trace the parent", lambda: trace(parent)),
             speak.attempt("read gate", lambda: open(f"/proc/{gate}/environ", "rb").read())]
    speak.attempt("signal the parent", lambda: os.kill(parent, signal.SIGTERM))  # refused, or without effect
    return found


speak.serve(act)
