#!/usr/bin/python3
"""Two figures: the memory of each process while a large mail passes, and the whole job against mbsync.

    bench.py [memory] [mails] [--mails N]
"""
import argparse
import base64
import os
import random
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from servers.dovecot import PASSWORD  # noqa: E402
from servers.processes import children, descendants, peak_memory, role_of  # noqa: E402
from servers.scratch import need_program  # noqa: E402
from servers.stage import Stage, program  # noqa: E402

SMALL, LARGE = 5 << 10, 50 << 20
FLAT_KIB = 8 << 10  # what a role may take more for the large mail than for the small one
SAMPLE_SECONDS = 0.002

MAIL = """From: {sender}
To: office@bench.test
Subject: =?utf-8?B?{subject}?=
Date: Mon, 18 Jul 2022 09:12:53 +0800
Message-ID: <{number}@units.test>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="=_b"

--=_b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64

{body}
--=_b
Content-Type: image/jpeg; name="{number}.jpg"
Content-Disposition: attachment; filename="{number}.jpg"
Content-Transfer-Encoding: base64

{picture}--=_b--
"""


def submission(number, picture_bytes, one_sender=False):
    """A tidy photograph: nothing missing, one picture of that many bytes that no other mail has."""
    body = "作品类别：摄影\n单位：新北街道总工会\n姓名：张伟\n联系方式：138%08d\n作品名称：晨光%d\n" % (number, number)
    picture = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + random.Random(number).randbytes(picture_bytes)
    return MAIL.format(sender="unit%d@units.test" % (0 if one_sender else number), number=number, body=encode(body.encode()),
                       subject=encode("网聚正能量摄影作品".encode()).strip(), picture=encode(picture)).replace("\n", "\r\n").encode()


def encode(data):
    return base64.encodebytes(data).decode()


# --- memory ----------------------------------------------------------------------------------------------------------

def peaks(service):
    """{role: KiB}, the largest of each role's processes during one --once run."""
    seen = {}
    with open(os.path.join(service.folder, "log"), "ab") as log, service.popen("--once", stderr=log) as child:
        while child.poll() is None:
            zygotes = {pid for pid in children(child.pid) if role_of(pid) == "parse"}
            for pid in [child.pid] + descendants(child.pid):
                role = "main" if pid == child.pid else role_of(pid)
                if role == "parse":
                    role = "parse, zygote" if pid in zygotes else "parse, one mail"
                if role:
                    seen[role] = max(seen.get(role, 0), peak_memory(pid))
            time.sleep(SAMPLE_SECONDS)
    if child.returncode != 0:
        raise SystemExit("xuanwangd --once ended with %d:\n%s" % (child.returncode, service.log()[-3000:]))
    return seen


def bench_memory(stage):
    table = {}
    for column, size in (("5 KB", SMALL), ("50 MB", LARGE)):
        user = "memory-%d@bench.test" % size
        stage.mailboxes.append(user, [submission(size, size * 18 // 25)])  # base64 and its line ends
        table[column] = peaks(stage.service(user, user=user))
    print("peak resident memory of each process, KiB\n%-18s %10s %10s %10s" % ("", "5 KB mail", "50 MB mail", "more"))
    grown = []
    for role in sorted(set(table["5 KB"]) | set(table["50 MB"])):
        small, large = table["5 KB"].get(role, 0), table["50 MB"].get(role, 0)
        print("%-18s %10d %10d %10d" % (role, small, large, large - small))
        if large - small > FLAT_KIB:
            grown.append(role)
    print("flat" if not grown else "NOT FLAT: " + ", ".join(grown), flush=True)
    return not grown


# --- many mails --------------------------------------------------------------------------------------------------------

MBSYNC = """
IMAPStore far
Host localhost
Port {port}
User {user}
Pass "{password}"
SSLType IMAPS
SystemCertificates no
CertificateFile {ca}

MaildirStore near
Path {target}/
Inbox {target}/INBOX

Channel copy
Far :far:
Near :near:
Patterns INBOX
Create Near
Sync Pull
SyncState *
"""


def time_mbsync(stage, user, name):
    target = stage.folder(name)
    path = stage.write(name + ".rc", MBSYNC.format(port=stage.dovecot.tls_port, user=user, ca=stage.authority.ca_file,
                                                   target=target, password=PASSWORD.replace('"', '\\"')))
    start = time.monotonic()
    subprocess.run([need_program("mbsync"), "-q", "-c", path, "copy"], check=True)
    took = time.monotonic() - start
    return took, sum(len(os.listdir(os.path.join(target, "INBOX", n))) for n in ("cur", "new"))


def bench_mails(stage, count):
    print("%d mails over TLS from the same Dovecot" % count)
    good = True
    for what, one_sender in (("filed, answers held back", True), ("filed and answered", False)):
        user = "held@bench.test" if one_sender else "answered@bench.test"
        stage.mailboxes.fill_fast(user, [submission(i, 1500, one_sender) for i in range(count)])
        time_mbsync(stage, user, "warm-up")
        copied, n = time_mbsync(stage, user, user)
        service = stage.service("bench-" + user, user=user, answers=1)
        start = time.monotonic()
        service.once(seconds=3600)
        whole = time.monotonic() - start
        audit = service.ctl_json("audit")
        print("mbsync %.1f s (%.0f/s), xuanwangd %.1f s (%.0f/s; %s), ratio %.2f" % (
            copied, n / copied, whole, audit["in"] / whole, what, whole / copied), flush=True)
        good = good and n == count and audit["filed"] == count and audit["holds"]
    return good


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("which", nargs="*", choices=["memory", "mails", []], default=[])
    options.add_argument("--mails", type=int, default=10000)
    options = options.parse_args()
    program("xuanwangd")
    good = True
    if not options.which or "memory" in options.which:
        with Stage() as stage:
            good = bench_memory(stage) and good
    if not options.which or "mails" in options.which:
        with Stage(deliver=False) as stage:  # Exim takes the answers and keeps them: their delivery is not our work
            good = bench_mails(stage, options.mails) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
