"""Every file is shown to clamd before it is filed; without clamd what the configuration says happens, and is said. The same
with a scripted clamd, which tells what it was shown, and with the real one."""
import io
import os
import time
import unittest
import zipfile

from flow.talk import Talk, film, letter, submission
from servers.clamd import SIGNATURE, RealClamd
from servers.scratch import wait_until
from servers.scripted_clamd import EICAR, Clamd
from servers.stage import OFFICE

LINES = "单位：寨上街道总工会\n姓名：田甜\n联系方式：13802012345\n作品名称：好片\n参赛项目：微视频"


def zipped(name, data):
    """Compressed: the bytes that are looked for stand in it nowhere as they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(name, data + bytes(1000))
    assert data not in out.getvalue()
    return out.getvalue()


class ClamdTest(Talk):
    when_absent = "hold"
    virus = "Eicar-Test-Signature FOUND"

    def setUp(self):
        super().setUp()
        self.socket = os.path.join(self.stage.folder("clamav"), "clamd.ctl")
        self.service.configure(clamd={"socket": self.socket, "when_absent": self.when_absent})

    def scanner(self, small=False):
        return Clamd(self.socket, most=1000 if small else 1 << 20)

    def infected(self, name="说明.txt", data=EICAR, number=7):
        return letter(LINES, number=number, files=(("好片.mp4", film(b"clean")), (name, data)))

    def is_set_aside(self, *mails):
        """Each of them, and the last mail is a clean one."""
        with self.scanner():
            self.tell(*mails, submission(2))
        self.assertEqual(["quarantined"] * len(mails) + ["filed"], self.states())
        self.assertIn(self.virus, self.service.ctl("explain", "1"))
        self.assertEqual(1, len(self.heard()))
        self.assertIn("杀毒软件", self.service.ctl("digest", "--print"))
        for path, _, names in os.walk(self.service.archive):
            for name in names:
                with open(os.path.join(path, name), "rb") as f:
                    self.assertNotIn(EICAR, f.read())
        self.assertTrue(self.service.ctl_json("audit")["holds"])


class HoldTest(ClamdTest):
    def test_clean_files_are_filed(self):
        with self.scanner() as clamd:
            self.tell(submission(1))
        self.assertEqual(["filed"], self.states())
        self.assertEqual([film(b"1")], getattr(clamd, "streams", [film(b"1")]))
        self.assertEqual(1, len(self.heard()))
        self.assertNotIn("not scanned", self.service.ctl("explain", "1"))

    def test_a_virus_is_set_aside_and_shown(self):
        self.is_set_aside(self.infected())

    def test_nothing_is_filed_while_it_is_away(self):
        daemon = self.service.start()
        self.stage.mailboxes.append(OFFICE, [submission(1)])
        wait_until(lambda: "clamd does not answer" in self.service.log(), 30, "word of it in the log")
        time.sleep(1)
        self.assertEqual(1, self.service.ctl_json("audit")["waiting"])
        with self.scanner():
            wait_until(lambda: self.service.ctl_json("audit")["filed"] == 1, 40, "the mail to be filed")
        self.assertEqual(0, self.service.end(daemon))
        self.assertEqual(1, len(self.heard()))

    def test_a_file_that_is_too_large_for_it_is_said(self):
        with self.scanner(small=True):
            log = self.tell(submission(1))
        self.assertEqual(["filed"], self.states())
        self.assertIn("clamd.passed", log)
        self.assertIn("size limit exceeded", self.service.ctl("explain", "1"))


class RealHoldTest(HoldTest):
    virus = SIGNATURE + ".UNOFFICIAL FOUND"

    def scanner(self, small=False):
        return RealClamd(self.stage, self.socket, most="1K" if small else "1M")

    def test_a_virus_in_an_archive(self):
        inner = zipped("说明.txt", EICAR)
        self.is_set_aside(self.infected("材料.zip", inner, 7), self.infected("材料.zip", zipped("内层.zip", inner), 8))

    def test_a_large_file_that_it_ends_in_the_middle(self):
        """It hangs up with most of the file unread; what it said before that counts."""
        with self.scanner():
            self.tell(letter(LINES, files=(("好片.mp4", film() + os.urandom(8 << 20)),)))
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
