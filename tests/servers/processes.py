"""Looking at the daemon's processes through /proc."""
import os
import re
import signal
import time

ROLES = ("fetch", "keep", "send", "parse")


def children(pid):
    try:
        with open("/proc/%d/task/%d/children" % (pid, pid), encoding="ascii") as f:
            return [int(p) for p in f.read().split()]
    except OSError:
        return []


def descendants(pid):
    below = children(pid)
    return below + [p for child in below for p in descendants(child)]


def role_of(pid):
    """The role that a child's command line names; None where it names none (a process between fork and exec)."""
    try:
        with open("/proc/%d/cmdline" % pid, "rb") as f:
            words = [os.path.basename(w) for w in f.read().decode("utf-8", "replace").split("\0")]
    except OSError:
        return None
    found = re.search(r"\b(%s)\b" % "|".join(ROLES), " ".join(words))
    return found.group(1) if found else None


def alive(pid):
    try:
        with open("/proc/%d/stat" % pid, encoding="utf-8", errors="replace") as f:
            return f.read().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def kill(pid):
    """SIGKILL, and back when it is dead."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    while alive(pid):
        time.sleep(0.001)


def peak_memory(pid):
    """The largest resident set so far, in KiB; 0 where the process is gone."""
    try:
        with open("/proc/%d/status" % pid, encoding="ascii", errors="replace") as f:
            found = re.search(r"^VmHWM:\s+(\d+) kB", f.read(), re.M)
    except OSError:
        return 0
    return int(found.group(1)) if found else 0
