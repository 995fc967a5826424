#!/usr/bin/env python3
"""A complete letter without one of its labels lacks that label and no other.

    ablation.py build/xuanwangctl [--floor 0.99] [--only PATTERN] [--verbose]

Taken are the labelled mails with one complete work whose labels stand in the body as lines `label：value`. What else could give
the same label is made neutral first: the sender's name, the subject (the sub-project's name alone) and the files' names; documents are
left out. Such a letter must still be complete; then each label line is taken out in turn, and put back with nothing behind its colon. What holds
the value in other words, or a person to call where the author goes, would rightly take its place: these are left out.
"""
import argparse
import fnmatch
import json
import os
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from letters import File, NotRepeatable, cases, read
from runner import Failed, inspect
from score import phone, text
from wire import STYLES, plain_of

FIELDS = ("unit", "name", "contact", "title")
SUB_PROJECTS = {"song": "网络正能量歌曲", "video": "网络正能量微视频", "photo": "网络正能量摄影作品", "recitation": "网络正能量诵读作品",
                "talent": "正能量职工网络达人", "platform": "工会普惠服务优秀平台", "account": "网络正能量新媒体账号",
                "rights-case": "工会维权服务案例", "mini-program": "小程序应用优秀案例", "innovation": "网络正能量创新活动"}
LINE = re.compile(r"^\s*[\W\d]{0,4}([^：:\n]{1,14}?)\s*[：:]\s*(\S.*)$")
UNIT_LIKE = re.compile(r"工会|公司|街道|医院|学校|中学|小学|幼儿园|集团|委员会|[\u4e00-\u9fff]局\b")
PERSON_LIKE = re.compile(r"联系人|联络员|填报人|经办人|负责人|报送人|联络人|选送人|我叫|我是")
NUMBER_LIKE = re.compile(r"\d[\d\s－—-]{5,}\d|@|微信|QQ", re.I)


def find_lines(lines, work):
    """{field: index of the one line that gives it}, or None unless each label has a line of its own"""
    found = {}
    for field in FIELDS:
        values = work[field] if isinstance(work[field], list) else [work[field]]
        shape = phone if field == "contact" else text
        wanted = [shape(v) for v in values if v]
        hits = [i for i, line in enumerate(lines) for m in [LINE.match(line)] if m and wanted and all(w in shape(m[2]) for w in wanted)]
        if len(hits) == 1:
            found[field] = hits[0]
    return found if len(set(found.values())) == len(FIELDS) else None


def neutral(letter, work):
    """the same letter where nothing but the body gives a label"""
    files = []
    for n, a in enumerate(letter.files):
        ext = (a.name or "").rsplit(".", 1)[-1].lower()
        if ext not in ("jpg", "jpeg", "png", "mp3", "mp4", "mov", "wav", "m4a"):
            continue            # a document may hold the labels too
        files.append(File("IMG_%04d.%s" % (n + 1, ext), a.data, a.kind))
    return letter.but(sender=("", "u20220801@example.cn"), subject=SUB_PROJECTS[work["sub_project"]], rich=None, files=files)


def elsewhere(field, value_line, lines):
    """another line could give the label in its place"""
    rest = "\n".join(line for i, line in enumerate(lines) if i != value_line)
    if field == "unit":
        return UNIT_LIKE.search(text(rest))
    if field == "name":
        return PERSON_LIKE.search(text(rest))
    if field == "contact":
        return NUMBER_LIKE.search(rest)
    value = text(LINE.match(lines[value_line])[2]).strip("《》")
    return value in text(rest) or "《" in rest


def candidate(path):
    with open(os.path.join(os.path.dirname(path), "expect.json"), encoding="utf-8") as fh:
        expect = json.load(fh)
    if expect["reply"] != "acknowledge" or len(expect["works"]) != 1 or expect["statistics"] or expect["reports"]:
        return None
    work = expect["works"][0]
    if work["sub_project"] not in SUB_PROJECTS or not all(work[f] for f in FIELDS):
        return None
    with open(path, "rb") as mail:
        try:
            letter = read(mail.read())
        except NotRepeatable:
            return None
    letter = letter.but(text=letter.text if letter.text is not None else plain_of(letter.rich or ""))
    lines = letter.text.split("\n")
    found = find_lines(lines, work)
    bare = neutral(letter, work) if found else None
    return (bare, lines, found) if bare else None


def missing(program, letter, lines, name):
    got = inspect(program, letter.but(text="\n".join(lines)).send(STYLES["coremail"], name))
    return got["reply"], [sorted(w.get("missing") or []) for w in got["works"]]


def ablate(job):
    """[(case, what was done, wrong answer or None)]"""
    program, name, path = job
    taken = candidate(path)
    if not taken:
        return []
    letter, lines, found = taken
    out = []
    try:
        whole = missing(program, letter, lines, name)
        if whole != ("acknowledge", [[]]):
            return [(name, "nothing taken out", whole)]
        out.append((name, "nothing taken out", None))
        for field, at in found.items():
            if elsewhere(field, at, lines):
                continue
            emptied = re.sub(r"([：:]).*", r"\1", lines[at], count=1)
            for done, rest in (("%s taken out" % field, lines[:at] + lines[at + 1:]), ("%s emptied" % field, lines[:at] + [emptied] + lines[at + 1:])):
                got = missing(program, letter, rest, name)
                out.append((name, done, None if got == ("correct", [[field]]) else got))
    except Failed as error:
        out.append((name, "program", str(error)))
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program", help="xuanwangctl")
    ap.add_argument("--floor", type=float, default=0.0, help="least share of right answers")
    ap.add_argument("--only", default="*", metavar="PATTERN", help="cases")
    ap.add_argument("--verbose", action="store_true", help="list what was tried too")
    ap.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    a = ap.parse_args()
    start = time.monotonic()
    with ThreadPoolExecutor(a.jobs) as pool:
        tried = [t for part in pool.map(ablate, [(a.program, n, p) for n, p in cases() if fnmatch.fnmatch(n, a.only)]) for t in part]
    if not tried:
        ap.error("no letter to take a label from")
    for case, done, wrong in tried:
        if wrong or a.verbose:
            print("%s | %s | %s" % (case, done, "wrong: %s" % (wrong,) if wrong else "right"))
    for done in sorted({d for _, d, _ in tried}):
        of = [w for _, d, w in tried if d == done]
        print("%-20s %4d tried %4d right" % (done, len(of), of.count(None)))
    share = sum(w is None for _, _, w in tried) / len(tried)
    print("%d letters, %d tries, %.4f right, %.0f s" % (len({c for c, _, _ in tried}), len(tried), share, time.monotonic() - start))
    return 1 if share < a.floor else 0


if __name__ == "__main__":
    sys.exit(main())
