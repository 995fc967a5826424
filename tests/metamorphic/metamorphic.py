#!/usr/bin/env python3
"""The same letter, sent otherwise, must be understood alike.

    metamorphic.py build/xuanwangctl [--all] [--floor 0.99] [--only PATTERN] [--change PATTERN] [--keep FOLDER]

Each labelled mail is sent again as other programs would send it, in other charsets and transfer encodings, with its files
reversed, with the notice or a signature below, and forwarded; the reply, works, statistics and write-ups must be those of the
original. By default each mail meets a fixed sample of the changes, with --all every one. Disagreements with a reason stand in
known.txt; others are printed as NEW. Exit status 1: fewer pairs agree than the floor asks, or, with --strict, one is NEW.
"""
import argparse
import fnmatch
import os
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from zlib import crc32

from changes import CHANGES, Subject
from letters import HERE, NotRepeatable, cases, read
from runner import Failed, inspect
from score import judge

SAMPLE = 4      # changes per mail without --all


def known():
    """{(case, change): reason} from lines `case | change | reason`; a change may be a pattern"""
    with open(os.path.join(HERE, "known.txt"), encoding="utf-8") as lines:
        rows = [[cell.strip() for cell in line.split("|", 2)] for line in lines if line.strip() and not line.startswith("#")]
    return {(case, change): reason for case, change, reason in rows}


def reason_for(reasons, case, change):
    return next(((c, p) for c, p in reasons if fnmatch.fnmatch(case, c) and fnmatch.fnmatch(change, p)), None)


def wanted(case, names, everything):
    """the changes a case meets; which ones depends on its name alone, and differs from case to case"""
    if everything:
        return names
    return sorted(names, key=lambda change: crc32((case + change).encode()))[:SAMPLE]


def differences(before, after):
    return judge({k: before.get(k) for k in ("reply", "works", "statistics", "reports")}, after)[1]


def prepare(job):
    program, name, path = job
    with open(path, "rb") as mail:
        raw = mail.read()
    try:
        letter = read(raw)
    except NotRepeatable:
        return None
    return Subject(name, letter, inspect(program, raw))


def compare(job):
    """(case, change, differences or None where the change does not apply)"""
    program, subject, change, keep = job
    raw = CHANGES[change](subject)
    if raw is None:
        return subject.name, change, None
    try:
        found = differences(subject.verdict, inspect(program, raw))
    except Failed as error:
        found = [str(error)]
    if found and keep:
        with open(os.path.join(keep, "%s %s.eml" % (subject.name, change)), "wb") as out:
            out.write(raw)
    return subject.name, change, found


def print_shares(results):
    pairs, agree = Counter(), Counter()
    for _, change, found in results:
        if found is not None:
            pairs[change] += 1
            agree[change] += not found
    print("%-22s %6s %6s %7s" % ("change", "pairs", "agree", "share"))
    for change in CHANGES:
        if pairs[change]:
            print("%-22s %6d %6d %7.3f" % (change, pairs[change], agree[change], agree[change] / pairs[change]))
    total, good = sum(pairs.values()), sum(agree.values())
    print("%-22s %6d %6d %7.4f" % ("all", total, good, good / total))
    return good / total


def print_disagreements(results):
    """how many of them nobody has explained"""
    reasons, used, new = known(), set(), 0
    for case, change, found in results:
        if not found:
            continue
        key = reason_for(reasons, case, change)
        used.add(key)
        new += key is None
        print("%s | %s | %s" % (case, change, reasons[key] if key else "NEW"))
        if key is None:
            print("".join("    %s\n" % d for d in found[:6]), end="")
    return new, [key for key in reasons if key not in used]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program", help="xuanwangctl")
    ap.add_argument("--all", action="store_true", help="every change of every mail")
    ap.add_argument("--floor", type=float, default=0.0, help="least share of agreeing pairs")
    ap.add_argument("--strict", action="store_true", help="fail on a disagreement that known.txt does not explain")
    ap.add_argument("--only", default="*", metavar="PATTERN", help="cases")
    ap.add_argument("--change", default="*", metavar="PATTERN", help="changes")
    ap.add_argument("--keep", metavar="FOLDER", help="write the messages that were understood otherwise there")
    ap.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    a = ap.parse_args()
    start = time.monotonic()
    names = [c for c in CHANGES if fnmatch.fnmatch(c, a.change)]
    chosen = [(n, p) for n, p in cases() if fnmatch.fnmatch(n, a.only)]
    with ThreadPoolExecutor(a.jobs) as pool:
        subjects = [s for s in pool.map(prepare, [(a.program, n, p) for n, p in chosen]) if s]
        jobs = [(a.program, s, c, a.keep) for s in subjects for c in wanted(s.name, names, a.all)]
        results = list(pool.map(compare, jobs))
    if not any(found is not None for _, _, found in results):
        ap.error("no pair to compare")
    new, stale = print_disagreements(results)
    share = print_shares(results)
    if a.all and a.only == "*" and a.change == "*":
        print("".join("no longer needed in known.txt: %s | %s\n" % key for key in stale), end="")
    print("%d mails of %d (the others are bounces), %d disagreements not explained, %.0f s" % (len(subjects), len(chosen), new, time.monotonic() - start))
    return 1 if share < a.floor or a.strict and new else 0


if __name__ == "__main__":
    sys.exit(main())
