#!/usr/bin/python3
"""Documents of other projects' test suites, read by us, against the stretches of text that two tools agree they hold.

usage: texts.py DATA COMMAND [KIND...]

DATA holds oracle/text.jsonl and the files that it names; where it is absent nothing is measured. COMMAND reads one file
(`{file}` in it) and prints the JSON of `xuanwangctl read --json`. Exit 1: below 98 % of the characters.
"""
import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import sys

CHARACTERS = 0.98


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for v in value:
            yield from strings(v)
    elif isinstance(value, dict):
        for v in value.values():
            yield from strings(v)


def letters(text):
    """The oracle's stretches are without blanks and marks."""
    return re.sub(r"[\W\d_]+", "", text)


def read(command, path):
    words = [w.replace("{file}", path) for w in shlex.split(command)]
    try:
        run = subprocess.run(words, capture_output=True, timeout=60)
        got = json.loads(run.stdout)
    except (subprocess.TimeoutExpired, ValueError) as fault:
        got = {"fault": type(fault).__name__}
    return letters("".join(strings(got)))


def compare(data, command, case):
    text = read(command, os.path.join(data, case["file"]))
    lost = [p for p in case["probes"] if letters(p) not in text]
    return case["file"], sum(map(len, case["probes"])), lost


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    data, command, kinds = sys.argv[1], sys.argv[2], sys.argv[3:]
    oracle = os.path.join(data, "oracle", "text.jsonl")
    if not os.path.exists(oracle):
        print("no third-party data: nothing measured")
        return 0
    cases = [json.loads(line) for line in open(oracle, encoding="utf-8")]
    cases = [c for c in cases if c.get("probes") and (not kinds or c["kind"] in kinds)
             and os.path.exists(os.path.join(data, c["file"]))]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda c: compare(data, command, c), cases))
    characters, missed = sum(n for _, n, _ in results), 0
    for name, n, lost in results:
        missed += sum(map(len, lost))
        if lost:
            print(f"{name}: {sum(map(len, lost))} of {n} characters, first {lost[0][:60]!r}")
    print(f"characters {characters - missed}/{characters} = {(characters - missed) / max(characters, 1):.4%}, "
          f"documents whole {sum(not lost for _, _, lost in results)}/{len(results)}")
    return 0 if results and characters - missed >= CHARACTERS * characters else 1


if __name__ == "__main__":
    sys.exit(main())
