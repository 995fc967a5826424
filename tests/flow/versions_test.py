"""Files that come later, and newer versions of works: they join the work, and what they replace is kept."""
import os
import unittest

from flow.clients import answer
from flow.healing_test import Healing
from flow.talk import COMPLETE, film, letter
from servers.evidence import parse, sha256, tree

SENDER = "zhaishang@163.test"
COVER = bytes.fromhex("89504e470d0a1a0a") + bytes(range(256)) * 8
OLD = "旧版"


class VersionsTest(Healing):
    def filed(self, *files, lines=COMPLETE):
        """A complete work with these files; our acknowledgement of it."""
        self.tell(letter("\n".join(lines), files=files))
        self.assertEqual(["filed"], self.states())
        return self.last(SENDER)

    def files(self):
        """{name below the work's folder: its bytes' hash}, and that the register tells the current ones."""
        work, = self.works()
        folder = os.path.join(self.service.archive, work["folder"])
        found = {name: value for name, value in tree(folder).items() if value and name != "原邮件.eml"}
        self.assertEqual("complete", work["state"])
        return found

    def said(self):
        return parse(self.last(SENDER)).get_body(("plain",)).get_content()

    def test_file_that_was_forgotten(self):
        acknowledgement = self.filed()
        self.assertIn("来信没有附作品文件", self.said())
        self.tell(answer(acknowledgement, "附件忘了附，现补上。", "iphone", files=(("直播间.mp4", film()),)))
        self.assertEqual({"直播间.mp4": sha256(film())}, self.files())
        self.assertIn("已更新", parse(self.last(SENDER))["Subject"])
        self.holds_and_rests()

    def test_file_that_comes_beside(self):
        acknowledgement = self.filed(("直播间.mp4", film()))
        self.tell(answer(acknowledgement, "补充一张封面。", files=(("封面.png", COVER),)))
        self.assertEqual({"直播间.mp4": sha256(film()), "封面.png": sha256(COVER)}, self.files())
        self.holds_and_rests()

    def test_file_without_a_word_goes_to_staff(self):
        acknowledgement = self.filed(("直播间.mp4", film()))
        self.tell(answer(acknowledgement, "请查收。", files=(("IMG_0007.png", COVER),)))
        self.assertEqual({"直播间.mp4": sha256(film())}, self.files())
        self.assertEqual(["filed", "staff"], self.states())
        self.holds_and_rests()

    def test_newer_version_in_answer_to_us(self):
        acknowledgement = self.filed(("直播间.mp4", film()))
        self.tell(answer(acknowledgement, "附件是最终版，请以此为准。", "foxmail", files=(("终.mp4", film(b"2")),)))
        self.assertEqual({"终.mp4": sha256(film(b"2")), OLD + "/直播间.mp4": sha256(film())}, self.files())
        self.assertIn("旧文件：直播间.mp4", self.said())
        self.assertIn("已更新", parse(self.last(SENDER))["Subject"])
        self.holds_and_rests()

    def test_newer_version_in_a_mail_of_its_own(self):
        self.filed(("田甜的直播间.mp4", film()))
        lines = [line.replace("田甜的直播间", "《田甜的直播间》（修改稿）") for line in COMPLETE]
        self.tell(letter("\n".join(lines), number=2, files=(("田甜的直播间（修改稿）.mp4", film(b"2")),)))
        self.assertEqual({"田甜的直播间（修改稿）.mp4": sha256(film(b"2")), OLD + "/田甜的直播间.mp4": sha256(film())}, self.files())
        self.assertEqual("田甜的直播间", self.works()[0]["title"])
        self.holds_and_rests()

    def test_same_name_twice_keeps_all_three(self):
        acknowledgement = self.filed(("田甜的直播间.mp4", film()))
        for number in (2, 3):
            self.tell(answer(acknowledgement, "更新文件，请替换。", number=number, files=(("田甜的直播间.mp4", film(b"%d" % number)),)))
        self.assertEqual({"田甜的直播间.mp4": sha256(film(b"3")), OLD + "/田甜的直播间.mp4": sha256(film()),
                          OLD + "/田甜的直播间 (2).mp4": sha256(film(b"2"))}, self.files())
        self.holds_and_rests()

    def test_the_same_mail_sent_again(self):
        self.filed(("直播间.mp4", film()))
        self.tell(letter("\n".join(COMPLETE), number=2, files=(("直播间.mp4", film()),)))
        self.assertEqual({"直播间.mp4": sha256(film())}, self.files())
        self.assertEqual(["filed", "ignored"], self.states())
        self.assertIn("没有重复登记，不必再发", self.said())
        self.holds_and_rests()

    def test_which_of_several_is_replaced_cannot_be_told(self):
        acknowledgement = self.filed(("一.mp4", film(b"1")), ("二.mp4", film(b"2")))
        before = self.files()
        self.tell(answer(acknowledgement, "有一个文件请替换。", files=(("新.mp4", film(b"3")),)))
        self.assertEqual(before, self.files())
        self.assertEqual(["filed", "staff"], self.states())
        self.holds_and_rests()

    def test_another_work_in_answer_to_us_is_a_new_one(self):
        acknowledgement = self.filed(("直播间.mp4", film()))
        lines = [line.replace("田甜的直播间", "另一部片子") for line in COMPLETE]
        self.tell(answer(acknowledgement, "\n".join(lines), files=(("另一部片子.mp4", film(b"2")),)))
        self.assertEqual(["田甜的直播间", "另一部片子"], [w["title"] for w in self.works()])
        self.assertEqual(["filed", "filed"], self.states())
        self.holds_and_rests()

    def test_same_title_of_another_author_is_another_work(self):
        self.filed(("直播间.mp4", film()))
        lines = [line.replace("姓名：田甜", "姓名：张伟") for line in COMPLETE]
        self.tell(letter("\n".join(lines), number=2, files=(("直播间.mp4", film(b"2")),)))
        self.assertEqual(2, len(self.works()))
        self.holds_and_rests()


if __name__ == "__main__":
    unittest.main()
