"""What keeps the service from its work is noticed, told, counted, and over by itself."""
import contextlib
import os
import re
import signal
import sqlite3
import subprocess
import time
import unittest
from email import message_from_string, policy

from servers.dovecot import PASSWORD
from servers.processes import descendants
from servers.scripted_clamd import Clamd
from servers.stage import OFFICE, Stage, corpus

SECONDS = 60


def until(seen, seconds=SECONDS):
    end = time.monotonic() + seconds
    while not (found := seen()) and time.monotonic() < end:
        time.sleep(0.2)
    return found


@contextlib.contextmanager
def small_disk(stage, mib):
    """A folder on a file system of its own."""
    folder = stage.folder("disk")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=%dm" % mib, "none", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


class HealthTest(unittest.TestCase):
    def setUp(self):
        self.stage = self.enterContext(Stage())
        self.stage.mailboxes.append(OFFICE, [raw for _, raw in corpus(("001", "002"))])

    def status(self):
        return self.service.ctl_json("status")

    def troubles(self):
        return [t["source"] for t in self.status()["troubles"]]

    def test_a_full_disk(self):
        """Nothing is fetched while it is short of room, nothing is lost, and it goes on by itself."""
        with small_disk(self.stage, 64) as folder:
            self.service = self.stage.service(folder=folder, least_free_mib=32)
            filler = os.path.join(folder, "filler")
            with open(filler, "wb") as f:
                f.write(bytes(48 << 20))
            self.assertIn("least_free_mib", self.service.once(expect=3))
            child = self.service.start()
            self.assertTrue(until(lambda: self.troubles() == ["disk"]))
            self.assertEqual(0, self.status()["in"])
            os.unlink(filler)
            self.assertTrue(until(lambda: self.status()["in"] == 2 and not self.status()["waiting"]))
            self.assertEqual([], self.troubles())
            self.assertEqual(0, self.service.end(child))
            self.assertTrue(self.service.ctl_json("audit")["holds"])


class AlarmTest(unittest.TestCase):
    def setUp(self):
        self.stage = self.enterContext(Stage())
        folder = self.stage.folder("alarm")
        self.told, script = os.path.join(folder, "told"), os.path.join(folder, "command")
        self.metrics = os.path.join(folder, "metrics")
        with open(script, "w", encoding="ascii") as f:
            f.write("#!/bin/sh\nexec cat >>%s\n" % self.told)
        os.chmod(script, 0o755)
        self.settings = {"alarm": {"command": [script], "to": ["admin@office.test"], "after_minutes": 5}, "metrics": self.metrics}

    def troubles(self):
        if "service.ready" not in self.service.log():
            return []
        return [t["source"] for t in self.service.ctl_json("status")["troubles"]]

    def watch(self):
        """(what is wrong, the alarm mail that was handed over now or None)"""
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.told)
        said = self.service.ctl("watch")
        try:
            with open(self.told, encoding="ascii") as f:
                mail = message_from_string(f.read(), policy=policy.default)
        except FileNotFoundError:
            mail = None
        return [line.split(":")[0] for line in said.splitlines()], mail

    def figures(self):
        with open(self.metrics, encoding="ascii") as f:
            return dict(re.findall(r"^(\w+(?:\{[^}]*\})?) (-?\d+)$", f.read(), re.M))

    def test_a_service_that_does_not_run(self):
        self.service = self.stage.service(**self.settings)
        self.service.once()
        os.utime(os.path.join(self.service.state, "last-look"), (0, time.time() - 3600))
        wrong, mail = self.watch()
        self.assertEqual(["stopped"], wrong)
        self.assertEqual("admin@office.test", mail["To"])
        self.assertIn("没有在运行", mail["Subject"])
        self.assertIn("systemctl start xuanwangd", mail.get_body(("plain",)).get_content())
        self.assertEqual("0", self.figures()["xuanwangd_up"])
        self.assertEqual((["stopped"], None), self.watch(), "told once a day")
        child = self.service.start()
        self.assertTrue(until(lambda: self.service.ctl_json("status")["last_look"] > time.time() - 60))
        wrong, mail = self.watch()
        self.assertEqual([], wrong)
        self.assertIn("恢复", mail["Subject"])
        self.assertEqual("1", self.figures()["xuanwangd_up"])
        self.assertEqual(([], None), self.watch())
        self.assertEqual(0, self.service.end(child))

    def lasts(self, minutes=40):
        """As if all that is wrong had begun earlier."""
        with contextlib.closing(sqlite3.connect(os.path.join(self.service.state, "xuanwangd.db"), timeout=30)) as connection, connection:
            connection.execute("UPDATE trouble SET since = since - ?", (minutes * 60,))
            connection.execute("UPDATE pause SET since = since - ?", (minutes * 60,))

    def told_and_over(self, key, *words, status=()):
        """It is told once, with these words; a night's look at status tells it too."""
        wrong, mail = self.watch()
        self.assertEqual([key], wrong)
        text = mail.get_body(("plain",)).get_content()
        for word in words:
            self.assertIn(word, text)
        self.assertEqual(([key], None), self.watch(), "told once a day")
        said = self.service.ctl("status")
        for word in ("at work, but:", "TROUBLE", *status):
            self.assertIn(word, said)

    def recovers(self):
        self.assertTrue(until(lambda: not self.troubles()))
        wrong, mail = self.watch()
        self.assertEqual([], wrong)
        self.assertIn("恢复", mail["Subject"])
        self.assertEqual(([], None), self.watch(), "and that once")
        self.assertNotIn("TROUBLE", self.service.ctl("status"))

    def test_a_refused_password(self):
        """At once, and told apart from a network that is down; with what to do at this provider."""
        for source in ("imap", "smtp"):
            with self.subTest(source):
                self.service = self.stage.service(source, **{source + "_password": "wrong"}, **self.settings)
                self.stage.mailboxes.append(OFFICE, [corpus(("001",))[0][1]])  # send knocks only where it has something to send
                child = self.service.start()
                self.assertTrue(until(self.troubles))
                self.told_and_over(source, "网络是通的", "授权码", "xuanwangctl password", status=("xuanwangctl password",))
                self.assertNotEqual("0", self.figures()['xuanwangd_trouble_seconds{source="%s"}' % source])
                self.service.end(child)
                setattr(self.service, source + "_password", PASSWORD)
                child = self.service.start()
                self.assertTrue(until(lambda: self.service.log().count("service.ready") == 2))
                self.recovers()
                self.assertEqual("0", self.figures()['xuanwangd_trouble_seconds{source="%s"}' % source])
                self.assertEqual(0, self.service.end(child))

    def test_a_server_that_is_down(self):
        """It may pass by itself: it is told only when it has lasted."""
        self.service = self.stage.service(**self.settings)
        child = self.service.start()
        self.assertTrue(until(lambda: "service.ready" in self.service.log()))
        self.stage.dovecot.stop()
        self.assertTrue(until(self.troubles))
        self.assertEqual(([], None), self.watch())
        self.lasts()
        self.told_and_over("imap", "请检查网络", "不会漏收", status=("xuanwangctl probe",))
        self.stage.dovecot.start()
        self.recovers()
        self.assertEqual(0, self.service.end(child))

    def test_a_disk_that_is_short(self):
        with small_disk(self.stage, 64) as folder:
            self.service = self.stage.service(folder=folder, least_free_mib=32, **self.settings)
            filler = os.path.join(folder, "filler")
            child = self.service.start()
            self.assertTrue(until(lambda: "service.ready" in self.service.log()))
            with open(filler, "wb") as f:
                f.write(bytes(48 << 20))
            self.stage.mailboxes.append(OFFICE, [corpus(("001",))[0][1]])
            self.assertTrue(until(self.troubles))
            self.lasts()
            self.told_and_over("disk", "磁盘", "least_free_mib", status=("make room", "SHORT: "))
            os.unlink(filler)
            self.recovers()
            self.assertEqual(0, self.service.end(child))

    def test_a_scanner_that_is_away(self):
        """What cannot be filed is said once, not every few seconds."""
        socket = os.path.join(self.stage.folder("clamav"), "clamd.ctl")
        self.service = self.stage.service(clamd={"socket": socket}, **self.settings)
        self.stage.mailboxes.append(OFFICE, [corpus(("001",))[0][1]])
        child = self.service.start()
        self.assertTrue(until(self.troubles))
        self.lasts()
        self.told_and_over("filing", "clamd", "来信不会丢", status=("clamd does not answer",))
        time.sleep(12)
        self.assertEqual(1, self.service.log().count("keep.pause"))
        with Clamd(socket):
            self.recovers()
        self.assertIn("keep.resumed", self.service.log())
        self.assertEqual(0, self.service.end(child))

    def test_a_provider_that_wants_less(self):
        self.service = self.stage.service(**self.settings)
        self.service.once()
        child = self.service.start()
        self.assertTrue(until(lambda: self.service.ctl_json("status")["last_look"] > time.time() - 60 and self.troubles() == []))
        with contextlib.closing(sqlite3.connect(os.path.join(self.service.state, "xuanwangd.db"), timeout=30)) as connection, connection:
            now = int(time.time())
            connection.execute("INSERT INTO pause (id, since, until, times, code, said) VALUES (1, ?, ?, 3, 550, 'too many')", (now, now + 9999))
        self.assertEqual(([], None), self.watch())
        self.lasts()
        self.told_and_over("paused", "550 too many", "per_hour", status=("550 too many", "nothing is dropped"))
        self.assertEqual(0, self.service.end(child))

    def test_a_mailbox_that_is_not_seen(self):
        """At work, and without trouble that it knows of."""
        self.service = self.stage.service(**self.settings)
        child = self.service.start()
        self.assertTrue(until(lambda: "service.ready" in self.service.log()))
        self.assertTrue(until(lambda: self.service.ctl_json("status")["last_look"]))
        os.kill(child.pid, signal.SIGSTOP)
        for pid in descendants(child.pid):
            os.kill(pid, signal.SIGSTOP)
        os.utime(os.path.join(self.service.state, "last-look"), (0, time.time() - 3600))
        wrong, mail = self.watch()
        self.assertEqual(["blind"], wrong)
        self.assertIn("journalctl", mail.get_body(("plain",)).get_content())
        for pid in descendants(child.pid) + [child.pid]:
            os.kill(pid, signal.SIGCONT)
        self.assertEqual(0, self.service.end(child))

    def test_a_command_that_fails_is_tried_again(self):
        self.settings["alarm"]["command"] = ["/bin/false"]
        self.service = self.stage.service(imap_password="wrong", **self.settings)
        child = self.service.start()
        self.assertTrue(until(self.troubles))
        for _ in range(2):
            self.service.ctl("watch", expect=3)
        self.service.end(child)

    def test_a_database_that_cannot_be_read(self):
        self.service = self.stage.service(**self.settings)
        self.service.once()
        with open(os.path.join(self.service.state, "xuanwangd.db"), "r+b") as f:
            f.write(b"no database at all")
        wrong, mail = self.watch()
        self.assertEqual(["database"], wrong)
        self.assertIn("数据库", mail["Subject"])


if __name__ == "__main__":
    unittest.main()
