"""Every answer to the labelled mails, as its reader sees it: text and HTML tell the same, no page is wider than a screen, and no text
says what it should not. Set XW_PICTURES to a folder to get pictures of all of them."""
import os
import sys
import unittest

from flow.fill_test import FOLDERS
from servers.evidence import parse, reading
from servers.stage import OFFICE, ROOT, Stage

sys.path.insert(0, os.path.join(ROOT, "tests", "look"))
import answers as look  # noqa: E402


def mails():
    for folder in FOLDERS:
        for name in sorted(os.listdir(folder)):
            path = os.path.join(folder, name, "mail.eml")
            if os.path.exists(path):
                with open(path, "rb") as f:
                    yield f.read()


class LookTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stage = cls.enterClassContext(Stage(deliver=False))
        cls.service = cls.stage.service()
        cls.stage.mailboxes.append(OFFICE, list(mails()))
        cls.service.once()
        with reading(cls.service.state) as db:
            rows = db.execute("SELECT mail, message FROM answer WHERE mail IS NOT NULL ORDER BY mail")
            cls.answers = {"mail-%d" % mail: parse(message) for mail, message in rows}
        cls.texts = {name: m.get_body(("plain",)).get_content().replace("\r\n", "\n") for name, m in cls.answers.items()}
        cls.pages = {name: m.get_body(("html",)).get_content() for name, m in cls.answers.items()}

    def test_there_are_many(self):
        self.assertGreater(len(self.answers), 150)

    def test_text_and_page_tell_the_same(self):
        for name, text in self.texts.items():
            with self.subTest(name, subject=self.answers[name]["Subject"]):
                self.assertEqual({}, look.differences(text, self.pages[name]))

    def test_no_page_is_wider_than_its_screen(self):
        wide = look.too_wide(self.pages)
        if wide is None:
            self.skipTest("no Chromium here")
        self.assertEqual([], wide)
        if os.environ.get("XW_PICTURES"):
            look.take_pictures(self.pages, os.environ["XW_PICTURES"])

    def test_nothing_is_left_blank(self):
        for name, text in self.texts.items():
            with self.subTest(name):
                for blank in ("“”", "《》", "（）", "：。", "、。", "  ：", "年月日", "NaN", "(null)", "只有0位"):
                    self.assertNotIn(blank, text)

    def test_subject_leads_with_the_verdict(self):
        for name, m in self.answers.items():
            with self.subTest(name):
                self.assertRegex(m["Subject"], r"^【(已收到|请补充|已更新)[^】]*】.*\[\w{5}-\w{5}\]$")


class RenderTest(unittest.TestCase):
    def test_samples_as_files(self):
        service = self.enterContext(Stage(deliver=False)).service()
        folder = os.path.join(service.folder, "samples")
        service.ctl("render", "--out", folder)
        names = {name.rsplit(".", 1)[0] for name in os.listdir(folder)}
        answers = {"acknowledge", "acknowledge-more", "acknowledge-newer", "bundle", "correct", "correct-table", "correct-files", "correct-forgotten"}
        self.assertEqual(answers & names, answers)
        self.assertEqual(2 * len(names), len(os.listdir(folder)))
        self.assertIn("请在本行上方填写回复", service.ctl("render", "correct"))
        service.ctl("render", "nonsense", expect=1)


if __name__ == "__main__":
    unittest.main()
