"""Every file is shown to clamd before it is filed; without clamd what the configuration says happens, and is said."""
import os
import time
import unittest

from flow.talk import Talk, film, letter, submission
from servers.scratch import wait_until
from servers.scripted_clamd import EICAR, Clamd


class ClamdTest(Talk):
    when_absent = "hold"

    def setUp(self):
        super().setUp()
        self.socket = os.path.join(self.stage.folder("clamav"), "clamd.ctl")
        self.service.configure(clamd={"socket": self.socket, "when_absent": self.when_absent})

    def infected(self, number=7):
        lines = "单位：寨上街道总工会\n姓名：田甜\n联系方式：13802012345\n作品名称：好片\n参赛项目：微视频"
        return letter(lines, number=number, files=(("好片.mp4", film(b"clean")), ("说明.txt", EICAR)))


class HoldTest(ClamdTest):
    def test_clean_files_are_filed(self):
        with Clamd(self.socket) as clamd:
            self.tell(submission(1))
        self.assertEqual(["filed"], self.states())
        self.assertEqual([film(b"1")], clamd.streams)
        self.assertEqual(1, len(self.heard()))
        self.assertNotIn("not scanned", self.service.ctl("explain", "1"))

    def test_a_virus_is_set_aside_and_shown(self):
        with Clamd(self.socket):
            self.tell(self.infected(), submission(2))
        self.assertEqual(["quarantined", "filed"], self.states())
        self.assertIn("Eicar-Test-Signature FOUND", self.service.ctl("explain", "1"))
        self.assertEqual(1, len(self.heard()))
        self.assertIn("杀毒软件", self.service.ctl("digest", "--print"))
        for path, _, names in os.walk(self.service.archive):
            for name in names:
                with open(os.path.join(path, name), "rb") as f:
                    self.assertNotIn(EICAR, f.read())
        self.assertTrue(self.service.ctl_json("audit")["holds"])

    def test_nothing_is_filed_while_it_is_away(self):
        daemon = self.service.start()
        self.stage.mailboxes.append("xuanwangbu@sina.com", [submission(1)])
        wait_until(lambda: "clamd does not answer" in self.service.log(), 30, "word of it in the log")
        time.sleep(1)
        self.assertEqual(1, self.service.ctl_json("audit")["waiting"])
        with Clamd(self.socket):
            wait_until(lambda: self.service.ctl_json("audit")["filed"] == 1, 40, "the mail to be filed")
        self.assertEqual(0, self.service.end(daemon))
        self.assertEqual(1, len(self.heard()))

    def test_a_file_that_is_too_large_for_it_is_said(self):
        with Clamd(self.socket, most=1000):
            self.tell(submission(1))
        self.assertEqual(["filed"], self.states())
        self.assertIn("size limit exceeded", self.service.ctl("explain", "1"))


class PassTest(ClamdTest):
    when_absent = "pass"

    def test_filed_without_and_said(self):
        log = self.tell(submission(1))
        self.assertEqual(["filed"], self.states())
        self.assertIn("clamd.passed", log)
        self.assertIn("was not scanned for viruses", self.service.ctl("explain", "1"))


if __name__ == "__main__":
    unittest.main()
