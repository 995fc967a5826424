#!/usr/bin/python3
"""Everything that other projects' test files can tell about our reading, against what independent programs agree on.

usage: run.py [--build FOLDER] [--every] DATA-FOLDER

The build folder holds xuanwangctl and xuanwang-parse; by default build/. With --every only that is asked of each file that it
does not crash, hang or go over the caps: what a build with sanitizers (--build build-sanitize) is for. Floors: mails' subject, from and attachments 99.5 % of
the agreed cases, 99 % of the cells and 97 % of the sheets' files whole, 98 % of the characters, 99 % of the archives'
members. Exit 1 below one of them. Where the folder is absent nothing is measured, and that is no failure.
"""
import argparse
import os
import shlex
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PARTS = (("mails", "inspect"), ("sheets", "read"), ("texts", "read"), ("archives", "read"))


def measure(part, data, words):
    """True where it went as it should."""
    print(f"== {part}", flush=True)
    return subprocess.run([sys.executable, os.path.join(HERE, part + ".py"), data, *words]).returncode == 0


def main():
    options = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1].removeprefix("usage: "), description=__doc__.split("\n\n")[0])
    options.add_argument("--build", default=os.path.join(ROOT, "build"))
    options.add_argument("--every", action="store_true")
    options.add_argument("data")
    asked = options.parse_args()
    if not os.path.isdir(os.path.join(asked.data, "oracle")):
        print(f"skipped: no third-party data in {asked.data}")
        return 0
    program = os.path.abspath(os.path.join(asked.build, "xuanwangctl"))
    if asked.every:
        return 0 if measure("every", asked.data, [program]) else 1
    failed = [part for part, command in PARTS
              if not measure(part, asked.data, [shlex.join([program, command, "--json", "{file}"])])]
    print(f"below the floor: {', '.join(failed)}" if failed else "all floors reached")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
