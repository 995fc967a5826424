#!/usr/bin/python3
"""What the staff's views cost with so many works: register page, digest with its workbook, each by itself and together.

usage: views.py [WORKS]"""
import os
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from servers.stage import program  # noqa: E402
from views.store import Store  # noqa: E402

SECONDS_MOST, MEGABYTES_MOST = 5, 100


def run(name, store, *arguments):
    """(seconds, megabytes) of one command."""
    start = time.monotonic()
    with open(os.devnull, "wb") as nowhere, subprocess.Popen([program("xuanwangctl"), arguments[0], "--config", store.config, *arguments[1:]],
                                                             stdout=nowhere) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit("%s failed" % name)
    seconds = time.monotonic() - start
    print("  %-28s %6.2f s  %6.2f s CPU  %4d MB" % (name, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024), flush=True)
    return seconds, usage.ru_maxrss // 1024


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20000
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        store = Store(os.path.join(folder, "service"))
        store.fill(count, waiting=50)
        print("%d works" % count)
        figures = [run("register page", store, "register"), run("digest with workbook", store, "digest", "--send"),
                   run("workbook alone", store, "export", "register", "--format", "xlsx", "--to", os.path.join(folder, "r.xlsx"))]
        print("  page %.1f MB, workbook %.1f MB" % tuple(os.path.getsize(p) / 1e6 for p in (os.path.join(store.archive, "index.html"), os.path.join(folder, "r.xlsx"))))
    together, most = figures[0][0] + figures[1][0], max(m for _, m in figures)
    print("  register, digest and workbook together %.2f s (at most %d), %d MB (at most %d)" % (together, SECONDS_MOST, most, MEGABYTES_MOST))
    return 0 if together < SECONDS_MOST and most < MEGABYTES_MOST else 1


if __name__ == "__main__":
    sys.exit(main())
