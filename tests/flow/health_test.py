"""What keeps the service from its work is noticed, told, counted, and over by itself."""
import contextlib
import os
import re
import subprocess
import time
import unittest
from email import message_from_string, policy

from servers.stage import OFFICE, Stage, corpus

SECONDS = 60


def until(seen, seconds=SECONDS):
    end = time.monotonic() + seconds
    while not (found := seen()) and time.monotonic() < end:
        time.sleep(0.2)
    return found


class HealthTest(unittest.TestCase):
    def setUp(self):
        self.stage = self.enterContext(Stage())
        self.stage.mailboxes.append(OFFICE, [raw for _, raw in corpus(("001", "002"))])

    def status(self):
        return self.service.ctl_json("status")

    def troubles(self):
        return [t["source"] for t in self.status()["troubles"]]

    @contextlib.contextmanager
    def small_disk(self, mib):
        """A service whose state and archive lie on a file system of their own."""
        folder = self.stage.folder("disk")
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=%dm" % mib, "none", folder], check=True)
        try:
            yield folder
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)

    def test_a_full_disk(self):
        """Nothing is fetched while it is short of room, nothing is lost, and it goes on by itself."""
        with self.small_disk(64) as folder:
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

    def test_a_refused_password(self):
        """At once, and told apart from a network that is down."""
        self.service = self.stage.service(imap_password="wrong", **self.settings)
        child = self.service.start()
        self.assertTrue(until(self.troubles))
        wrong, mail = self.watch()
        self.assertEqual(["imap"], wrong)
        self.assertIn("授权码", mail.get_body(("plain",)).get_content())
        self.assertNotEqual("0", self.figures()['xuanwangd_trouble_seconds{source="imap"}'])
        self.service.end(child)

    def test_a_server_that_is_down(self):
        """It may pass by itself: it is told only when it has lasted."""
        self.service = self.stage.service(imap_port=9, **self.settings)
        child = self.service.start()
        self.assertTrue(until(self.troubles))
        self.assertEqual(([], None), self.watch())
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
