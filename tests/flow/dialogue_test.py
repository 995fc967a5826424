"""Dialogues: a work that lacks something, our question, the answer as real clients send it, and how it ends."""
import os
import unittest
import zlib
from email.message import EmailMessage
from email.utils import formatdate

from servers.evidence import database, parse, tree
from servers.stage import OFFICE, Stage

UNIT = "zhaishang@163.test"
CAMPAIGN_DAY = 1659751200  # 6 August 2022
PICTURE = bytes.fromhex("89504e470d0a1a0a") + bytes(range(256)) * 8


def submission(lines, sender=UNIT, name="寨上街道总工会", subject="报送微视频作品", files=(("VID_20220806.mp4", b"\0\0\0\x18ftypmp42" + bytes(4000)),)):
    mail = EmailMessage()
    mail["From"] = "%s <%s>" % (name, sender)
    mail["To"] = OFFICE
    mail["Subject"] = subject
    mail["Date"] = formatdate(CAMPAIGN_DAY)
    mail["Message-ID"] = "<first.%d@163.test>" % zlib.crc32((subject + sender).encode())
    mail.set_content("\n".join(lines) + "\n")
    for name, data in files:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def answer_to(question, text, sender=UNIT, threaded=True, subject=None, files=()):
    """As QQ mail answers: the text on top, ours below its line of dashes."""
    ours = parse(question)
    mail = EmailMessage()
    mail["From"] = "寨上街道总工会 <%s>" % sender
    mail["To"] = OFFICE
    mail["Subject"] = subject if subject is not None else "回复：" + ours["Subject"]
    mail["Date"] = formatdate(CAMPAIGN_DAY + 86400)
    mail["Message-ID"] = "<answer.%d@163.test>" % zlib.crc32(repr((text, sender, threaded, subject)).encode())
    if threaded:
        mail["In-Reply-To"] = ours["Message-ID"]
        mail["References"] = "%s %s" % (ours["References"] or "", ours["Message-ID"])
    quoted = ours.get_body(("plain",)).get_content()
    head = "------------------ 原始邮件 ------------------\n发件人: \"滨海新区总工会宣教网络部\" <%s>;\n主题: %s\n\n" % (
        OFFICE, ours["Subject"])
    mail.set_content("%s\n\n%s%s" % (text, head, quoted))
    for name, data in files:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


COMPLETE = ["单位：寨上街道总工会", "姓名：田甜", "联系方式：13802012345", "作品名称：田甜的直播间", "参赛项目：微视频"]


def without(label):
    return [line for line in COMPLETE if not line.startswith(label)]


class DialogueTest(unittest.TestCase):
    def setUp(self):
        self.stage = self.enterContext(Stage())
        self.service = self.stage.service()

    def tell(self, mail):
        self.stage.mailboxes.append(OFFICE, [mail])
        self.service.once()

    def heard(self, user=UNIT):
        self.stage.exim.wait_delivered()
        return [raw for _, _, raw in self.stage.mailboxes.read(user)]

    def ask(self, lines, **options):
        """A submission that lacks something; our question about it."""
        self.tell(submission(lines, **options))
        question = self.heard(options.get("sender", UNIT))[-1]
        self.assertIn("请补充", parse(question)["Subject"])
        return question

    def works(self):
        return [work for mail in self.service.ctl_json("list") for work in self.service.ctl_json(
            "show", str(mail["mail"]))["works"]]

    def states(self):
        return [mail["state"] for mail in self.service.ctl_json("list")]

    def holds_and_rests(self):
        self.assertTrue(self.service.ctl_json("audit")["holds"])
        before = tree(self.service.archive), database(self.service.state), self.heard()
        self.service.once()
        self.assertEqual(before, (tree(self.service.archive), database(self.service.state), self.heard()))

    def is_healed(self, receipt):
        work, = self.works()
        self.assertEqual((work["state"], work["receipt"], work["missing"]), ("complete", receipt, ""))
        self.assertEqual((work["unit"], work["name"], work["contact"], work["title"]),
                         ("寨上街道总工会", ["田甜"], ["13802012345"], "田甜的直播间"))
        self.assertEqual(work["folder"], "2022/02-微视频/寨上街道总工会/%s-田甜的直播间" % receipt)
        self.assertIn("VID_20220806.mp4", os.listdir(os.path.join(self.service.archive, work["folder"])))
        last = parse(self.heard()[-1])
        self.assertIn("已收到", last["Subject"])
        self.assertIn(receipt, last["Subject"])
        self.holds_and_rests()

    def test_each_label_is_healed_by_a_filled_block(self):
        for line in COMPLETE:
            label = line.split("：")[0]
            with self.subTest(label):
                self.setUp()
                question = self.ask(without(label), subject="报送作品" if label == "参赛项目" else "报送微视频作品",
                                    name="小李" if label == "单位" else "寨上街道总工会")
                receipt = self.works()[0]["receipt"]
                self.tell(answer_to(question, "编号：%s\n%s" % (receipt, line.replace("参赛项目", "作品类别"))))
                self.is_healed(receipt)
                self.assertEqual(["asked", "filed"], self.states())

    def test_a_bare_number_typed_on_a_telephone(self):
        question = self.ask(without("联系方式"))
        receipt = self.works()[0]["receipt"]
        self.tell(answer_to(question, "13802012345"))
        self.is_healed(receipt)

    def test_a_client_that_drops_the_header_fields(self):
        question = self.ask(without("联系方式"))
        receipt = self.works()[0]["receipt"]
        self.tell(answer_to(question, "联系方式：13802012345", threaded=False))
        self.is_healed(receipt)

    def test_an_answer_that_is_wrong_again_is_asked_about_once_more(self):
        question = self.ask(without("联系方式"))
        receipt = self.works()[0]["receipt"]
        self.tell(answer_to(question, "联系方式：1380201234"))
        again = self.heard()[-1]
        self.assertIn("请补充", parse(again)["Subject"])
        self.assertIn(receipt, parse(again)["Subject"])
        self.tell(answer_to(again, "联系方式：13802012345"))
        self.is_healed(receipt)

    def test_a_document_that_came_before_needs_no_second_look(self):
        question = self.ask(["单位：寨上街道总工会", "姓名：田甜", "案例名称：云端议薪"], subject="维权服务案例报送", files=(
            ("云端议薪.txt", "工会帮助职工依法协商工资，双方签订协议。\n".encode() * 40),))
        self.tell(answer_to(question, "联系方式：13802012345"))
        self.assertEqual(["asked", "filed"], self.states())
        self.holds_and_rests()

    def test_thanks_for_the_question_go_to_staff(self):
        question = self.ask(without("联系方式"))
        self.tell(answer_to(question, "收到，谢谢！我们尽快补充。"))
        self.assertEqual(["asked", "staff"], self.states())
        self.assertEqual(1, len(self.heard()))
        self.holds_and_rests()

    def test_a_file_that_comes_with_the_answer_joins_the_work(self):
        question = self.ask(without("联系方式"))
        receipt = self.works()[0]["receipt"]
        self.tell(answer_to(question, "联系方式：13802012345，补一张封面", files=(("封面.png", PICTURE),)))
        self.is_healed(receipt)
        self.assertIn("封面.png", os.listdir(os.path.join(self.service.archive, self.works()[0]["folder"])))


if __name__ == "__main__":
    unittest.main()
