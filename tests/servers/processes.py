"""Looking at the daemon's processes through /proc."""
import contextlib
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


def memory_holds(pid, text):
    """Does this string stand in what a process can write to? As root, who may look."""
    with open("/proc/%d/maps" % pid, encoding="utf-8") as maps, open("/proc/%d/mem" % pid, "rb") as memory:
        for line in maps:
            place, rights = line.split()[:2]
            if rights.startswith("rw"):
                begin, end = (int(n, 16) for n in place.split("-"))
                memory.seek(begin)
                with contextlib.suppress(OSError):
                    if text.encode() in memory.read(end - begin):
                        return True
    return False


def peak_memory(pid):
    """The largest resident set so far, in KiB; 0 where the process is gone."""
    try:
        with open("/proc/%d/status" % pid, encoding="ascii", errors="replace") as f:
            found = re.search(r"^VmHWM:\s+(\d+) kB", f.read(), re.M)
    except OSError:
        return 0
    return int(found.group(1)) if found else 0
