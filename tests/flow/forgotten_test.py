"""A mail that says it brings files and brings none: they are asked for, and whatever way they come by heals the work."""
import os
import unittest

from flow.clients import answer
from flow.healing_test import Healing
from flow.talk import COMPLETE, UNIT, film, letter
from servers.evidence import parse

FILM = (("VID_20220806.mp4", film()),)
ASKED = "信里提到了附件，但我们没有收到任何文件"


def forgotten(without="-", number=1, subject="报送微视频作品", **options):
    lines = ["老师好，作品见附件，请查收。"] + [line for line in COMPLETE if not line.startswith(without)]
    return letter("\n".join(lines), number=number, subject=subject, **options)


class Forgotten(Healing):
    def ask(self, mail):
        self.tell(mail)
        question = self.last(UNIT)
        self.assertIn("请补充作品文件", parse(question)["Subject"].replace("联系方式、", ""))
        return question

    def text(self, raw):
        return parse(raw).get_body(("plain",)).get_content().replace("\r", "")

    def is_acknowledged_once(self, receipt, answers=2):
        work, = self.works()
        self.assertEqual(("complete", receipt, ""), (work["state"], work["receipt"], work["missing"]))
        self.assertEqual("2022/02-微视频/寨上街道总工会/%s-田甜的直播间" % receipt, work["folder"])
        said = self.heard()
        self.assertEqual(answers, len(said))
        self.assertIn("已收到 编号" + receipt, parse(said[-1])["Subject"])
        self.holds_and_rests()


class FileTest(Forgotten):
    def test_answer_that_brings_the_file(self):
        question = self.ask(forgotten())
        receipt = self.receipt(question)
        text = self.text(question)
        self.assertIn(ASKED, text)
        self.assertIn("回复本邮件并附上作品文件，其他内容不必重写；文件较大时可以用超大附件或网盘链接", text)
        self.assertNotIn("冒号后面", text)
        self.assertEqual(("open", "files"), (self.work(receipt)["state"], self.work(receipt)["missing"]))
        self.tell(answer(question, "不好意思，补上。", files=FILM))
        self.assertEqual(["asked", "filed"], self.states())
        self.is_acknowledged_once(receipt)
        self.assertIn("VID_20220806.mp4", os.listdir(os.path.join(self.service.archive, self.work(receipt)["folder"])))

    def test_answer_that_brings_a_link(self):
        question = self.ask(forgotten())
        receipt = self.receipt(question)
        self.tell(answer(question, "文件太大，放网盘了：https://pan.baidu.com/s/1Qw7ErT9yUiOpAsD 提取码：k3n8"))
        self.is_acknowledged_once(receipt)
        self.assertIn("文件以链接形式收到", self.text(self.heard()[-1]))

    def test_answer_that_tells_where_it_was_handed_in(self):
        question = self.ask(forgotten())
        self.tell(answer(question, "作品已在广西总工会征集平台提交。"))
        self.is_acknowledged_once(self.receipt(question))

    def test_number_and_file_are_asked_for_in_one_mail(self):
        question = self.ask(forgotten(without="联系方式"))
        receipt = self.receipt(question)
        text = self.text(question)
        self.assertIn("编号：%s（田甜的直播间）\n联系方式：\n" % receipt, text)
        self.assertIn("同时请附上作品文件", text)
        self.tell(answer(question, "附件补上。", files=FILM))
        self.assertEqual("contact", self.work(receipt)["missing"])
        again = self.last(UNIT)
        self.assertIn("请补充联系方式 编号" + receipt, parse(again)["Subject"])
        self.tell(answer(again, "联系方式：13802012345", number=2))
        self.is_acknowledged_once(receipt, answers=3)

    def test_number_first_then_the_file(self):
        question = self.ask(forgotten(without="联系方式"))
        receipt = self.receipt(question)
        self.tell(answer(question, "联系方式：13802012345"))
        self.assertEqual("files", self.work(receipt)["missing"])
        self.tell(answer(self.last(UNIT), "视频来了", files=FILM, number=2))
        self.is_acknowledged_once(receipt, answers=3)

    def test_forgotten_again_goes_to_a_person(self):
        question = self.ask(forgotten())
        self.tell(answer(question, "已附上，见附件。"))
        self.assertEqual(["asked", "staff"], self.states())
        self.assertEqual(1, len(self.heard()))
        self.holds_and_rests()


class OwnMailTest(Forgotten):
    """Who forgot it notices it himself, and answers nothing of ours."""

    def test_the_whole_mail_again(self):
        receipt = self.receipt(self.ask(forgotten()))
        self.tell(forgotten(number=2, files=FILM))
        self.is_acknowledged_once(receipt)

    def test_only_the_file(self):
        receipt = self.receipt(self.ask(forgotten()))
        self.tell(letter("刚才忘记附附件了，补发。", number=2, files=FILM))
        self.is_acknowledged_once(receipt)

    def test_a_mail_that_said_nothing_else(self):
        self.tell(letter("见附件", subject="微视频作品报送"))
        receipt = self.receipt(self.last(UNIT))
        self.assertEqual("name,contact,title,files", self.work(receipt)["missing"])
        self.tell(forgotten(number=2, files=FILM))
        self.is_acknowledged_once(receipt)

    def test_another_senders_file_is_another_work(self):
        receipt = self.receipt(self.ask(forgotten()))
        self.tell(letter("刚才忘记附附件了，补发。", "colleague@elsewhere.test", number=2, files=FILM))
        self.assertEqual("open", self.work(receipt)["state"])

    def test_a_file_that_came_is_not_asked_for_again(self):
        self.tell(forgotten(files=FILM))
        receipt = self.works()[0]["receipt"]
        self.tell(forgotten(number=2))
        self.is_acknowledged_once(receipt)


class TableTest(Forgotten):
    def test_statistics_table(self):
        self.tell(letter("寨上街道总工会线下活动统计表见附件，请查收。", subject="统计表"))
        question = self.last(UNIT)
        self.assertIn("请补充活动统计表", parse(question)["Subject"])
        self.assertIn("信里提到了统计表，但我们没有收到任何文件", self.text(question))
        self.assertEqual(["asked"], self.states())
        table = "序号,活动名称,活动时间,参与人数\n1,网络安全知识竞赛,2022-07-15,120\n".encode("gbk")
        self.tell(answer(question, "补上统计表", files=(("线下活动统计表.csv", table),)))
        self.assertEqual(["asked", "filed"], self.states())
        self.assertIn("已收到", parse(self.last(UNIT))["Subject"])
        self.holds_and_rests()


class StaffTest(Forgotten):
    def test_what_staff_see_and_settle(self):
        receipt = self.receipt(self.ask(forgotten()))
        self.assertIn("还缺：作品文件", self.service.ctl("digest", "--print"))
        self.assertIn("xuanwangctl accept " + receipt, self.service.ctl("digest", "--print"))
        self.service.ctl("set", receipt, "name", "田恬")
        self.assertEqual(("open", "files"), (self.work(receipt)["state"], self.work(receipt)["missing"]))
        self.service.ctl("accept", receipt)
        self.assertEqual("complete", self.work(receipt)["state"])
        self.assertEqual(["filed"], self.states())
        self.holds_and_rests()

    def test_merged_with_the_mail_that_has_the_file(self):
        receipt = self.receipt(self.ask(forgotten()))
        self.tell(letter("视频在这里", "colleague@elsewhere.test", number=2, subject="微视频《另一个名字》", files=FILM))
        other, = (w["receipt"] for w in self.works() if w["receipt"] != receipt)
        self.service.ctl("merge", receipt, other)
        self.assertEqual(("complete", ""), (self.work(receipt)["state"], self.work(receipt)["missing"]))


if __name__ == "__main__":
    unittest.main()
