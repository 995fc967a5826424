"""How fast answers leave: within the configured measure, and slower where the sending provider wants less. Nothing is dropped."""
import unittest

from flow.talk import Talk, submission
from servers.evidence import parse
from servers.scripted_smtp import Smtp
from servers.stage import STAFF

SENDERS = ["unit%d@163.test" % n for n in range(4)]


def submissions():
    return [submission(number=n, sender=sender, title="直播间%d号" % n) for n, sender in enumerate(SENDERS)]


class MeasureTest(Talk):
    settings = {"restraint": {"per_hour": 2, "per_day": 3}}

    def answered(self):
        return sum(len(self.heard(sender)) for sender in SENDERS)

    def test_what_is_beyond_the_measure_waits(self):
        self.tell(*submissions())
        self.assertEqual((2, 2), (self.answered(), self.status()["answers_queued"]))
        self.holds_and_rests()
        self.change("UPDATE answer SET finished = finished - 3600 WHERE state = 'sent'")
        self.service.once()
        self.assertEqual((3, 1), (self.answered(), self.status()["answers_queued"]))
        self.holds_and_rests()
        self.change("UPDATE answer SET finished = finished - 86400 WHERE state = 'sent'")
        self.service.once()
        self.assertEqual([1, 1, 1, 1], [len(self.heard(sender)) for sender in SENDERS])
        self.holds_and_rests()

    def test_the_digest_goes_all_the_same(self):
        self.tell(*submissions())
        self.service.ctl("digest", "--send")
        self.service.once()
        self.assertEqual(1, len(self.heard(STAFF)))
        self.assertEqual(2, self.answered())


class RefusalTest(Talk):
    """The server of a provider that has enough of us."""

    def setUp(self):
        super().setUp()
        self.server = self.enterContext(Smtp())
        self.service.configure(smtp_host="127.0.0.1", smtp_tls="plain", smtp_port=self.server.port)

    def sent(self):
        return [parse(raw)["To"] for raw in self.server.taken]

    def refused(self, step, reply):
        self.server.replies[step] = reply
        self.tell(*submissions())
        status = self.status()
        self.assertEqual(([], 4, 0), (self.sent(), status["answers_queued"], status["answers_failed"]))
        self.assertGreater(status["sending_paused_until"], 0)
        self.assertIn("发信服务器限制发信", self.service.ctl("digest", "--print"))
        self.assertIn("sending is paused until", self.service.ctl("status"))
        tried = self.server.count("MAIL FROM")
        self.holds_and_rests()
        self.assertEqual(tried, self.server.count("MAIL FROM"))

    def pass_a_day(self):
        self.change("UPDATE pause SET until = until - 86400")
        self.change("UPDATE answer SET next_attempt = next_attempt - 86400 WHERE state = 'queued'")

    def content_again(self):
        self.server.replies.clear()
        self.pass_a_day()
        self.service.once()
        self.assertEqual(SENDERS, sorted(self.sent()))
        status = self.status()
        self.assertEqual((0, 4, 0), (status["answers_queued"], status["answers_sent"], status["sending_paused_until"]))
        self.assertTrue(self.service.ctl_json("audit")["holds"])

    def test_a_quota_in_the_words_of_one_provider(self):
        self.refused("RCPT", "550 Sender frequency limited. https://service.mail.test/help?id=20022")
        self.content_again()

    def test_a_quota_of_another_after_the_whole_message(self):
        self.refused(".", "554 DT:SPM 163 smtp9,DcCowABHmN 1595")
        self.content_again()

    def test_a_quota_with_a_code_for_now(self):
        self.refused("MAIL", "451 RP:QRC 163 smtp1")
        self.content_again()

    def test_each_refusal_in_a_row_waits_longer_and_tries_one_answer(self):
        self.refused(".", "552 too many same size mails")
        first = self.status()["sending_paused_until"]
        tried = self.server.count("MAIL FROM")
        self.pass_a_day()
        self.service.once()
        self.assertEqual(tried + 1, self.server.count("MAIL FROM"))
        self.assertGreater(self.status()["sending_paused_until"], first + 300)
        self.content_again()

    def test_one_bad_recipient_is_no_quota(self):
        self.server.replies["RCPT TO:<unit2"] = "550 5.1.1 User unknown"
        self.tell(*submissions())
        self.assertEqual([s for s in SENDERS if s != "unit2@163.test"], sorted(self.sent()))
        self.assertEqual((0, 1), (self.status()["sending_paused_until"], self.status()["answers_failed"]))


if __name__ == "__main__":
    unittest.main()
