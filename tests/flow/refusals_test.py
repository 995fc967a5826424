"""Recipients that the SMTP server refuses for now or for good, before and after it read the message."""
import time
import unittest

from flow.corpus_test import sender_of
from servers.stage import OFFICE, STAFF, Stage, corpus

RETRY_SECONDS = 100  # the first retry comes after a minute


class RefusalsTest(unittest.TestCase):
    def setUp(self):
        self.stage = self.enterContext(Stage())
        self.mails = [raw for _, raw in corpus(("001", "002", "003"))]
        self.senders = [sender_of(raw).lower() for raw in self.mails]
        self.stage.mailboxes.append(OFFICE, self.mails)
        self.service = self.stage.service(staff=(STAFF, "second@office.test"))

    def answered(self):
        self.stage.exim.wait_delivered()
        return {user: len(mails) for user, mails in self.stage.mailboxes.read_all(but=(OFFICE,)).items()}

    def test_refused_for_good(self):
        """The others get theirs; it is not tried again; the law holds; staff are told."""
        for word in ("never", "data-never"):
            self.stage.exim.refuse(**{self.senders[0]: word})
            self.service.once()
        self.stage.exim.refuse()
        self.service.once()
        self.assertEqual({self.senders[1]: 1, self.senders[2]: 1}, self.answered())
        self.assertTrue(self.service.ctl_json("audit")["holds"])

    def test_refused_for_now(self):
        """Sent later, once, when the server has changed its mind."""
        self.stage.exim.refuse(**{self.senders[0]: "later", self.senders[1]: "data-later"})
        self.service.once()
        self.assertEqual({self.senders[2]: 1}, self.answered())
        self.stage.exim.refuse()
        end = time.monotonic() + RETRY_SECONDS
        while len(self.answered()) < 3 and time.monotonic() < end:
            time.sleep(5)
            self.service.once()
        self.assertEqual({sender: 1 for sender in self.senders}, self.answered())

    def test_one_bad_member_of_staff(self):
        """One refused recipient of the digest does not keep it from the others."""
        self.stage.exim.refuse(**{"second@office.test": "never"})
        self.service.once()
        self.service.ctl("digest", "--send")
        self.service.once()
        self.service.once()
        self.assertEqual({STAFF: 1, **{sender: 1 for sender in self.senders}}, self.answered())


if __name__ == "__main__":
    unittest.main()
