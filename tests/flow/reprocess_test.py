"""A mail read once more, after a fix or with another campaign: the same receipt numbers, and nothing answered unless asked."""
import os
import time
import unittest

from flow.dialogue_test import COMPLETE, UNIT, answer_to, submission, without
from flow.orders_test import FILM
from servers.evidence import parse, tree
from servers.stage import CAMPAIGN, OFFICE, Stage

TABLE = "<table><tr><td>序号</td><td>活动名称</td><td>活动时间</td><td>参与人数</td></tr><tr><td>1</td><td>健步走</td><td>2022-07-20</td><td>30</td></tr></table>"


class ReprocessTest(unittest.TestCase):
    def setUp(self):
        self.stage = self.enterContext(Stage())
        with open(CAMPAIGN, encoding="utf-8") as f:
            text = f.read()
        self.other = os.path.join(self.stage.folder("other"), "campaign.yaml")
        with open(self.other, "w", encoding="utf-8") as f:
            f.write(text.replace("微视频", "微视影").replace("微視頻", "微視影"))  # it does not know the sub-project by its name
        self.service = self.stage.service(campaign=self.other)

    def bring(self, *mails):
        self.stage.mailboxes.append(OFFICE, mails)
        self.service.once()

    def mend(self):
        self.service.configure(campaign=CAMPAIGN)

    def show(self, number):
        return self.service.ctl_json("explain", str(number))

    def heard(self, user=UNIT):
        self.stage.exim.wait_delivered()
        return [raw for _, _, raw in self.stage.mailboxes.read(user)]

    def holds(self):
        audit = self.service.ctl_json("audit")
        self.assertEqual(([], 0), (audit["problems"], audit["waiting"]))
        self.assertEqual(audit["in"], sum(audit[state] for state in ("filed", "asked", "staff", "ignored", "quarantined")))

    def test_with_another_campaign(self):
        self.bring(submission(without("参赛项目"), subject="报送微视频", files=(("微视频作品.mp4", FILM),)))
        before = self.show(1)
        receipt = before["works"][0]["receipt"]
        self.assertEqual(("asked", None), (before["state"], before["works"][0]["sub_project"]))
        self.mend()
        self.assertRegex(self.service.ctl("reprocess", "1", "--dry-run"), "(?s)would be read as:.*acknowledge \\(filed\\)")
        self.assertEqual(before["works"], self.show(1)["works"])
        done = self.service.ctl_json("reprocess", "1", "--why", "the campaign was mended")
        after = self.show(1)
        self.assertEqual(("filed", [(receipt, "video", "complete")]),
                         (after["state"], [(w["receipt"], w["sub_project"], w["state"]) for w in after["works"]]))
        self.assertIn((receipt, "sub_project", "", "video"), [(c["receipt"], c["field"], c["old"], c["new"]) for c in done["changes"]])
        self.assertIn(("", "mail-state", "waiting", "filed"), [(c["receipt"], c["field"], c["old"], c["new"]) for c in done["changes"]])
        self.assertFalse(os.path.exists(os.path.join(self.service.archive, before["works"][0]["folder"])))
        self.assertEqual(["原邮件.eml", "微视频作品.mp4"], sorted(os.listdir(os.path.join(self.service.archive, after["works"][0]["folder"]))))
        self.holds()
        self.service.once()
        self.assertEqual(1, len(self.heard()))
        self.service.ctl("reprocess", "1", "--answer")
        self.service.once()
        question, answer = [parse(raw) for raw in self.heard()]
        self.assertIn("已收到", answer["Subject"])
        self.assertIn(question["Message-ID"], answer["References"])
        self.assertNotEqual(question["Message-ID"], answer["Message-ID"])
        self.holds()
        self.bring(submission(COMPLETE, sender="next@163.test"))
        self.assertNotEqual(receipt, self.show(2)["works"][0]["receipt"])

    def test_while_the_service_runs(self):
        mails = [submission(without("参赛项目"), subject="报送微视频 %d" % n, sender="u%d@163.test" % n, files=(("微视频作品.mp4", FILM + bytes([n])),))
                 for n in range(6)]
        self.bring(*mails)
        receipts = [self.show(n)["works"][0]["receipt"] for n in range(1, 7)]
        self.mend()
        child = self.service.start()
        for n in (4, 1, 6):
            self.service.ctl("reprocess", str(n))
        self.assertEqual(["filed", "asked", "asked", "filed", "asked", "filed"], [self.show(n)["state"] for n in range(1, 7)])
        self.assertEqual(receipts, [self.show(n)["works"][0]["receipt"] for n in range(1, 7)])
        self.assertEqual(0, self.service.end(child))
        self.holds()

    def test_what_people_put_right_is_not_undone(self):
        self.bring(submission(without("联系方式"), subject="报送摄影作品"))
        question, = self.heard()
        receipt = self.show(1)["works"][0]["receipt"]
        self.service.ctl("set", receipt, "title", "另一个名字")
        self.service.ctl("reprocess", "1", expect=1)
        self.bring(answer_to(question, "联系方式：13802012345"))
        self.service.ctl("reprocess", "1", expect=1)
        self.service.ctl("reprocess", "2", expect=1)
        self.assertEqual(("另一个名字", ["13802012345"]), (self.show(1)["works"][0]["title"], self.show(1)["works"][0]["contact"]))
        self.holds()

    def orders_of(self, number):
        return [(o["verb"], o["argument"], o["value"], o["state"], o["why"]) for o in self.show(number)["orders"]]

    def test_orders_are_given_again_over_the_new_reading(self):
        self.bring(submission(without("参赛项目"), subject="报送微视频", files=(("微视频作品.mp4", FILM),)))
        receipt = self.show(1)["works"][0]["receipt"]
        self.service.ctl("set", receipt, "title", "人定的名字", "--why", "打电话问过")
        self.service.ctl("set", receipt, "name", "赵六")
        self.mend()
        self.service.ctl("reprocess", "1", "--keep-orders", "--answer", expect=1)
        self.service.ctl("reprocess", "1", "--keep-orders")
        work, = self.show(1)["works"]
        self.assertEqual((receipt, "video", "complete", "人定的名字", ["赵六"]),
                         (work["receipt"], work["sub_project"], work["state"], work["title"], work["name"]))
        self.assertIn(("set", "title", "人定的名字", "done", "again, after order 3: 打电话问过"), self.orders_of(1))
        self.holds()
        # Once more: each order once, not once for each reading.
        self.service.ctl("reprocess", "1", "--keep-orders")
        self.assertEqual(("人定的名字", ["赵六"]), tuple(self.show(1)["works"][0][k] for k in ("title", "name")))
        self.assertEqual(3, len([o for o in self.orders_of(1) if o[:2] == ("set", "title")]))
        self.service.once()
        self.assertEqual(1, len(self.heard()))
        self.holds()

    def test_orders_are_given_again_by_a_running_service(self):
        self.bring(submission(without("参赛项目"), subject="报送微视频", files=(("微视频作品.mp4", FILM),)))
        receipt = self.show(1)["works"][0]["receipt"]
        self.service.ctl("withdraw", receipt)
        self.mend()
        child = self.service.start()
        self.service.ctl("reprocess", "1", "--keep-orders")
        end = time.monotonic() + 60
        while self.show(1)["works"][0]["state"] != "withdrawn" and time.monotonic() < end:
            time.sleep(0.2)
        work, = self.show(1)["works"]
        self.assertEqual((receipt, "video", "withdrawn"), (work["receipt"], work["sub_project"], work["state"]))
        self.assertEqual(0, self.service.end(child))
        self.holds()

    def test_mails_without_works_and_tables(self):
        self.bring(submission(["请问今年的截止日期是哪一天？谢谢。"], subject="咨询", files=()),
                   table_mail(), submission(COMPLETE), submission(COMPLETE).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
        before = tree(self.service.archive)
        table = self.show(2)["statistics"]
        self.assertEqual(1, len(table), self.show(2))
        for number in "1", "2", "3":
            self.service.ctl("reprocess", number)
            self.holds()
        self.assertEqual(table, self.show(2)["statistics"])
        self.assertEqual(before, tree(self.service.archive))


def table_mail():
    from email.message import EmailMessage
    mail = EmailMessage()
    mail["From"] = "寨上街道总工会 <%s>" % UNIT
    mail["To"] = OFFICE
    mail["Subject"] = "寨上街道总工会线下活动统计表"
    mail["Message-ID"] = "<table.1@163.test>"
    mail.set_content("<p>单位：寨上街道总工会</p>" + TABLE, subtype="html")
    return mail.as_bytes()


if __name__ == "__main__":
    unittest.main()
