"""send against a scripted server: what each failure means for each recipient."""
import os
import tempfile
import unittest

from net.drive import send
from servers.scripted_smtp import Smtp

LETTER = b"Subject: x\n\n.dot\n..two\r\nbare\rcr\nend"


class SendTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="xw-")
        self.addCleanup(folder.cleanup)
        self.letter = os.path.join(folder.name, "letter")
        self.write(LETTER)

    def write(self, data):
        with open(self.letter, "wb") as f:
            f.write(data)

    def run_against(self, replies=None, to=("a@x.test",), **named):
        """(server, what was said)"""
        with Smtp(replies) as server:
            options = [word for address in to for word in ("--to", address)]
            return server, send(server.port, self.letter, *options, **named)

    def sent(self, replies=None, **named):
        said = self.run_against(replies, **named)[1]
        self.assertEqual(0, said.code, said)
        return [(s["sent"], int(s["code"])) for s in said.all("submitted")]

    def test_lines_and_dots(self):
        server, said = self.run_against()
        self.assertEqual("ok", said.one("submitted")["sent"])
        self.assertEqual([b"Subject: x\r\n\r\n..dot\r\n...two\r\nbare\r\ncr\r\nend\r\n"], server.messages)
        self.assertIn("MAIL FROM:<us@x.test> SIZE=%d" % len(LETTER), server.heard)

    def test_a_large_message_in_flat_memory(self):
        peaks = {}
        for name, lines in (("small", 10), ("large", 200000)):
            self.write(b".%s\r\n" % (b"x" * 75) * lines)
            server, said = self.run_against()
            self.assertEqual(79 * lines, len(server.messages[0]))
            peaks[name] = int(said.one("memory")["kilobytes"])
        print("send peak memory, KiB: %(small)d for 1 KB, %(large)d for 15 MB" % peaks)
        self.assertLess(peaks["large"], peaks["small"] + 512)

    def test_refusals_per_recipient(self):
        replies = {"RCPT TO:<later": "451 4.3.0 later", "RCPT TO:<never": "550-5.1.1 no\r\n550 such user"}
        server, said = self.run_against(replies, to=("a@x.test", "later@x.test", "never@x.test"))
        self.assertEqual([("ok", "250"), ("later", "451"), ("never", "550")],
                         [(s["sent"], s["code"]) for s in said.all("submitted")])
        self.assertEqual("5.1.1 no such user", said.all("submitted")[2]["text"])
        self.assertEqual(1, len(server.messages))

    def test_nobody_accepted_means_nothing_sent(self):
        server, _ = self.run_against({"RCPT": "550 no"})
        self.assertEqual([], server.messages)
        self.assertNotIn("DATA", server.heard)

    def test_steps(self):
        for replies, want in (({"MAIL": "451 later"}, ("later", 451)), ({"MAIL": "553 never"}, ("never", 553)),
                              ({"DATA": "451 later"}, ("later", 451)), ({"DATA": "554 never"}, ("never", 554)),
                              ({".": "452 later"}, ("later", 452)), ({".": "554 never"}, ("never", 554)),
                              ({".": "421 closing"}, ("later", 421)), ({".": None}, ("unknown", 0)),
                              ({".": "nonsense"}, ("unknown", 0)), ({"DATA": None}, ("later", 0)),
                              ({"RCPT": None}, ("later", 0)), ({"MAIL": None}, ("later", 0)),
                              ({"greeting": "554 no service"}, ("later", 0)), ({"greeting": None}, ("later", 0)),
                              ({"EHLO": "421 busy"}, ("later", 0)), ({"AUTH": "535 wrong"}, ("later", 0)),
                              ({"AUTH": "454 later"}, ("later", 0))):
            with self.subTest(replies=replies):
                self.assertEqual([want], self.sent(replies))

    def test_password_refused_is_told_to_main(self):
        said = self.run_against({"AUTH": "535 wrong"})[1]
        self.assertEqual("refused", said.one("trouble")["outcome"])
        self.assertIn("event=send.login_refused", said.log)

    def test_login_where_plain_is_not_offered(self):
        class LoginOnly(Smtp):
            extensions = ("AUTH LOGIN XOAUTH2",)
        with LoginOnly() as server:
            self.assertEqual("ok", send(server.port, self.letter, to="a@x.test").one("submitted")["sent"])
            self.assertIn("AUTH LOGIN", server.heard)

    def test_addresses_that_would_be_commands(self):
        for bad in ("a@x.test>\r\nRCPT TO:<b@x.test", "a b@x.test", "<a@x.test>", "", "张@x.test"):
            with self.subTest(bad=bad):
                server, said = self.run_against(to=(bad, "good@x.test"))
                self.assertEqual(["never", "ok"], [s["sent"] for s in said.all("submitted")])
                self.assertEqual(1, server.count("RCPT"))
        server, said = self.run_against(**{"from": "us@x.test>\r\nDATA"})
        self.assertEqual("never", said.one("submitted")["sent"])
        self.assertEqual(0, server.connections)

    def test_null_sender(self):
        server, _ = self.run_against(**{"from": ""})
        self.assertEqual(1, server.count("MAIL FROM:<>"))

    def test_reply_in_gbk(self):
        said = self.run_against({"RCPT": b"550 " + "用户不存在".encode("gbk")})[1]
        self.assertEqual("?" * 10, said.one("submitted")["text"])

    def test_one_session_for_a_batch(self):
        server, said = self.run_against(repeat=3)
        self.assertEqual(["ok"] * 3, [s["sent"] for s in said.all("submitted")])
        self.assertEqual((1, 2), (server.connections, server.count("RSET")))

    def test_session_that_the_server_closed_meanwhile(self):
        server, said = self.run_against({"RSET": None}, repeat=2)
        self.assertEqual(["ok"] * 2, [s["sent"] for s in said.all("submitted")])
        self.assertEqual(2, server.connections)

    def test_session_is_closed_when_idle(self):
        server, _ = self.run_against(repeat=2, pause=5)
        self.assertEqual((2, 0), (server.connections, server.count("RSET")))

    def test_endless_reply(self):
        server, said = self.run_against({"MAIL": b"250-more\r\n" * 200 + b"250 end"})
        self.assertEqual("later", said.one("submitted")["sent"])


if __name__ == "__main__":
    unittest.main()
