"""Runs one role against a server, with the driver in the place of main and keep."""
import os
import subprocess
import tempfile

from servers.stage import BUILD

with open(os.path.join(BUILD, "CMakeCache.txt"), encoding="utf-8") as cache:
    SANITIZED = "XW_SANITIZE:BOOL=ON" in cache.read()

# connect, command, whole, idle, idle answer, first and longest back-off, and how long a message may be misread and lost
TIMES = "5,%d,%d,2,1,1,2,1,%d"
QUICK = TIMES % (2, 4, 3600)


class Said:
    """What the role said: [(event, {key: value})] in order, and its log."""

    def __init__(self, out, log):
        self.events = [parse(line) for line in out.splitlines()]
        self.log = log

    def all(self, event):
        return [values for name, values in self.events if name == event]

    def one(self, event):
        return self.all(event)[0]

    def uids(self):
        return [int(v["uid"]) for v in self.all("fetched")]

    @property
    def code(self):
        return int(self.one("end")["code"])

    def __str__(self):
        return "\n".join("%s %s" % event for event in self.events) + "\n" + self.log


def parse(line):
    """"lost outcome=later reason=any text" """
    event, _, rest = line.partition(" ")
    values = {}
    while rest:
        key, _, rest = rest.partition("=")
        if key in ("reason", "text"):
            values[key], rest = rest, ""
        else:
            values[key], _, rest = rest.partition(" ")
    return event, values


def drive(role, port, *options, times=None, seconds=30, **named):
    """`named` become --name value; True is a bare --name."""
    command = [os.path.join(BUILD, "net_driver"), role, "--port", str(port), "--seconds", str(seconds)]
    if times:
        command += ["--times", times]
    for name, value in named.items():
        command += ["--" + name] if value is True else ["--" + name, str(value)]
    with tempfile.TemporaryDirectory(prefix="xw-") as folder:
        done = subprocess.run(command + list(options), cwd=folder, capture_output=True, timeout=seconds + 30, check=False)
    said = Said(done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))
    if "Sanitizer" in said.log or "runtime error" in said.log or said.one("end")["signal"] != "0":
        raise AssertionError("the role broke down:\n%s" % said)
    return said


def fetch(port, **named):
    """Against a scripted server: in the clear, short times."""
    return drive("fetch", port, **{"tls": "plain", "user": "u", "password": "p", "times": QUICK, **named})


def send(port, file, *options, **named):
    return drive("send", port, "--file", file, *options,
                 **{"tls": "plain", "user": "u", "password": "p", "times": QUICK, "from": "us@x.test", **named})
