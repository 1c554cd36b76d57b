import os
import shlex
import subprocess


def unpack(archive, target):
    # ruleid: py-shell-formatted-command
    subprocess.run(f"tar xf {archive}", shell=True, check=True)
    # ruleid: py-shell-formatted-command
    os.system("chmod -R a+r %s" % target)
    # ruleid: py-shell-formatted-command
    subprocess.call("ls -l " + target, shell=True)
    # ok: py-shell-formatted-command
    subprocess.run(["tar", "xf", archive], check=True)
    # ok: py-shell-formatted-command
    os.system("chmod -R a+r " + shlex.quote(target))
    # ok: py-shell-formatted-command
    subprocess.run("make clean && make", shell=True, check=True)
    # ok: py-shell-formatted-command
    subprocess.run(f"tar xf {shlex.quote(archive)}", shell=True, check=True)
