import ctypes
import socket

import speak

libc = ctypes.CDLL(None, use_errno=True)


def connect(family, address):
    with socket.socket(family, socket.SOCK_STREAM) as one:
        one.settimeout(2)
        one.connect(address)
        return address


def send():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        return one.sendto(b"out", ("127.0.0.1", 9))


def ring():
    if libc.syscall(425, 8, ctypes.create_string_buffer(256)) < 0:
        raise PermissionError
    return "io_uring"


def act(request):
    port, path = request["files"][0]["after"].split()[:2]
    return [speak.attempt("tcp", lambda: connect(socket.AF_INET, ("127.0.0.1", int(port)))),
            speak.attempt("unix", lambda: connect(socket.AF_UNIX, path)),
            speak.attempt("udp", send),
            speak.attempt("raw", lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW)),
            speak.attempt("netlink", lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)),
            speak.attempt("io_uring", ring)]


speak.serve(act)
