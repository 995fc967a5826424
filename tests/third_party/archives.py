#!/usr/bin/python3
"""Archives of other projects' test suites, read by us, against the members on which independent programs agree.

usage: archives.py DATA COMMAND

DATA holds oracle/archive.jsonl and the files that it names; where it is absent nothing is measured. COMMAND reads one
file (`{file}` in it) and prints the JSON of `xuanwangctl read --json`. Exit 1: below 99 % of the members.

known.txt, beside this, lists the archives where we differ and are right. They are printed, and counted apart.
"""
import concurrent.futures
import json
import os
import sys

from mails import known, read

FLOOR = 0.99
OTHER = (".cpio", ".ar", ".cab", ".lzh", ".exe")  # formats that nobody promised to read


def tidy(name):
    """As we write a path: without roots, drives and steps up, which are dangers."""
    steps = name.replace("\\", "/").split("/")
    return "/".join(s.strip() for s in steps if s not in ("", ".", ".."))


def compare(data, command, case):
    got = read(command, os.path.join(data, case["file"]))
    ours = [[tidy(m["name"]), m["size"]] for m in got.get("members", [])]
    missing = []
    for name, size in case["members"]:
        if [tidy(name), size] in ours:
            ours.remove([tidy(name), size])
        else:
            missing.append(name)
    return case, missing, got


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    data, command = sys.argv[1:]
    oracle = os.path.join(data, "oracle", "archive.jsonl")
    if not os.path.exists(oracle):
        print("no third-party data: nothing measured")
        return 0
    cases, excused = [json.loads(line) for line in open(oracle, encoding="utf-8")], known()
    listed = len(cases)
    cases = [c for c in cases if not c["file"].endswith(OTHER) and os.path.exists(os.path.join(data, c["file"]))]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda c: compare(data, command, c), cases))
    members = right = ours = 0
    for case, missing, got in results:
        reason = excused.get((case["file"], "members"))
        members += len(case["members"])
        right += len(case["members"]) - (0 if reason else len(missing))
        ours += len(missing) if reason else 0
        if missing:
            said = reason or got.get("reason") or got.get("fault") or ""
            print(f"{case['file']}: members: {len(missing)} of {len(case['members'])} missing: {said}")
    print(f"archives {len(cases)} of {listed}; the others are of other formats, or absent")
    print(f"members {right}/{members} = {right / max(members, 1):.2%}, {ours} of them known to be ours")
    return 0 if members and right >= FLOOR * members else 1


if __name__ == "__main__":
    sys.exit(main())
