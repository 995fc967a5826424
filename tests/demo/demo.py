#!/usr/bin/python3
"""Shows the whole way: the shipped mails in a mailbox, the daemon at work, and what came of it.

Everything that remains lies in the folder demo/ of the checkout, which is made anew each time."""
import os
import shutil
import subprocess
import sys
import unicodedata

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from servers.evidence import one_line, parse  # noqa: E402
from servers.scratch import Failure  # noqa: E402
from servers.stage import OFFICE, ROOT, STAFF, Stage, corpus  # noqa: E402

DEMO = os.path.join(ROOT, "demo")
STATES = (
    ("filed", "filed in the archive"),
    ("asked", "asked for what is missing"),
    ("staff", "left to a human"),
    ("ignored", "left alone: automatic mail, spam, our own"),
    ("quarantined", "set aside: could not be read"),
)
PROGRESS_SECONDS = 0.3
DIGEST_LINES = 20


# --- text in columns -----------------------------------------------------------------------------------------------

def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text if not unicodedata.combining(c))


def fit(text, columns):
    """Exactly that wide on a terminal; Chinese characters take two columns."""
    text = one_line(text)
    if width(text) > columns:
        while width(text) > columns - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (columns - width(text))


def row(*cells):
    print("  " + "  ".join(fit(text, columns) for text, columns in cells).rstrip())


# --- the run -----------------------------------------------------------------------------------------------------------

def watch(service, count):
    """Runs the daemon over the mailbox and tells how far it is."""
    with open(os.path.join(DEMO, "log"), "ab") as log, service.popen("--once", stderr=log) as child:
        while True:
            try:
                child.wait(PROGRESS_SECONDS)
            except subprocess.TimeoutExpired:
                pass
            progress(service, count)
            if child.returncode is not None:
                break
    print()
    if child.returncode != 0:
        with open(os.path.join(DEMO, "log"), encoding="utf-8", errors="replace") as f:
            sys.exit("xuanwangd ended with %d:\n%s" % (child.returncode, f.read()[-3000:]))


def progress(service, count):
    try:
        status = service.ctl_json("status")
    except (AssertionError, ValueError):
        return  # the database is not made yet
    states = ", ".join("%s %d" % (state, status[state]) for state, _ in STATES)
    line = "fetched %d of %d: %s; answers sent %d" % (status["in"], count, states, status["answers_sent"])
    print("  " + line, end="\r" if sys.stdout.isatty() else "\n", flush=True)


def save_mailboxes(stage):
    """The senders' mailboxes as files: demo/mailboxes/<address>/1.eml …"""
    for user, mails in stage.mailboxes.read_all(but=(OFFICE,)).items():
        folder = os.path.join(DEMO, "mailboxes", user)
        os.makedirs(folder)
        for i, raw in enumerate(mails, 1):
            with open(os.path.join(folder, "%d.eml" % i), "wb") as f:
                f.write(raw)


# --- what came of it -------------------------------------------------------------------------------------------------

def folders_by_receipt():
    """{receipt: folder below the archive}: a work's folder begins with its receipt number."""
    archive, found = os.path.join(DEMO, "archive"), {}
    for path, folders, _ in os.walk(archive):
        folders[:] = [f for f in folders if not f.startswith(".")]
        for name in folders:
            found["-".join(name.split("-")[:3])] = os.path.relpath(os.path.join(path, name), archive)
    return found


def show_mails(mails):
    where = folders_by_receipt()
    for state, meaning in STATES:
        chosen = [mail for mail in mails if mail["state"] == state]
        print("\n%s (%d)" % (meaning, len(chosen)))
        for mail in chosen:
            places = [where.get(receipt, receipt) for receipt in mail["receipts"]]
            row((str(mail["mail"]), 3), (mail["subject"], 48), ("→" if places else "", 1), (places[0] if places else mail["why"], 76))
            for place in places[1:]:
                row(("", 3), ("", 48), ("→", 1), (place, 76))


def save_digest(mail):
    """As a mail client shows it, and the workbook that came with it."""
    with open(os.path.join(DEMO, "digest.html"), "w", encoding="utf-8") as f:
        f.write(mail.get_body(("html",)).get_content())
    with open(os.path.join(DEMO, "workbook.xlsx"), "wb") as f:
        f.write(next(mail.iter_attachments()).get_content())


def show_digest(stage):
    mails = stage.mailboxes.read(STAFF)
    if not mails:
        sys.exit("the digest did not reach the staff's mailbox")
    mail = parse(mails[-1][2])
    save_digest(mail)
    lines = mail.get_body(("plain",)).get_content().rstrip().splitlines()
    print("\nthe digest in the staff's mailbox")
    for line in lines[:DIGEST_LINES]:
        print("  | " + line)
    if len(lines) > DIGEST_LINES:
        print("  | … and %d more lines: demo/mailboxes/%s/1.eml" % (len(lines) - DIGEST_LINES, STAFF))


def show_law(audit):
    parts = " + ".join("%d %s" % (audit[state], state) for state, _ in STATES)
    print("\naudit: %d in = %s: %s" % (audit["in"], parts, "holds" if audit["holds"] else "DOES NOT HOLD"))
    for problem in audit["problems"]:
        print("  " + str(problem))


def show_places():
    print("\nwhere it lies")
    for what, name in (("archive", "archive"), ("register page", "archive/index.html"), ("digest as HTML", "digest.html"), ("workbook", "workbook.xlsx"), ("database and raw mails", "state"), ("answers, by mailbox", "mailboxes"),
                       ("configuration", "xuanwangd.yaml"), ("the daemon's log", "log")):
        row((what, 24), (os.path.join(DEMO, name), 120))
    print("\n  look further: build/xuanwangctl list --config demo/xuanwangd.yaml")


def give_back():
    """Under sudo the results belong to who called it."""
    owner = os.environ.get("SUDO_UID")
    if owner:
        subprocess.run(["chown", "-R", "%s:%s" % (owner, os.environ["SUDO_GID"]), DEMO], check=True)


def main():
    shutil.rmtree(DEMO, ignore_errors=True)
    os.makedirs(DEMO)
    mails = [raw for _, raw in corpus()]
    with Stage() as stage:
        print("delivering %d mails to %s" % (len(mails), OFFICE), flush=True)
        stage.mailboxes.append(OFFICE, mails)
        service = stage.service(folder=DEMO)
        print("xuanwangd at work", flush=True)
        watch(service, len(mails))
        service.ctl("digest", "--send")
        watch(service, len(mails))
        stage.exim.wait_delivered()
        save_mailboxes(stage)
        show_mails(service.ctl_json("list"))
        show_digest(stage)
        audit = service.ctl_json("audit")
        show_law(audit)
    give_back()
    show_places()
    return 0 if audit["holds"] else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        sys.exit("demo: %s" % failure)
