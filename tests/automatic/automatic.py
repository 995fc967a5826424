#!/usr/bin/python3
"""Nothing that a machine wrote is ever answered: every bounce, automatic reply, list mail and spam at hand, 0 answers.

usage: automatic.py XUANWANGCTL [THIRD-PARTY-DATA]

The fixtures' names say what each is; of a bounce also whether its address is lost. Of the third-party data, where it is there: all
bounces, all spam, and every other mail whose header says that a machine wrote it.
"""
import concurrent.futures
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
FIXTURES = os.path.join(os.path.dirname(HERE), "fixtures", "automatic")
OURS, UNIT = "<xw.a.0123456789abcdef.fedcba9876543210@sina.com>", "danwei@163.test"
# Bounces that say nothing of the address, and the one that does not tell which mail came back.
PASSING, UNTOLD = {"bounce-163-spam", "bounce-aliyun-delayed"}, {"bounce-no-original"}
MACHINE = re.compile(rb"^(auto-submitted:(?! *no\b)|precedence: *(bulk|list|junk|auto)|list-(id|post|unsubscribe):|x-auto-?re(ply|spon)|"
                     rb"x-failed-recipients:|return-path: *<>|content-type: *multipart/report)", re.I | re.M)


def inspect(program, path):
    run = subprocess.run([program, "inspect", "--json", path], capture_output=True, timeout=120, check=False)
    try:
        return json.loads(run.stdout)
    except ValueError:
        return {"fault": run.stderr.decode("utf-8", "replace")[-200:]}


def third_party(data):
    """Paths of what is automatic or spam by itself or by its header."""
    for kind in ("bounce", "mail", "mail-spam"):
        for folder, _, names in sorted(os.walk(os.path.join(data, kind))):
            for name in sorted(names):
                path = os.path.join(folder, name)
                with open(path, "rb") as f:
                    head = re.split(rb"\r?\n\r?\n", f.read(1 << 16), maxsplit=1)[0]
                if not name.endswith(".cf") and (kind != "mail" or "spam" in name or MACHINE.search(head)):
                    yield path


def fixture_faults(name, got):
    kind = name.split("-")[0]
    if got["automatic"] == "no" or got["state"] != "ignored":
        yield "is taken for a person's: %s" % got["why"]
    if (kind == "bounce") != (got["automatic"] == "bounce"):
        yield "is taken for %s" % got["automatic"]
    if kind == "bounce":
        returned = got["returned"]
        if returned["permanent"] != (name not in PASSING):
            yield "permanent: %s" % returned["permanent"]
        if returned["recipient"] != UNIT or (OURS in returned["ids"]) != (name not in UNTOLD):
            yield "came back from %s, Message-IDs %s" % (returned["recipient"], returned["ids"])


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    fixtures = sorted(os.path.join(FIXTURES, name) for name in os.listdir(FIXTURES))
    paths = fixtures + (list(third_party(sys.argv[2])) if len(sys.argv) == 3 else [])
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda path: inspect(sys.argv[1], path), paths))
    faults, kinds = [], {}
    for path, got in zip(paths, results):
        name = os.path.basename(path).removesuffix(".eml")
        if "fault" in got:
            faults.append("%s: %s" % (path, got["fault"]))
            continue
        kinds[got["automatic"]] = kinds.get(got["automatic"], 0) + 1
        if got["reply"] in ("acknowledge", "correct"):
            faults.append("%s: answered (%s)" % (path, got["reply"]))
        faults += ["%s: %s" % (name, fault) for fault in (fixture_faults(name, got) if path in fixtures else ())]
    print("%d mails, %d of them fixtures: %s; %d faults" % (
        len(paths), len(fixtures), ", ".join("%s %d" % item for item in sorted(kinds.items())), len(faults)))
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
