"""The staff's corrections by mail: an answer to the digest with an order on each line, and who may not give one."""
import re
import unittest

from flow.clients import CLIENTS, answer
from flow.talk import UNIT, Talk, letter, submission
from servers.evidence import parse
from servers.stage import STAFF

US = "mx.gathered.test"
PASSED = US + "; spf=pass smtp.mailfrom=%s; dkim=pass header.d=%s; dmarc=pass header.from=%s" % (STAFF, STAFF.split("@")[1], STAFF.split("@")[1])
FAILED = US + "; spf=fail smtp.mailfrom=%s; dmarc=fail header.from=%s" % (STAFF, STAFF.split("@")[1])


class StaffTest(Talk):
    settings = {"authserv_id": US}

    def setUp(self):
        super().setUp()
        self.tell(submission(), submission(number=2, title="海风", without="联系方式"), letter("请问何时截止？", subject="咨询", number=3))
        self.first, self.second = [work["receipt"] for work in self.works()]

    def digest(self):
        self.service.ctl("digest", "--send")
        self.service.once()
        return self.heard(STAFF)[-1]

    def give(self, text, question=None, client="qq", results=PASSED, sender=STAFF, number=20, **options):
        """An answer to the digest; `number` makes it another mail."""
        question = question or self.digest()
        raw = answer(question, text, client, sender, **options)
        mail = parse(raw)
        mail["Authentication-Results"] = results
        mail.replace_header("Message-ID", "<staff.%d@test>" % number) if mail["Message-ID"] else mail.__setitem__("Message-ID", "<staff.%d@test>" % number)
        self.tell(mail.as_bytes())
        self.service.once()

    def transcript(self):
        mail = parse(self.heard(STAFF)[-1])
        return mail["Subject"], mail.get_body(("plain",)).get_content().replace("\r\n", "\n")

    def work(self, receipt):
        return next(w for w in self.works() if w["receipt"] == receipt)

    def orders(self):
        return self.service.ctl_json("orders")

    def test_orders_of_each_kind(self):
        self.give("更正 %s 作品名称：晨光\n改类 编号%s 摄影\n更正 %s 联系方式：13802010002\n忽略 #3\n理由：电话核实\n\n于国锋" % (self.first, self.first, self.second))
        self.assertEqual(("晨光", "photo"), (self.work(self.first)["title"], self.work(self.first)["sub_project"]))
        self.assertEqual(("complete", ["13802010002"]), (self.work(self.second)["state"], self.work(self.second)["contact"]))
        self.assertEqual(["filed", "filed", "ignored", "ignored"], self.states())
        subject, text = self.transcript()
        self.assertIn("【已执行4条指令】", subject)
        self.assertIn("作品名称：田甜的直播间 → 晨光", text)
        self.assertIn("作品类别：微视频 → 摄影", text)
        self.assertIn("138****0002", text)
        self.assertNotIn("13802010002", text)
        self.assertIn("来信状态：等人处理 → 不需处理", text)
        orders = self.orders()
        self.assertEqual({(STAFF, "电话核实")}, {(o["who"], o["why"]) for o in orders})
        self.assertEqual(2, len(self.heard()))  # the senders hear nothing
        self.holds_and_rests()

    def test_the_line_that_the_digest_shows(self):
        digest = parse(self.digest()).get_body(("plain",)).get_content()
        lines = re.findall("回信写：(.*)", digest)
        self.assertIn("忽略 #3", [line.strip() for line in lines])
        self.assertIn("更正 %s 联系方式：…" % self.second, [line.strip() for line in lines])

    def test_every_client(self):
        """The digest quoted by each of them: what it shows as examples is no order."""
        for number, client in enumerate(CLIENTS):
            with self.subTest(client):
                self.give("更正 %s 作品名称：标题%d" % (self.first, number), client=client, number=30 + number)
                self.assertEqual("标题%d" % number, self.work(self.first)["title"])
        self.assertEqual(len(CLIENTS), len(self.orders()))
        self.assertEqual(["filed", "asked", "staff"], self.states()[:3])

    def test_only_thanks_below_which_all_is_quoted(self):
        for number, client in enumerate(CLIENTS):
            self.give("收到，谢谢。", client=client, number=40 + number)
        self.assertEqual([], self.orders())

    def test_what_is_wrong_is_told_and_the_rest_done(self):
        self.give("更正 %s 摄影师：张三\n改类 %s 电影\n通过 99-9999-9\n撤回\n不采用 %s" % (self.first, self.first, self.second))
        subject, text = self.transcript()
        self.assertIn("【已执行1条，4条没有执行】", subject)
        for words in ("没有“摄影师”这一项", "没有“电影”这个类别，可写：", "没有这个编号", "没有看懂这一行"):
            self.assertIn(words, text)
        self.assertEqual("rejected", self.work(self.second)["state"])
        self.holds_and_rests()

    def test_the_sender_hears_where_staff_want_it(self):
        self.give("更正并告知 %s 作品名称：晨光\n附言：按您电话所说更正。" % self.first)
        notice = parse(self.heard()[-1])
        self.assertIn("作品信息已更正", notice["Subject"])
        self.assertIn("按您电话所说更正。", notice.get_body(("plain",)).get_content())
        self.holds_and_rests()

    def test_an_answer_to_the_transcript(self):
        self.give("撤回 %s" % self.first)
        self.give("恢复 %s" % self.first, question=self.heard(STAFF)[-1], number=21)
        self.assertEqual("complete", self.work(self.first)["state"])
        self.holds_and_rests()

    def refused(self, heard, **how):
        before = len(self.heard(STAFF)), len(self.heard())
        question = self.digest()
        self.give("撤回 %s" % self.first, question=question, **how)
        self.assertEqual("complete", self.work(self.first)["state"])
        self.assertEqual([], self.orders())
        self.assertEqual((before[0] + 1 + heard, before[1]), (len(self.heard(STAFF)), len(self.heard())))
        self.holds_and_rests()

    def test_a_forged_sender(self):
        """Though he has the whole digest, token and all."""
        self.refused(0, results=FAILED)
        self.assertIn("无法确认是本人所发", self.service.ctl("digest", "--print"))

    def test_a_sender_whom_nobody_checked(self):
        self.refused(0, results="elsewhere.test; dmarc=pass header.from=%s" % STAFF.split("@")[1])
        self.assertIn("无法确认是本人所发", self.service.ctl("digest", "--print"))

    def test_checked_for_another_author(self):
        self.refused(0, results=US + "; dmarc=pass header.from=attacker.test; dkim=pass header.d=attacker.test")

    def test_somebody_else_with_the_digest(self):
        self.refused(0, sender="colleague@elsewhere.test",
                     results=US + "; dkim=pass header.d=elsewhere.test; dmarc=pass header.from=elsewhere.test")

    def test_without_the_token(self):
        """The staff themselves, but nothing shows that they have our mail: they are told, and nothing is done."""
        self.tell(letter("撤回 %s" % self.first, sender=STAFF, subject="撤回", number=9, Authentication_Results=PASSED))
        subject, text = self.transcript()
        self.assertIn("没有回执码", subject)
        self.assertNotRegex(text, "[0-9A-Z]{5}-[0-9A-Z]{5}")
        self.assertEqual("complete", self.work(self.first)["state"])
        self.assertEqual([], self.orders())
        self.holds_and_rests()

    def test_a_unit_has_no_orders_to_give(self):
        """Its own address, checked, with a digest that went astray."""
        domain = UNIT.split("@")[1]
        self.give("通过 %s\n更正 %s 作品名称：晨光" % (self.second, self.second), sender=UNIT,
                  results=US + "; dkim=pass header.d=%s; dmarc=pass header.from=%s" % (domain, domain))
        self.assertEqual([], self.orders())
        self.assertEqual("open", self.work(self.second)["state"])

    def test_the_same_mail_once_more(self):
        """Caught on its way and sent again under another Message-ID: what was corrected since is not undone."""
        question = self.digest()
        self.give("更正 %s 作品名称：晨光" % self.first, question=question)
        self.give("更正 %s 作品名称：晚霞" % self.first, question=question, number=21)
        self.give("更正 %s 作品名称：晨光" % self.first, question=question, number=22)
        self.assertEqual("晚霞", self.work(self.first)["title"])
        self.assertIn("同样的指令已经收到过", self.transcript()[0])
        self.holds_and_rests()

    def test_an_old_digest(self):
        question = self.digest()
        token, = re.findall("回执码 ([0-9A-Z-]{11})", parse(question).get_body(("plain",)).get_content())
        other = ("A" if token[0] != "A" else "B") + token[1:]
        mail = parse(question)
        for part in mail.walk():
            if part.get_content_maintype() == "text":
                part.set_content(part.get_content().replace(token, other), subtype=part.get_content_subtype())
        self.give("撤回 %s" % self.first, question=mail.as_bytes())
        self.assertEqual("complete", self.work(self.first)["state"])


class NobodyVouchesTest(Talk):
    """No imap.authserv_id: nobody's word on the sender is believed, so nothing is ordered by mail, and the digest does not offer it."""

    def test_not_offered_and_not_followed(self):
        self.tell(submission())
        receipt = self.works()[0]["receipt"]
        self.assertNotIn("回信写", self.service.ctl("digest", "--print"))
        self.tell(letter("撤回 " + receipt, sender=STAFF, subject="撤回", number=9, Authentication_Results=PASSED))
        self.assertEqual("complete", self.works()[0]["state"])
        self.assertEqual(["filed", "staff"], self.states())
        self.assertEqual([], self.heard(STAFF))


if __name__ == "__main__":
    unittest.main()
