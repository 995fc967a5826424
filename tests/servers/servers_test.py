"""The servers for themselves: what goes in comes out, to the byte; faulty certificates are faulty; refusals refuse."""
import imaplib
import smtplib
import ssl
import time
import unittest

from servers.dovecot import PASSWORD
from servers.mailbox import INTERNALDATE, answer
from servers.stage import FAULTS, OFFICE, Stage, corpus

MAIL = b"From: a@x.test\r\nTo: b@x.test\r\nSubject: hello\r\nMessage-ID: <1@x.test>\r\n\r\nhello\r\n"


class ServersTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stage = cls.enterClassContext(Stage())

    def smtp(self, implicit=True, host="localhost", user="office@x.test", password=PASSWORD):
        tls = self.stage.mailboxes.tls
        if implicit:
            smtp = smtplib.SMTP_SSL(host, self.stage.exim.tls_port, context=tls)
        else:
            smtp = smtplib.SMTP(host, self.stage.exim.starttls_port)
            smtp.starttls(context=tls)
        self.addCleanup(smtp.close)
        if user:
            smtp.login(user, password)
        return smtp

    def test_raw_bytes_survive(self):
        mails = [raw for _, raw in corpus()]
        self.stage.mailboxes.append(OFFICE, mails)
        self.assertEqual(mails, [raw for _, _, raw in self.stage.mailboxes.read(OFFICE)])

    def test_fill_fast(self):
        mails = [raw for _, raw in corpus()[:20]]
        self.stage.mailboxes.fill_fast("fast@x.test", mails)
        self.assertEqual(sorted(mails), sorted(raw for _, _, raw in self.stage.mailboxes.read("fast@x.test")))
        with self.stage.mailboxes.session("fast@x.test") as imap:
            imap.select(readonly=True)
            date = imaplib.Internaldate2tuple(answer(imap.fetch("1", "(INTERNALDATE)"))[0])
            self.assertEqual(INTERNALDATE, int(time.mktime(date)))

    def test_smtp_to_mailbox(self):
        for implicit, to in ((True, "implicit@x.test"), (False, "starttls@x.test")):
            self.smtp(implicit).sendmail("office@x.test", [to], MAIL)
            self.stage.exim.wait_delivered()
            mails = self.stage.mailboxes.read(to)
            self.assertEqual(1, len(mails))
            self.assertTrue(mails[0][2].endswith(MAIL))

    def test_many_in_one_connection(self):
        smtp = self.smtp()
        for _ in range(30):
            smtp.sendmail("office@x.test", ["many@x.test"], MAIL)
        self.stage.exim.wait_delivered()
        self.assertEqual(30, len(self.stage.mailboxes.read("many@x.test")))

    def test_gathered(self):
        self.smtp(user="7@gathered.test").sendmail("7@gathered.test", ["who@x.test"], MAIL)
        self.stage.exim.wait_delivered()
        self.assertEqual([], self.stage.mailboxes.read("who@x.test"))
        self.assertIn(b"Envelope-to: who@x.test", self.stage.mailboxes.read("sent-7@gathered.test")[0][2])

    def test_refusals(self):
        with self.assertRaises(smtplib.SMTPAuthenticationError):
            self.smtp(password="wrong")
        with self.assertRaises(smtplib.SMTPRecipientsRefused) as refused:
            self.smtp(user=None).sendmail("a@x.test", ["b@x.test"], MAIL)
        self.assertEqual(530, refused.exception.recipients["b@x.test"][0])
        self.stage.exim.refuse(**{"l@x.test": "later", "n@x.test": "never", "dl@x.test": "data-later", "dn@x.test": "data-never"})
        refused = self.smtp().sendmail("a@x.test", ["l@x.test", "n@x.test", "good@x.test"], MAIL)
        self.assertEqual({"l@x.test": 451, "n@x.test": 550}, {to: why[0] for to, why in refused.items()})
        for to, code in (("dl@x.test", 452), ("dn@x.test", 554)):
            with self.assertRaises(smtplib.SMTPDataError) as refused:
                self.smtp().sendmail("a@x.test", [to], MAIL)
            self.assertEqual(code, refused.exception.smtp_code)
        self.stage.exim.refuse()
        self.smtp().sendmail("a@x.test", ["l@x.test"], MAIL)

    def test_faulty_certificates(self):
        reasons = {"expired": "expired", "wrong-host": "mismatch", "other-ca": "issuer"}
        for fault, address in FAULTS.items():
            with self.assertRaises(ssl.SSLCertVerificationError) as imap:
                imaplib.IMAP4_SSL(address, self.stage.dovecot.tls_port, ssl_context=self.stage.mailboxes.tls)
            with self.assertRaises(ssl.SSLCertVerificationError) as smtp:
                self.smtp(host=address)
            for refused in (imap, smtp):
                self.assertIn(reasons[fault], refused.exception.verify_message, fault)

    def test_change_uidvalidity(self):
        self.stage.mailboxes.append("validity@x.test", [MAIL] * 3)
        before = self.stage.mailboxes.read("validity@x.test")
        self.stage.mailboxes.change_uidvalidity("validity@x.test")
        after = self.stage.mailboxes.read("validity@x.test")
        self.assertEqual([raw for _, _, raw in before], [raw for _, _, raw in after])
        self.assertNotEqual([uid for uid, _, _ in before], [uid for uid, _, _ in after])


if __name__ == "__main__":
    unittest.main()
