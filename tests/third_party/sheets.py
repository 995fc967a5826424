#!/usr/bin/python3
"""Spreadsheets of other projects' test suites, read by us, against what two independent readers agree they hold.

usage: sheets.py DATA COMMAND [EXTENSION...]

DATA holds oracle/sheet.jsonl and the files that it names; where it is absent nothing is measured. COMMAND reads one file
(`{file}` in it) and prints the JSON of `xuanwangctl read --json`. Exit 1: below 99 % of the cells or 97 % of the files.

The oracle knows raw numbers only. What we show of one is right if it says the same to a person: a date of that serial
in either epoch, a percentage to the digits shown, a number padded with zeros.
"""
import concurrent.futures
import datetime
import json
import os
import re
import shlex
import subprocess
import sys

CELLS, FILES = 0.99, 0.97


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def moments(serial):
    """The figures that a date format may show of a serial number, in both epochs."""
    for epoch in (datetime.datetime(1899, 12, 30), datetime.datetime(1899, 12, 31), datetime.datetime(1904, 1, 1)):
        try:
            t = epoch + datetime.timedelta(seconds=round(serial * 86400))
        except OverflowError:
            continue
        total = round(serial * 86400)
        yield {t.year, t.year % 100, t.month, t.day, t.hour, (t.hour + 11) % 12 + 1, t.minute, t.second,
               total // 3600, total // 60, total, 0 if serial < 1 else t.day}
        if int(serial) in (0, 60):  # days that Excel shows and no calendar has
            yield {1900, 0, 1, 2, 29, t.hour, t.minute, t.second}


def same(ours, agreed):
    ours, agreed = (re.sub(r"\s+", " ", s).strip() for s in (ours, agreed))
    if ours == agreed:
        return True
    value, shown = number(agreed), number(ours)
    if value is None:
        return False
    if shown is not None:
        return abs(shown - value) <= 1e-9 * max(abs(shown), abs(value))
    percent = re.fullmatch(r"(-?\d+)(?:\.(\d+))?%", ours)
    if percent:
        digits = len(percent[2] or "")
        return abs(float(ours[:-1]) / 100 - value) <= 0.51 * 10 ** -(digits + 2)
    figures = [int(n) for n in re.findall(r"\d+", ours)]
    return value >= 0 and bool(figures) and any(set(figures) <= m for m in moments(value))


def read(command, path):
    words = [w.replace("{file}", path) for w in shlex.split(command)]
    try:
        run = subprocess.run(words, capture_output=True, timeout=60)
        return json.loads(run.stdout)
    except (subprocess.TimeoutExpired, ValueError) as fault:
        return {"fault": type(fault).__name__}


def agreed_cells(case):
    return case.get("cells") or case["cells_sample"]


def compare(data, command, case):
    got = read(command, os.path.join(data, case["file"]))
    sheets = {s["name"]: s["cells"] for s in got.get("sheets", [])}
    wrong = [(name, at, agreed, sheets.get(name, {}).get(at)) for name, cells in agreed_cells(case).items()
             for at, agreed in cells.items()
             if agreed.strip() and not same(sheets.get(name, {}).get(at, ""), agreed)]
    return case["file"], sum(len(c) for c in agreed_cells(case).values()), wrong


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    data, command, extensions = sys.argv[1], sys.argv[2], sys.argv[3:]
    oracle = os.path.join(data, "oracle", "sheet.jsonl")
    if not os.path.exists(oracle):
        print("no third-party data: nothing measured")
        return 0
    cases = [json.loads(line) for line in open(oracle, encoding="utf-8")]
    cases = [c for c in cases if (not extensions or c["file"].rsplit(".", 1)[1] in extensions)
             and os.path.exists(os.path.join(data, c["file"]))]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda c: compare(data, command, c), cases))
    cells, missed, whole = sum(n for _, n, _ in results), 0, 0
    for name, _, wrong in results:
        missed += len(wrong)
        whole += not wrong
        for sheet, at, agreed, ours in wrong[:3]:
            print(f"{name}: {len(wrong)} differ, {sheet}!{at} agreed {agreed[:60]!r} ours {(ours or '')[:60]!r}")
    print(f"cells {cells - missed}/{cells} = {(cells - missed) / max(cells, 1):.4%}, "
          f"files whole {whole}/{len(results)} = {whole / max(len(results), 1):.2%}")
    return 0 if results and cells - missed >= CELLS * cells and whole >= FILES * len(results) else 1


if __name__ == "__main__":
    sys.exit(main())
