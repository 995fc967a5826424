"""What the boot test asks systemd, the journal and /proc, inside the container."""
import contextlib
import glob
import os
import pwd
import re
import subprocess
import threading

from servers.processes import children
from servers.scratch import wait_until

USER = "xuanwangd"
SERVICE = "xuanwangd.service"


def run(*command, expect=0, stdin=""):
    """What it wrote; another exit status than `expect` fails the test with all that it said. None: any will do."""
    done = subprocess.run(command, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=300)
    if expect is not None and done.returncode != expect:
        raise AssertionError("%s: exit %d instead of %d:\n%s" % (" ".join(command), done.returncode, expect, done.stdout[-4000:]))
    return done.stdout


def prop(unit, name):
    return run("systemctl", "show", "--value", "--property", name, unit).strip()


def is_active(unit=SERVICE):
    return prop(unit, "ActiveState") == "active"


def drop_in(unit, name, text):
    """As `systemctl edit` would write it."""
    folder = "/etc/systemd/system/%s.d" % unit
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name + ".conf"), "w", encoding="utf-8") as f:
        f.write(text)
    run("systemctl", "daemon-reload")


class Journal:
    """What a unit's journal gained since this object was made."""

    def __init__(self, unit=SERVICE):
        self.unit = unit
        cursor = re.search(r"^-- cursor: (.*)$", run("journalctl", "--no-pager", "--quiet", "--show-cursor", "-n", "1"), re.M)
        self.since = ["--after-cursor=" + cursor.group(1)] if cursor else []

    def text(self):
        run("journalctl", "--sync")
        return run("journalctl", "--no-pager", "--quiet", "--output=cat", "--unit=" + self.unit, *self.since)

    def wait(self, pattern, seconds):
        wait_until(lambda: re.search(pattern, self.text()), seconds, "%s in the journal of %s" % (pattern, self.unit))


def processes(user=USER):
    """{pid: command line} of the service's user."""
    uid, found = pwd.getpwnam(user).pw_uid, {}
    for folder in glob.glob("/proc/[0-9]*"):
        try:
            if os.stat(folder).st_uid != uid and status(int(os.path.basename(folder)))["Uid"].split()[0] != str(uid):
                continue
            with open(folder + "/cmdline", "rb") as f:
                found[int(os.path.basename(folder))] = f.read().replace(b"\0", b" ").decode().strip()
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def status(pid):
    with open("/proc/%d/status" % pid, encoding="ascii", errors="replace") as f:
        return dict(line.rstrip("\n").split(":\t", 1) for line in f if ":\t" in line)


def role(name):
    """The one process of that role."""
    return role_pid("--role " + name)


def role_pid(words):
    """The one process of the service whose command line holds these words and whose parent is main."""
    below = children(main_pid())
    found = [pid for pid, line in processes().items() if words in line and pid in below]
    assert len(found) == 1, "%d processes of %s" % (len(found), words)
    return found[0]


class Readers:
    """Looks at the zygote's children, each of which reads one mail, while the block runs: what jail each is in."""

    def __init__(self, zygote):
        self.zygote, self.seen, self.over = zygote, {}, threading.Event()
        self.filters = int(status(zygote)["Seccomp_filters"])

    def __enter__(self):
        self.thread = threading.Thread(target=self._look)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()

    def _look(self):
        while not self.over.wait(0.002):
            for pid in children(self.zygote):
                with contextlib.suppress(FileNotFoundError, ProcessLookupError, KeyError):
                    seen = status(pid)
                    self.seen[pid] = seen["CapEff"], seen["NoNewPrivs"], seen["Seccomp"], int(seen["Seccomp_filters"]) >= self.filters


def control_group(pid):
    """{controller: its folder} of a process, as far as this container may see it."""
    groups = {}
    with open("/proc/%d/cgroup" % pid, encoding="ascii") as f:
        for line in f:
            _, names, path = line.rstrip("\n").split(":", 2)
            for name in names.split(",") if names else ("unified",):
                groups[name] = path
    return groups


def limits_of(groups, files):
    """[(file, text)] of those files that exist in a control group's folder, of either hierarchy, and speak of the service alone."""
    found = []
    for name, path in groups.items():
        for file in files if path.endswith("/" + SERVICE) else ():
            for folder in (os.path.join("/sys/fs/cgroup", name), "/sys/fs/cgroup"):
                with contextlib.suppress(OSError):
                    with open(folder + path + "/" + file, encoding="ascii") as f:
                        found.append((file, f.read().strip()))
    return found


def main_pid(unit=SERVICE):
    return int(prop(unit, "MainPID"))
