#!/usr/bin/python3
"""Everything that other projects' test files can tell about our reading, against what independent programs agree on.

usage: run.py DATA-FOLDER [BUILD-FOLDER]

BUILD-FOLDER holds xuanwangctl and xuanwang-parse; by default build/. Floors: mails' subject, from and attachments 99.5 % of
the agreed cases, 99 % of the cells and 97 % of the sheets' files whole, 98 % of the characters, 99 % of the archives'
members. Exit 1 below one of them. Where the folder is absent nothing is measured, and that is no failure.
"""
import os
import shlex
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PARTS = (("mails", "inspect"), ("sheets", "read"), ("texts", "read"), ("archives", "read"))


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    data = sys.argv[1]
    if not os.path.isdir(os.path.join(data, "oracle")):
        print(f"skipped: no third-party data in {data}")
        return 0
    program = os.path.join(sys.argv[2] if len(sys.argv) > 2 else os.path.join(ROOT, "build"), "xuanwangctl")
    failed = []
    for part, command in PARTS:
        print(f"== {part}", flush=True)
        line = shlex.join([os.path.abspath(program), command, "--json", "{file}"])
        if subprocess.run([sys.executable, os.path.join(HERE, part + ".py"), data, line]).returncode != 0:
            failed.append(part)
    print(f"below the floor: {', '.join(failed)}" if failed else "all floors reached")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
