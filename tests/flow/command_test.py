"""查询 and 撤回 by mail: for the work's own sender, and for nobody else."""
import unittest

from flow.clients import answer
from flow.talk import UNIT, Talk, letter, submission
from servers.evidence import parse

STRANGER = "stranger@163.test"


class CommandTest(Talk):
    settings = {"authserv_id": "mx.gathered.test"}

    def setUp(self):
        super().setUp()
        self.tell(submission())
        self.receipt = self.works()[0]["receipt"]

    def last(self, user=UNIT):
        return parse(self.heard(user)[-1])

    def command(self, word, sender=UNIT, number=2, **fields):
        self.tell(letter(word + self.receipt, sender=sender, subject=word, number=number, **fields))
        self.service.once()

    def test_a_question(self):
        self.command("查询")
        self.assertEqual(2, len(self.heard()))
        self.assertIn("作品查询结果", self.last()["Subject"])
        self.assertIn("编号%s已收齐" % self.receipt, self.last().get_body(("plain",)).get_content())
        self.assertEqual(["filed", "ignored"], self.states())
        self.assertEqual("complete", self.works()[0]["state"])
        self.holds_and_rests()

    def test_a_withdrawal(self):
        """Done, told, and shown to staff, who can undo it; the files are still there."""
        self.command("撤回")
        self.assertIn("作品已撤回", self.last()["Subject"])
        self.assertEqual("withdrawn", self.works()[0]["state"])
        self.assertEqual(["filed", "staff"], self.states())
        self.holds_and_rests()
        self.command("查询", number=3)
        self.assertIn("已撤回", self.last().get_body(("plain",)).get_content())
        self.holds_and_rests()

    def test_a_stranger(self):
        for number, word in enumerate(("查询", "撤回")):
            self.command(word, sender=STRANGER, number=2 + number)
        self.assertEqual([], self.heard(STRANGER))
        self.assertEqual(1, len(self.heard()))
        self.assertEqual("complete", self.works()[0]["state"])
        self.assertEqual(["filed", "staff", "staff"], self.states())
        self.holds_and_rests()

    def test_a_forged_sender(self):
        """Our own provider says so, topmost; what others say below it does not count."""
        self.command("撤回", Authentication_Results="mx.gathered.test; spf=fail smtp.mailfrom=%s; dmarc=fail" % UNIT)
        self.assertEqual(1, len(self.heard()))
        self.assertEqual("complete", self.works()[0]["state"])
        self.assertEqual(["filed", "staff"], self.states())
        self.holds_and_rests()

    def test_a_forged_work(self):
        self.tell(submission(number=2, title="别人的作品", Authentication_Results="mx.gathered.test; dmarc=fail"))
        self.assertEqual(1, len(self.heard()))
        self.assertEqual(["filed", "staff"], self.states())
        self.holds_and_rests()

    def test_a_forged_sender_in_anothers_thread(self):
        """He has our question, Message-ID, token and all: nothing of his is joined, and neither he nor the one he names hears of it."""
        self.tell(submission(number=2, title="海风", without="联系方式"))
        question, before = self.heard()[-1], len(self.heard())
        asked = self.works()[-1]
        for number, threaded in enumerate((True, False)):
            reply = parse(answer(question, "联系方式：1390000000%d" % number, "qq", UNIT, threaded=threaded))
            reply["Authentication-Results"] = "mx.gathered.test; spf=fail smtp.mailfrom=%s; dmarc=fail header.from=163.test" % UNIT
            reply["Reply-To"] = STRANGER
            reply["X-Number"] = str(number)
            reply.add_attachment(b"\xff\xd8\xff\xe0" + bytes(4000), maintype="image", subtype="jpeg", filename="forged.jpg")
            self.tell(reply.as_bytes())
        self.assertEqual((before, 0), (len(self.heard()), len(self.heard(STRANGER))))
        self.assertEqual([asked], [work for work in self.works() if work["receipt"] == asked["receipt"]])
        self.assertEqual(["filed", "asked", "staff", "staff"], self.states())
        self.assertIn("收信服务器判定发件人是冒用的", self.service.ctl("digest", "--print"))
        self.holds_and_rests()

    def test_what_a_stranger_says_of_the_sender(self):
        """A field of another's name is no check of ours."""
        self.tell(submission(number=2, title="田甜的早班车", Authentication_Results="elsewhere.test; dmarc=fail"))
        self.assertEqual(2, len(self.heard()))
        self.holds_and_rests()


if __name__ == "__main__":
    unittest.main()
