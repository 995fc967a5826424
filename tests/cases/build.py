#!/usr/bin/python3
"""Writes the cases NNN-slug/{mail.eml,expect.json} beside it from mails/*.py. See README.md."""
import importlib
import json
import os
import re
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path[:0] = [HERE, os.path.join(HERE, "mails")]
import files  # noqa: E402
import kit  # noqa: E402
from wire import compose  # noqa: E402


def listed(entries):
    def one(entry):
        rows = entry.get("rows")
        if not rows:
            return "    " + json.dumps(entry, ensure_ascii=False)
        head = json.dumps({k: v for k, v in entry.items() if k != "rows"}, ensure_ascii=False)
        return "    %s,\n      \"rows\": [\n%s ] }" % (head[:-1], ",\n".join("        " + json.dumps(r, ensure_ascii=False) for r in rows))
    return "[\n%s\n  ]" % ",\n".join(map(one, entries)) if entries else "[]"


def expectation(e):
    lines = ['  "%s": %s' % (k, json.dumps(e[k], ensure_ascii=False)) for k in ("about", "reply")]
    lines += ['  "%s": %s' % (k, listed(e[k])) for k in ("works", "statistics", "reports")]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def write(path, data):
    with open(path, "wb") as out:
        out.write(data)


def main():
    for name in sorted(os.listdir(os.path.join(HERE, "mails"))):
        if name.endswith(".py"):
            importlib.import_module(name[:-3])
    numbers = [c.slug[:3] for c in kit.CASES]
    twice = sorted({n for n in numbers if numbers.count(n) > 1})
    if twice:
        raise SystemExit("numbers given twice: %s" % " ".join(twice))
    slugs = {c.slug for c in kit.CASES}
    for old in os.listdir(HERE):
        if re.match(r"\d{3}-", old) and old not in slugs:
            shutil.rmtree(os.path.join(HERE, old))
    for c in kit.CASES:
        raw = c.raw if c.raw is not None else compose(c.letter, c.style, c.slug)
        if re.search(rb"\r(?!\n)|(?<!\r)\n", raw):
            raise SystemExit(c.slug + ": a bare CR or LF")
        text = expectation(c.expect)
        json.loads(text)
        folder = os.path.join(HERE, c.slug)
        os.makedirs(folder, exist_ok=True)
        write(os.path.join(folder, "mail.eml"), raw)
        write(os.path.join(folder, "expect.json"), text.encode())
    for name in os.listdir(files.ASSETS) if os.path.isdir(files.ASSETS) else ():
        if name not in files.used:
            os.remove(os.path.join(files.ASSETS, name))
    print("%d cases" % len(kit.CASES))


if __name__ == "__main__":
    main()
