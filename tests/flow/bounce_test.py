"""Answers that come back: tied to the answer, their address left in peace; a forged bounce does nothing."""
import unittest
from email.message import EmailMessage

from flow.talk import UNIT, Talk, submission
from servers.evidence import parse
from servers.stage import OFFICE


def bounce(message_id, address=UNIT, action="failed", status="5.1.1"):
    """RFC 3464, with the head of what came back."""
    report = EmailMessage()
    report["From"] = "MAILER-DAEMON@163.test"
    report["To"] = OFFICE
    report["Subject"] = "Undelivered Mail Returned to Sender"
    report["Auto-Submitted"] = "auto-replied"
    report["Message-ID"] = "<%s.%s@163.test>" % (status, len(message_id))
    report.set_content("This is the mail system.\n")
    report.make_mixed()
    text = report.as_bytes().replace(b"multipart/mixed", b"multipart/report; report-type=delivery-status")
    boundary = text.split(b'boundary="')[1].split(b'"')[0]
    parts = ("Content-Type: message/delivery-status\n\nReporting-MTA: dns; 163.test\n\nFinal-Recipient: rfc822; %s\nAction: %s\n"
             "Status: %s\n" % (address, action, status),
             "Content-Type: text/rfc822-headers\n\nFrom: <%s>\nTo: <%s>\nMessage-ID: %s\n" % (OFFICE, address, message_id))
    end = b"--" + boundary + b"--"
    added = b"".join(b"--" + boundary + b"\n" + part.encode() + b"\n" for part in parts)
    return text.replace(end, added + end)


class BounceTest(Talk):
    def answer_id(self):
        return parse(self.heard()[0])["Message-ID"]

    def test_an_address_that_is_gone(self):
        """No more answers for a while; mails are filed as ever; then it is tried again."""
        self.tell(submission())
        self.tell(bounce(self.answer_id()))
        self.assertEqual((1, 1), (self.status()["answers_returned"], self.status()["addresses_silenced"]))
        self.tell(submission(number=2, title="田甜的早班车"))
        self.assertEqual(1, len(self.heard()))
        self.assertEqual(["filed", "ignored", "filed"], self.states())
        self.holds_and_rests()
        self.change("UPDATE bounce SET at = at - 31 * 86400")
        self.tell(submission(number=3, title="田甜的晚班车"))
        self.assertEqual(2, len(self.heard()))
        self.holds_and_rests()

    def test_what_only_waits(self):
        self.tell(submission())
        self.tell(bounce(self.answer_id(), action="delayed", status="4.4.1"))
        self.assertEqual(0, self.status()["addresses_silenced"])
        self.tell(submission(number=2, title="田甜的早班车"))
        self.assertEqual(2, len(self.heard()))
        self.holds_and_rests()

    def test_a_forged_one(self):
        """Without a Message-ID that only we can make, it is shown and stops nothing."""
        self.tell(submission())
        forged = self.answer_id().replace(self.answer_id()[6:10], "0000")
        self.tell(bounce(forged))
        self.assertEqual((1, 0), (self.status()["answers_returned"], self.status()["addresses_silenced"]))
        self.tell(submission(number=2, title="田甜的早班车"))
        self.assertEqual(2, len(self.heard()))
        self.holds_and_rests()


if __name__ == "__main__":
    unittest.main()
