#!/usr/bin/python3
"""Boots a Debian 12 tree with systemd in a container of its own network and runs booted_test.py in it, as root.

    tests/system/boot.py PACKAGE.deb NEXT.deb [TEST...]

The tree is made once (tree.sh); what a run changes lies in memory and is gone after it. XW_SHELL=1 gives a shell in the
container when the tests are over."""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BOOT_SECONDS, TEST_SECONDS, HALT_SECONDS = 90, 1500, 30
# Beside what systemd-nspawn allows: our jails are made of these.
CALLS = "landlock_create_ruleset landlock_add_rule landlock_restrict_self seccomp"
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/root", "DEBIAN_FRONTEND": "noninteractive",
               "PYTHONDONTWRITEBYTECODE": "1", "XW_BUILD": "/usr/bin"}


class Machine:
    """One booted container; it ends with this object, and with this process."""

    def __init__(self, tree, packages):
        self.log = tempfile.TemporaryFile()
        binds = ["--bind-ro=%s:/srv/xuanwangd" % ROOT]
        binds += ["--bind-ro=%s:/srv/%s" % (os.path.abspath(path), name) for name, path in packages.items()]
        self.child = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", "systemd-nspawn", "--quiet", "--boot", "--register=no", "--keep-unit", "--private-network",
             "--volatile=overlay", "--system-call-filter=" + CALLS, "--console=pipe", "--machine=xuanwangd-test", "--hostname=xuanwangd-test",
             "--directory=" + tree, *binds],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, start_new_session=True)

    def __enter__(self):
        end = time.monotonic() + BOOT_SECONDS
        while time.monotonic() < end:
            if self.child.poll() is not None:
                raise RuntimeError("the container did not start:\n" + self.said())
            if self.leader() and self.run("systemctl", "is-system-running", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.strip() in (b"running", b"degraded"):
                return self
            time.sleep(0.5)
        raise RuntimeError("the container did not boot within %d s:\n%s" % (BOOT_SECONDS, self.said()))

    def __exit__(self, *_):
        self.child.terminate()  # systemd-nspawn halts the container in order
        try:
            self.child.wait(HALT_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.child.pid, signal.SIGKILL)
            self.child.wait()

    def said(self):
        self.log.seek(0)
        return self.log.read()[-3000:].decode("utf-8", "replace")

    def leader(self):
        """The container's process 1, as this machine counts; None before it is there."""
        try:
            with open("/proc/%d/task/%d/children" % (self.child.pid, self.child.pid), encoding="ascii") as f:
                children = f.read().split()
        except OSError:
            return None
        return int(children[0]) if children else None

    def run(self, *command, **options):
        inside = ["nsenter", "--target", str(self.leader()), "--mount", "--uts", "--ipc", "--net", "--pid", "--wdns=/root"]
        return subprocess.run(inside + ["env", "-i", *("%s=%s" % item for item in ENVIRONMENT.items()), *command],
                              stdin=None if os.environ.get("XW_SHELL") else subprocess.DEVNULL, check=False, **options)


def main(package, following, *tests):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the container is halted
    for program in ("systemd-nspawn", "debootstrap", "nsenter", "setpriv"):
        if not shutil.which(program):
            sys.exit("%s is not installed: run ./dev test-system" % program)
    made = time.monotonic()
    tree = subprocess.run([os.path.join(HERE, "tree.sh"), package], stdout=subprocess.PIPE, check=True, text=True).stdout.strip()
    print("the tree: %.0f s" % (time.monotonic() - made), flush=True)
    booted = time.monotonic()
    with Machine(tree, {"package.deb": package, "next.deb": following}) as machine:
        print("booted: %.0f s" % (time.monotonic() - booted), flush=True)
        try:
            names = tests or ("system.booted_test",)
            done = machine.run("sh", "-c", 'cd /srv/xuanwangd/tests && exec /usr/bin/python3 -u -m unittest -v -f "$@"', "sh", *names,
                               timeout=TEST_SECONDS)
            if done.returncode:
                machine.run("journalctl", "--no-pager", "--quiet", "--lines=40")
        finally:
            if os.environ.get("XW_SHELL"):
                machine.run("bash")
    return done.returncode


if __name__ == "__main__":
    if os.geteuid() != 0 or len(sys.argv) < 3:
        sys.exit("usage, as root: boot.py PACKAGE.deb NEXT.deb [TEST...]")
    sys.exit(main(*sys.argv[1:]))
