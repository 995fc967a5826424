"""The long-running service: new mail is noticed, servers come and go, what is unsafe is refused with a reason."""
import re
import time
import unittest

from servers.dovecot import PASSWORD
from servers.processes import descendants, kill, memory_holds, role_of
from servers.scratch import wait_until
from servers.stage import FAULTS, OFFICE, Stage, corpus

PLAIN_CASE, OTHER_CASE = "001", "002"  # two tidy mails that are acknowledged
SOON = 8


def sender_mailbox(stage):
    """The one mailbox that is neither the office's nor empty."""
    return {user: mails for user, mails in stage.mailboxes.read_all(but=(OFFICE,)).items()}


class LiveTest(unittest.TestCase):
    def setUp(self):
        self.stage = self.enterContext(Stage())
        self.mails = [raw for _, raw in corpus((PLAIN_CASE, OTHER_CASE, "003", "004"))]
        # So rare that only IDLE can explain an answer within seconds.
        self.service = self.stage.service(poll_seconds=600)
        self.stage.mailboxes.append(OFFICE, self.mails[:1])
        self.daemon = self.service.start()
        self.wait_answers(1, 30)

    def answers(self):
        return sum(len(mails) for mails in self.stage.mailboxes.read_all(but=(OFFICE,)).values())

    def wait_answers(self, count, seconds):
        def there():
            if self.daemon.poll() is not None:
                raise AssertionError("xuanwangd ended with %d:\n%s" % (self.daemon.returncode, self.service.log()[-4000:]))
            return self.answers() >= count
        start = time.monotonic()
        wait_until(there, seconds, "answer %d" % count)
        self.assertEqual(count, self.answers())
        return time.monotonic() - start

    def test_idle_then_sigterm(self):
        self.stage.mailboxes.append(OFFICE, self.mails[1:2])
        print("answered %.1f s after delivery" % self.wait_answers(2, SOON))
        self.assertEqual(0, self.service.end(self.daemon))

    def test_imap_server_restarts(self):
        self.stage.dovecot.stop()
        time.sleep(1)
        self.stage.dovecot.start()
        self.stage.mailboxes.append(OFFICE, self.mails[1:2])
        self.wait_answers(2, 30)
        self.assertEqual(0, self.service.end(self.daemon))

    def test_smtp_server_restarts(self):
        self.stage.exim.stop()
        self.stage.mailboxes.append(OFFICE, self.mails[1:2])
        wait_until(lambda: self.service.ctl_json("audit")["in"] == 2, SOON, "the second mail to be filed")
        self.stage.exim.start()
        self.wait_answers(2, 100)
        self.assertEqual(0, self.service.end(self.daemon))


class SecretTest(unittest.TestCase):
    """main hands the passwords over and keeps none; a role that died gets its own anew."""

    def test_only_who_needs_a_password_holds_it(self):
        stage = self.enterContext(Stage())
        service = stage.service()
        daemon = service.start(credentials=True)
        mails = [raw for _, raw in corpus((PLAIN_CASE, OTHER_CASE))]
        for number, raw in enumerate(mails):
            stage.mailboxes.append(OFFICE, [raw])
            wait_until(lambda n=number: sum(map(len, sender_mailbox(stage).values())) > n, 30, "an answer")
            holders = {role_of(pid) for pid in descendants(daemon.pid) if memory_holds(pid, PASSWORD)}
            self.assertEqual({"fetch", "send"}, holders)
            self.assertFalse(memory_holds(daemon.pid, PASSWORD))
            for pid in descendants(daemon.pid):
                if role_of(pid) == "keep":
                    kill(pid)
            wait_until(lambda n=number: service.log().count("event=service.ready") == n + 2, 30, "the roles to be back")
        self.assertEqual(0, service.end(daemon))


class PoorServerTest(unittest.TestCase):
    """A server that offers as little as Sina's: no IDLE, no MOVE, no UIDPLUS."""

    def test_polls(self):
        stage = self.enterContext(Stage(capability="IMAP4rev1 ID"))
        service = stage.service(poll_seconds=10, settled={"move": "Settled"})
        daemon = service.start()
        time.sleep(2)
        stage.mailboxes.append(OFFICE, [corpus((PLAIN_CASE,))[0][1]])
        wait_until(lambda: sender_mailbox(stage), 30, "the answer")
        self.assertEqual(0, service.end(daemon))


class ConnectionTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stage = cls.enterClassContext(Stage())
        cls.mail = corpus((PLAIN_CASE,))[0][1]

    def service(self, name, **settings):
        user = name + "@office.test"
        self.stage.mailboxes.append(user, [self.mail])
        return self.stage.service(name, user=user, **settings)

    def refuses(self, name, pattern, expect=3, **settings):
        log = self.service(name, **settings).once(expect=expect, seconds=120)
        self.assertRegex(log, re.compile(pattern, re.I))

    def works(self, name, **settings):
        before = len(self.stage.mailboxes.read_all(but=(OFFICE,)))
        service = self.service(name, **settings)
        service.once()
        self.assertEqual(1, service.ctl_json("audit")["filed"])
        self.stage.exim.wait_delivered()
        self.assertGreater(len(self.stage.mailboxes.read_all(but=(OFFICE,))), before)

    def test_starttls(self):
        self.works("starttls", tls="starttls")

    def test_plain_on_loopback(self):
        self.works("plain", tls="plain", host="127.0.0.1")

    def test_plain_elsewhere_is_refused(self):
        self.refuses("plain-far", "plain.*loopback|loopback.*plain", expect=1, tls="plain", host="192.0.2.1")

    def test_imap_certificates(self):
        for fault, pattern in (("expired", "expired"), ("wrong-host", "host|name"), ("other-ca", "trust|issuer|authority")):
            for tls in ("implicit", "starttls"):
                with self.subTest(fault, tls=tls):
                    self.refuses("imap-%s-%s" % (fault, tls), pattern, host=FAULTS[fault], smtp_host="localhost", tls=tls)

    def test_smtp_certificates(self):
        for fault, pattern in (("expired", "expired"), ("wrong-host", "host|name"), ("other-ca", "trust|issuer|authority")):
            with self.subTest(fault):
                self.refuses("smtp-" + fault, pattern, smtp_host=FAULTS[fault])

    def test_wrong_imap_password(self):
        self.refuses("imap-password", "password|authenti|login", imap_password="wrong")

    def test_wrong_smtp_password(self):
        self.refuses("smtp-password", "password|authenti|login", smtp_password="wrong")

    def test_nobody_listens(self):
        self.refuses("closed", "connect|refused", imap_port=1)

    def test_moves_what_is_settled(self):
        service = self.service("moves", settled={"move": "Settled"})
        service.once()
        self.assertEqual([], self.stage.mailboxes.read("moves@office.test"))
        self.assertEqual([self.mail], [raw for _, _, raw in self.stage.mailboxes.read("moves@office.test", "Settled")])
        service.once()
        self.assertEqual(1, service.ctl_json("audit")["in"])

    def test_configuration_errors_name_the_place(self):
        service = self.service("typo")
        with open(service.config, "a", encoding="utf-8") as f:
            f.write("stafff: []\n")
        self.assertRegex(service.once(expect=1), r"xuanwangd\.yaml:\d+: .*stafff")

    def test_password_never_in_log_or_command_line(self):
        self.assertNotIn(PASSWORD, self.service("secret").once())


if __name__ == "__main__":
    unittest.main()
