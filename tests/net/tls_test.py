"""Who is talked to: certificates, STARTTLS, and where nothing may be said in the clear. Real Dovecot and Exim."""
import socket
import unittest

from net.drive import SANITIZED, drive
from servers import scripted_imap, scripted_smtp
from servers.authority import ADDRESSES
from servers.dovecot import PASSWORD
from servers.stage import Stage

MAIL = b"Subject: x\r\n\r\nhello\r\n"
USER = "tls@x.test"
SLACK = 1024  # KiB: a fraction of the message


class TlsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stage = cls.enterClassContext(Stage())
        cls.stage.mailboxes.append(USER, [MAIL])
        cls.ca_file = cls.stage.authority.ca_file
        cls.letter = cls.stage.write("letter", "Subject: y\n\nhello\n")

    def fetch(self, tls="implicit", host="localhost", ca=None, **named):
        ports = self.stage.dovecot
        port = ports.tls_port if tls == "implicit" else ports.starttls_port
        named.setdefault("once", True)
        return drive("fetch", port, tls=tls, host=host, ca=ca or self.ca_file, user=USER, password=PASSWORD, **named)

    def send(self, tls="implicit", host="localhost", ca=None):
        ports = self.stage.exim
        return drive("send", ports.tls_port if tls == "implicit" else ports.starttls_port, tls=tls, host=host,
                     ca=ca or self.ca_file, user=USER, password=PASSWORD, **{"from": USER, "to": USER, "file": self.letter})

    def test_right_authority_by_name_and_by_address(self):
        for tls in ("implicit", "starttls"):
            for host in ("localhost", "127.0.0.1"):
                with self.subTest(tls=tls, host=host):
                    self.assertIn(1, self.fetch(tls, host).uids())
                    self.assertEqual("ok", self.send(tls, host).one("submitted")["sent"])

    def test_bad_certificates_are_refused_with_a_reason(self):
        reasons = {"expired": "expired on 20", "wrong-host": "does not match that host name (it is for elsewhere.example)",
                   "other-ca": "unknown issuer: set ca_file"}
        for fault, reason in reasons.items():
            for tls in ("implicit", "starttls"):
                with self.subTest(fault=fault, tls=tls):
                    said = self.fetch(tls, ADDRESSES[fault])
                    self.assertEqual([], said.uids())
                    self.assertEqual(3, said.code)
                    self.assertEqual("refused", said.one("lost")["outcome"])
                    self.assertIn(reason, said.one("lost")["reason"])
                    self.assertIn(reason, said.one("trouble")["reason"])
                    answer = self.send(tls, ADDRESSES[fault]).one("submitted")
                    self.assertEqual("later", answer["sent"])
                    self.assertIn(reason, answer["text"])

    def test_system_store_does_not_know_our_authority(self):
        said = drive("fetch", self.stage.dovecot.tls_port, host="localhost", user=USER, password=PASSWORD, once=True)
        self.assertEqual([], said.uids())
        self.assertNotEqual(0, said.code)

    def test_a_file_without_certificate_is_refused(self):
        said = self.fetch(ca=self.letter)
        self.assertEqual(1, said.code)
        self.assertIn("holds no certificate", said.log)

    def test_password_refused_is_no_network_trouble(self):
        said = drive("fetch", self.stage.dovecot.tls_port, host="localhost", ca=self.ca_file, user=USER, password="no",
                     once=True)
        self.assertEqual("refused", said.one("lost")["outcome"])
        self.assertIn("event=fetch.login_refused", said.log)
        self.assertEqual(3, said.code)

    def test_injected_bytes_before_encryption(self):
        with scripted_imap.Injecting() as server:
            said = drive("fetch", server.port, tls="starttls", ca=self.ca_file, user="u", password="p", once=True)
            self.assertIn("between its answer to STARTTLS and encryption", said.one("lost")["reason"])
            self.assertEqual(0, sum("LOGIN" in line for line in server.heard))
        with scripted_smtp.Injecting() as server:
            said = drive("send", server.port, tls="starttls", ca=self.ca_file, user="u", password="p",
                         **{"from": USER, "to": USER, "file": self.letter})
            self.assertIn("between its answer to STARTTLS and encryption", said.one("submitted")["text"])
            self.assertEqual(0, server.count("AUTH"))

    def test_starttls_that_is_not_offered(self):
        with scripted_smtp.Smtp() as server:
            said = drive("send", server.port, tls="starttls", ca=self.ca_file, user="u", password="p",
                         **{"from": USER, "to": USER, "file": self.letter})
            self.assertIn("does not offer STARTTLS", said.one("submitted")["text"])
            self.assertEqual(0, server.count("AUTH"))

    def test_plain_stays_on_this_machine(self):
        outside = own_address()
        if not outside:
            self.skipTest("this machine has only a loopback address")
        with socket.create_server((outside, 0)) as listener:
            said = drive("fetch", listener.getsockname()[1], host=outside, tls="plain", user="u", password="p", once=True)
        self.assertEqual("refused", said.one("lost")["outcome"])
        self.assertIn("not on this machine", said.one("lost")["reason"])

    @unittest.skipIf(SANITIZED, "sanitizers hold back what is freed")
    def test_memory_does_not_grow_with_the_message(self):
        line = b"x" * 76 + b"\r\n"
        peaks = {}
        for name, lines in (("small", 60), ("large", 670000)):
            user = name + "@x.test"
            self.stage.mailboxes.fill_fast(user, [MAIL + line * lines])
            said = drive("fetch", self.stage.dovecot.tls_port, host="localhost", ca=self.ca_file, user=user,
                         password=PASSWORD, once=True, seconds=120)
            self.assertEqual(len(MAIL) + 78 * lines, int(said.one("fetched")["bytes"]))
            peaks[name] = int(said.one("memory")["kilobytes"])
        print("fetch peak memory, KiB: %(small)d for 5 KB, %(large)d for 52 MB" % peaks)
        self.assertLess(peaks["large"], peaks["small"] + SLACK)


def own_address():
    """An address of this machine that is not loopback; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        try:
            s.connect(("192.0.2.1", 9))
            return s.getsockname()[0]
        except OSError:
            return None


if __name__ == "__main__":
    unittest.main()
