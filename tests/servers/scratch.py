"""A scratch folder that stops every process started in it and vanishes, whatever happens to the test."""
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

UNPRIVILEGED = "nobody"  # the mail stores belong to it: Dovecot refuses to handle mail as root


class Failure(Exception):
    """The test's own surroundings do not work: a server that does not start, a missing program."""


class Scratch:
    """Use as a context manager. Short path: the socket names in it must fit into 108 bytes."""

    def __init__(self, keep=False):
        if os.geteuid() != 0:
            raise Failure("the test servers drop to their own users and need root: run this through sudo")
        self.keep = keep or bool(os.environ.get("XW_KEEP_SCRATCH"))
        self.path = tempfile.mkdtemp(prefix="xw-")
        os.chmod(self.path, 0o711)  # the unprivileged server processes pass through
        self.children = []

    def __enter__(self):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that __exit__ runs
        return self

    def __exit__(self, *_):
        for child in reversed(self.children):
            stop(child)
        if self.keep:
            print("scratch folder kept: " + self.path, file=sys.stderr)
        else:
            shutil.rmtree(self.path, ignore_errors=True)

    def at(self, *names):
        return os.path.join(self.path, *names)

    def folder(self, *names, owner=None):
        path = self.at(*names)
        os.makedirs(path, exist_ok=True)
        if owner:
            shutil.chown(path, owner)
        return path

    def write(self, name, text):
        with open(self.at(name), "w", encoding="utf-8") as f:
            f.write(text)
        return self.at(name)

    def start(self, command, log, **options):
        """Starts a process that stays in the foreground; it is asked to end should this process be killed."""
        with open(self.at(log), "ab") as out:
            child = subprocess.Popen(["setpriv", "--pdeathsig", "TERM"] + command, stdin=subprocess.DEVNULL,
                                     stdout=out, stderr=out, start_new_session=True, **options)
        self.children.append(child)
        return child

    def stop(self, child):
        stop(child)
        self.children.remove(child)


def stop(child, seconds=10):
    """SIGTERM, and SIGKILL for what does not listen; then for the rest of its group, where it leads one."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            child.kill()
    child.wait()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)  # what a server started for a session that is still open


def need_program(name, *places):
    """The full path of a program that Debian may put where an ordinary PATH does not look."""
    path = shutil.which(name, path=os.pathsep.join(places + ("/usr/sbin", "/usr/bin", "/sbin", "/bin")))
    if not path:
        raise Failure("%s is not installed: run ./dev setup" % name)
    return path


def free_ports(count):
    """Ports that nobody listens on now, on any address."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for s in sockets:
            s.bind(("", 0))
        return [s.getsockname()[1] for s in sockets]
    finally:
        for s in sockets:
            s.close()


def wait_until(true, seconds, what):
    """Polls; returns what `true` returned."""
    end = time.monotonic() + seconds
    while True:
        value = true()
        if value:
            return value
        if time.monotonic() > end:
            raise Failure("waited %g s in vain for %s" % (seconds, what))
        time.sleep(0.02)


def listens(port, address="127.0.0.1"):
    with socket.socket() as s:
        s.settimeout(1)
        return s.connect_ex((address, port)) == 0
