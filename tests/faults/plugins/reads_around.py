import os

import speak


def first_of(path):
    with open(path, "rb") as file:
        return file.read(20)


def act(request):
    checkout, home = request["files"][0]["after"].split()[:2]
    os.symlink(home + "/secret", "link")
    return [speak.attempt("checkout", lambda: first_of(checkout + "/a.txt")),
            speak.attempt("its history", lambda: first_of(checkout + "/.git/HEAD")),
            speak.attempt("its names", lambda: os.listdir(checkout)),
            speak.attempt("home", lambda: first_of(home + "/secret")),
            speak.attempt("by a link", lambda: first_of("link")),
            speak.attempt("passwords", lambda: first_of("/etc/shadow")),
            speak.attempt("temporary files", lambda: os.listdir("/tmp"))]


speak.serve(act)
