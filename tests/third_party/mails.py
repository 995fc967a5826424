#!/usr/bin/python3
"""Mails of other projects' test suites, read by us, against the fields on which at least three of four parsers agree.

usage: mails.py DATA COMMAND

DATA holds oracle/mail.jsonl and the files that it names; where it is absent nothing is measured. COMMAND reads one mail
(`{file}` in it) and prints the JSON of `xuanwangctl inspect --json`. Exit 1: below 99.5 % of the agreed cases of a field.

known.txt, beside this, lists the cases where we differ and are right. They are printed, and counted apart.
"""
import collections
import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import sys

FLOOR = 0.995
FIELDS = ("subject", "from", "att")
KNOWN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "known.txt")


def known():
    """Lines "FILE FIELD reason"."""
    with open(KNOWN, encoding="utf-8") as f:
        rows = [line.split(None, 2) for line in f if line.strip() and not line.startswith("#")]
    return {(file, field): reason.strip() for file, field, reason in rows}


def read(command, path):
    words = [w.replace("{file}", path) for w in shlex.split(command)]
    try:
        run = subprocess.run(words, capture_output=True, timeout=90)
        return json.loads(run.stdout)
    except (subprocess.TimeoutExpired, ValueError) as fault:
        return {"fault": type(fault).__name__}


def one_line(text):
    return re.sub(r"\s+", " ", text or "").strip()


def attachments_missing(parts, agreed):
    """Of the agreed files those that are not among our parts: the same content, and where both have a name the same."""
    ours = collections.defaultdict(list)
    for part in parts:
        ours[part["sha256"]].append(one_line(part["name"]))
    missing = []
    for name, content in agreed:
        names = ours[content]
        fitting = [n for n in names if not name or n == one_line(name) or n.endswith("/" + one_line(name))]
        if fitting:
            names.remove(fitting[0])
        else:
            missing.append([name, content])
    return missing


def compare(data, command, case):
    got, wrong = read(command, os.path.join(data, case["file"])), {}
    fields = {k: v["v"] for k, v in case["fields"].items() if k in FIELDS}
    if "fault" in got:
        return case["file"], fields, {k: got["fault"] for k in fields}
    if "subject" in fields and one_line(got["subject"]) != one_line(fields["subject"]):
        wrong["subject"] = "differs"
    if "from" in fields and got["from"]["address"].lower() != (fields["from"] or "").lower():
        wrong["from"] = "differs"
    missing = attachments_missing(got["parts"], fields.get("att") or [])
    if missing:
        wrong["att"] = f"{len(missing)} of {len(fields['att'])} missing"
    return case["file"], fields, wrong


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    data, command = sys.argv[1:]
    oracle = os.path.join(data, "oracle", "mail.jsonl")
    if not os.path.exists(oracle):
        print("no third-party data: nothing measured")
        return 0
    cases, excused = [json.loads(line) for line in open(oracle, encoding="utf-8")], known()
    listed = len(cases)
    cases = [c for c in cases if os.path.exists(os.path.join(data, c["file"]))]
    print(f"mails {len(cases)} of {listed}; the others are absent")
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda c: compare(data, command, c), cases))
    status = 0
    for field in FIELDS:
        asked = [(name, wrong.get(field)) for name, fields, wrong in results if field in fields]
        right = sum(not fault or (name, field) in excused for name, fault in asked)
        for name, fault in asked:
            if fault:
                print(f"{name}: {field}: {fault}" + (f" (known: {excused[name, field]})" if (name, field) in excused else ""))
        print(f"{field} {right}/{len(asked)} = {right / max(len(asked), 1):.2%}, "
              f"{sum(bool(f) and (n, field) in excused for n, f in asked)} of them known to be ours")
        status |= not asked or right < FLOOR * len(asked)
    return int(status)


if __name__ == "__main__":
    sys.exit(main())
