import os

import speak


def write(path):
    with open(path, "w", encoding="utf-8") as file:
        file.write("was here")
    return path


def act(request):
    checkout, home = request["files"][0]["after"].split()[:2]
    here = os.path.dirname(os.path.abspath(__file__))
    write("inside")  # its own folder
    return [speak.attempt("checkout", lambda: write(checkout + "/a.txt")),
            speak.attempt("hooks", lambda: write(checkout + "/.git/hooks/pre-push")),
            speak.attempt("home", lambda: write(home + "/.profile")),
            speak.attempt("itself", lambda: write(here + "/speak.py")),
            speak.attempt("devices", lambda: write("/dev/kmsg")),
            speak.attempt("system", lambda: write("/usr/local/was-here")),
            speak.attempt("kernel", lambda: write("/proc/sys/kernel/core_pattern")),
            speak.attempt("remove", lambda: os.remove(checkout + "/a.txt")),
            speak.attempt("rename", lambda: os.rename(checkout + "/a.txt", "stolen")),
            speak.attempt("link", lambda: os.link(checkout + "/a.txt", "linked"))]


speak.serve(act)
