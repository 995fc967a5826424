#!/usr/bin/python3
"""Which works of these cases are late: those received after the campaign's last day, whatever their sender's Date says.

    lateness.py XUANWANGCTL CAMPAIGN
"""
import glob
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
LATE = {"2506-photo-late-by-receipt"}


def late(program, campaign, mail):
    said = subprocess.run([program, "inspect", "--json", "--campaign", campaign, mail], check=True, stdout=subprocess.PIPE).stdout
    return [work["late"] for work in json.loads(said)["works"]]


def main():
    program, campaign = sys.argv[1:]
    mails = sorted(glob.glob(os.path.join(HERE, "2*", "mail.eml")))
    got = {os.path.basename(os.path.dirname(m)) for m in mails if any(late(program, campaign, m))}
    print("late: %s" % (" ".join(sorted(got)) or "none"))
    if got != LATE:
        raise SystemExit("wanted: %s" % " ".join(sorted(LATE)))


if __name__ == "__main__":
    main()
