#!/usr/bin/env python3
"""Reads the golden message with Python's mail reader: what a client shows must be what was meant.

usage: headers.py FOLDER-OF-GOLDEN-FILES
"""
import base64
import email
import email.policy
import re
import sys
from email.header import decode_header
from pathlib import Path


def check(condition, what):
    if not condition:
        sys.exit(f"headers.py: {what}")


def check_encoded_words(raw_header):
    """Each encoded word is at most 75 bytes and whole in itself: no character is split between two (RFC 2047)."""
    words = re.findall(rb"=\?[^?]+\?[^?]+\?[^?]*\?=", raw_header)
    check(words, "no encoded word in the header")
    for word in words:
        check(len(word) <= 75, f"encoded word too long: {word}")
        for value, charset in decode_header(word.decode()):
            value.decode(charset)


def main(folder):
    raw = (folder / "bundle.eml").read_bytes()
    subject, _, text = (folder / "bundle.txt").read_text("utf-8").partition("\n\n")
    page = (folder / "bundle.html").read_text("utf-8")
    header = raw.partition(b"\r\n\r\n")[0]

    check(b"\n" not in raw.replace(b"\r\n", b""), "a bare line feed")
    check(max(map(len, raw.split(b"\r\n"))) <= 76, "a line longer than 76 bytes")
    check(raw.isascii(), "not 7 bits")
    check_encoded_words(header)

    mail = email.message_from_bytes(raw, policy=email.policy.default)
    check(not mail.defects, f"defects: {mail.defects}")
    check(mail["Subject"] == subject, f"subject is {mail['Subject']!r}")
    sender = mail["From"].addresses[0]
    check(sender.display_name == "滨海新区总工会宣教网络部", f"sender is {sender.display_name!r}")
    check(sender.addr_spec == "xuanwangbu@example.com", f"sender's address is {sender.addr_spec}")
    check([a.addr_spec for a in mail["To"].addresses] == ["wei.zhang@example.com"], "recipient")
    check(mail["Date"].datetime.isoformat() == "2022-08-06T09:31:00+08:00", f"date is {mail['Date']}")
    check(mail["Auto-Submitted"] == "auto-replied", "Auto-Submitted")
    check(mail["X-Auto-Response-Suppress"] == "All", "X-Auto-Response-Suppress")
    check(mail["References"].split()[-1] == mail["In-Reply-To"].strip(), "the thread's end")
    check(mail["Message-ID"].endswith("@example.com>"), "Message-ID")

    check(mail.get_content_type() == "multipart/alternative", "type")
    check([p.get_content_type() for p in mail.iter_parts()] == ["text/plain", "text/html"], "parts")
    shown = [base64.b64decode(p.get_payload()).decode("utf-8") for p in mail.iter_parts()]
    check(shown[0] == text.replace("\n", "\r\n"), "the text is not the rendered one")
    check(shown[1] == page.replace("\n", "\r\n"), "the HTML is not the rendered one")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
