#!/usr/bin/python3
"""Every file of other projects' test suites through our readers, whatever it is: none may crash, hang or go over the caps.

usage: every.py DATA PROGRAM

PROGRAM is xuanwangctl; one built with sanitizers tells most. Each file is read as a file, and mails as mails too. A file that
we refuse with a reason is fine. Exit 1: a parser crashed, was killed for its time or memory, or a sanitizer spoke.
"""
import concurrent.futures
import json
import os
import re
import subprocess
import sys

MAILS = ("mail", "bounce")
NO_DATA = ("oracle",)
SECONDS = 300  # sanitizers are slow, and this machine may be busy
SPOKE = re.compile(r"(?<!WARNING: )\b\w*Sanitizer|runtime error", re.I)  # a warning: the library heard that there is not so much memory
ENDED = re.compile(r"the parser (crashed|took too long|needed too much)")


def jobs(data):
    for folder in sorted(os.listdir(data)):
        if folder in NO_DATA or not os.path.isdir(os.path.join(data, folder)):
            continue
        for path, _, names in sorted(os.walk(os.path.join(data, folder))):
            for name in sorted(names):
                yield os.path.join(path, name), "read"
                if folder in MAILS:
                    yield os.path.join(path, name), "inspect"


def run(program, path, command):
    """What went wrong, "" for nothing."""
    try:
        ran = subprocess.run([program, command, "--json", path], capture_output=True, timeout=SECONDS, errors="replace")
    except subprocess.TimeoutExpired:
        return "hangs"
    if SPOKE.search(ran.stderr):
        return "sanitizer: " + next(line for line in ran.stderr.splitlines() if SPOKE.search(line)).strip()[:200]
    if ran.returncode not in (0, 1):
        return f"exit code {ran.returncode}"
    try:
        why = json.loads(ran.stdout).get("why", "") if ran.stdout else ran.stderr
    except ValueError:
        return "no JSON"
    return why.strip()[:200] if ENDED.search(why) else ""


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    data, program = sys.argv[1:]
    work = list(jobs(data))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        faults = list(pool.map(lambda job: run(program, *job), work))
    for (path, command), fault in zip(work, faults):
        if fault:
            print(f"{os.path.relpath(path, data)}: {command}: {fault}")
    print(f"files read {len(work)}, faults {sum(map(bool, faults))}")
    return 1 if any(faults) or not work else 0


if __name__ == "__main__":
    sys.exit(main())
