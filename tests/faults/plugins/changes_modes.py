import os

import speak


def act(request):
    checkout, home = request["files"][0]["after"].split()[:2]
    return [speak.attempt("mode", lambda: os.chmod(checkout + "/a.txt", 0o777)),
            speak.attempt("time", lambda: os.utime(checkout + "/a.txt")),
            speak.attempt("home", lambda: os.chmod(home + "/secret", 0o666))]


speak.serve(act)
