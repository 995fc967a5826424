#!/usr/bin/python3
"""CPU time of understanding, reading apart: the corpus's mails, and bodies that grow from 1 KB to 10 MB.

    understanding.py [--runs N]

Of one body only LIMIT_BODY_TEXT_BYTES are read for labels, so its cost levels off there. The same text in several parts is read
as long as the mail's memory lasts; a mail that needs more is not understood at all. Exit status 1 where the median mail costs 1 ms or more, or a body's cost grows faster than its size.
"""
import argparse
import glob
import os
import statistics
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ.get("XW_BUILD", os.path.join(ROOT, "build"))
PROGRAM = os.path.join(BUILD, "understanding_bench")
VOCABULARY = os.path.join(ROOT, "systemd", "vocabulary.yaml")
CAMPAIGN = os.path.join(ROOT, "systemd", "campaigns", "2022.yaml")
MEDIAN_LIMIT_US = 1000
SIZES = [1 << 10, 10 << 10, 100 << 10, 1000 << 10, 10000 << 10]
PART = 1000 << 10  # below LIMIT_BODY_TEXT_BYTES
SLACK = 2.0        # a body of ten times the text may cost twenty times as much, on a machine that does other work too

HEAD = "From: a@units.test\r\nTo: office@bench.test\r\nSubject: =?utf-8?B?5oql6YCB?=\r\nMIME-Version: 1.0\r\n"
PLAIN = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
TEXTS = {
    "a letter's prose": "今天天津港第一港埠有限公司工会的职工举办了第%d次读书活动，大家都说《夜航》很好，欢迎来电 022-6527 8810 联系。\n",
    "works with labels": "作品名称：晨光%d\n姓名：张伟\n单位：新北街道总工会\n联系方式：13802012345\n\n",
}


class Row:
    def __init__(self, line):
        reading, understanding, seen, documents, works, memory = line.split("\t")
        self.reading, self.cost = float(reading), float(understanding)  # microseconds
        self.seen, self.documents, self.works, self.memory = int(seen), int(documents), int(works), int(memory)


def measure(runs, *mails):
    """A row for each mail, in their order; None where there was not memory enough."""
    ran = subprocess.run([PROGRAM, str(runs), VOCABULARY, CAMPAIGN, *mails], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if b"memory.exhausted" in ran.stderr:
        return None
    if ran.returncode != 0:
        raise SystemExit(ran.stderr.decode())
    return [Row(line) for line in ran.stdout.decode().splitlines()]


def bench_corpus(runs):
    mails = sorted(glob.glob(os.path.join(ROOT, "tests", "corpus", "cases", "*", "mail.eml")))
    rows = measure(runs, *mails)
    good = True
    for what, chosen in (("without documents", [r for r in rows if not r.documents]), ("with documents", [r for r in rows if r.documents])):
        cost = sorted(r.cost for r in chosen)
        middle = statistics.median(cost)
        print("%3d mails of the corpus %-18s understanding: median %4.0f us, 95 of 100 below %4.0f us, most %4.0f us; reading: median %4.0f us" % (
            len(chosen), what, middle, cost[len(cost) * 95 // 100], cost[-1], statistics.median(r.reading for r in chosen)))
        good = good and (what != "without documents" or middle < MEDIAN_LIMIT_US)
    return good


def body(line, size):
    lines, left, n = [], size, 0
    while left > 0:
        lines.append((line % n).replace("\n", "\r\n").encode())
        left -= len(lines[-1])
        n += 1
    return b"".join(lines)


def message(line, size, in_parts):
    if not in_parts:
        return (HEAD + PLAIN).encode() + body(line, size)
    parts = [body(line, min(PART, size - at)) for at in range(0, size, PART)]
    return (HEAD + 'Content-Type: multipart/mixed; boundary="=_b"\r\n\r\n').encode() + b"".join(
        b"--=_b\r\n" + PLAIN.encode() + part + b"\r\n" for part in parts) + b"--=_b--\r\n"


def show(size, in_parts, row):
    sent = "%d KB%s" % (size >> 10, " in parts" if in_parts else "")
    if row:
        print("%18s %7.0f KB %9.2f ms %10.2f ms %7.1f us %7d %6d MB" % (
            sent, row.seen / 1024, row.reading / 1e3, row.cost / 1e3, row.cost / (row.seen / 1024), row.works, row.memory >> 10), flush=True)
    else:
        print("%18s needs more memory than one mail may have: not understood" % sent, flush=True)


def bench_growth(runs, path):
    """Shows a row for each size; whether none costs more than its size explains."""
    good = True
    for what, line in TEXTS.items():
        print("\n%s\n%18s %10s %12s %13s %10s %7s %9s" % (what, "sent", "read", "reading", "understanding", "per KB", "works", "memory"))
        rows = []
        for size, in_parts in [(size, False) for size in SIZES] + [(SIZES[-1], True)]:
            with open(path, "wb") as out:
                out.write(message(line, size, in_parts))
            measured = measure(runs, path)
            show(size, in_parts, measured and measured[0])
            rows += measured or []
        good = good and all(large.cost <= SLACK * small.cost * max(large.seen / small.seen, 1) for small, large in zip(rows[1:], rows[2:]))
    return good


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=int, default=5, help="of which the median counts (default 5)")
    options = options.parse_args()
    good = bench_corpus(options.runs)
    with tempfile.TemporaryDirectory() as folder:
        good = bench_growth(options.runs, os.path.join(folder, "mail.eml")) and good
    print("\nbelow %d us at the median, and no body costs more than its size explains: %s" % (MEDIAN_LIMIT_US, "yes" if good else "NO"))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
