"""The day's end: what was held back from an address that had its share of answers is told in one mail, once, and can be answered."""
import unittest

from flow.clients import CLIENTS, answer
from flow.healing_test import Healing
from flow.talk import UNIT, letter, submission
from servers.evidence import parse
from servers.stage import STAFF

DAY = 86400


class EveningTest(Healing):
    settings = {"answers": 1}

    def day_ends(self):
        """All that was held back lies a day back; so do the answers that were sent."""
        self.change("UPDATE held SET at = at - ? WHERE told IS NULL", DAY)
        self.service.once()

    def held(self):
        return self.status()["answers_held_back"]

    def one_too_many(self):
        """An acknowledgement, then three mails beyond the cap: whole, lacking a number, lacking a title."""
        self.tell(submission(number=1, title="作品甲"))
        self.tell(submission(number=2, title="作品乙"), submission(number=3, title="作品丙", without="联系方式"),
                  submission(number=4, title="作品丁", without="作品名称"))
        self.assertEqual((1, 3), (len(self.heard()), self.held()))
        self.assertEqual(["filed", "filed", "asked", "asked"], self.states())

    def text(self, raw):
        return parse(raw).get_body(("plain",)).get_content().replace("\r\n", "\n")

    def test_told_in_one_mail(self):
        self.one_too_many()
        self.holds_and_rests()
        self.assertIn("另有3封来信因发件地址当日已达回信上限，20时合并答复", self.service.ctl("digest", "--print"))
        self.assertIn("3 held back", self.service.ctl("status"))
        self.day_ends()
        self.assertEqual((2, 0), (len(self.heard()), self.held()))
        mail, text = parse(self.heard()[-1]), self.text(self.heard()[-1])
        works = self.works()[1:]
        self.assertIn("【请补充2件作品的信息】", mail["Subject"])
        self.assertIn("auto-replied", mail["Auto-Submitted"])
        for work in works:
            self.assertIn(work["receipt"], text)
        self.assertNotIn(self.works()[0]["receipt"], text)
        self.assertIn("1件作品；已登记：" + works[0]["receipt"], text)
        self.assertIn("1件作品；待补充：" + works[1]["receipt"], text)
        self.assertIn("编号：%s（作品丙）\n联系方式：\n" % works[1]["receipt"], text)
        self.holds_and_rests()
        self.assertNotIn("合并答复", self.service.ctl("digest", "--print"))

    def test_its_block_heals_each_work(self):
        """In the clients' own manner; header fields lost in one half of them."""
        self.one_too_many()
        self.day_ends()
        told = self.heard()[-1]
        second, third = [work["receipt"] for work in self.works() if work["missing"]]
        self.change("UPDATE answer SET queued = queued - ?", DAY)
        self.tell(answer(told, "编号：%s\n联系方式：13802010001" % second, "qq", threaded=False))
        self.is_whole(second, "13802010001")
        self.tell(answer(told, "", "outlook", filled={third: {"作品名称": "作品丁"}}))
        self.assertEqual("complete", self.work(third)["state"])
        self.assertEqual(4, len(self.works()))
        self.holds_and_rests()

    def test_known_by_its_message_id_alone(self):
        self.tell(submission(number=1, title="作品甲"))
        self.tell(submission(number=2, title="作品乙", without="联系方式"))
        self.day_ends()
        told = parse(self.heard()[-1])
        self.change("UPDATE answer SET queued = queued - ?", DAY)
        self.tell(letter("联系方式：13802010001", subject="报送", number=9, In_Reply_To=told["Message-ID"]))
        self.assertEqual(["complete", "complete"], [work["state"] for work in self.works()])
        self.holds_and_rests()

    def test_tells_how_things_are_now(self):
        """What staff put right meanwhile is not asked for any more."""
        self.one_too_many()
        second, third = [work["receipt"] for work in self.works() if work["missing"]]
        self.service.ctl("set", second, "contact", "13802010001")
        self.service.ctl("withdraw", third)
        self.day_ends()
        text = self.text(self.heard()[-1])
        self.assertIn("已登记：" + second, text)
        self.assertNotIn(third, text)
        self.assertIn("【已收到2件作品】", parse(self.heard()[-1])["Subject"])

    def test_an_address_that_is_gone(self):
        self.one_too_many()
        self.change("INSERT INTO bounce SELECT id, '<x@test>', ?, 1, 1, '5.1.1', unixepoch() FROM mail LIMIT 1", UNIT)
        self.day_ends()
        self.assertEqual((1, 0), (len(self.heard()), self.held()))
        self.assertIn("此前给该地址的回信被退回", self.service.ctl("digest", "--print"))
        self.holds_and_rests()

    def test_counted_in_the_totals(self):
        """One more within the hour is one too many: it waits like every answer."""
        self.one_too_many()
        self.service.configure(answers=1, restraint={"per_hour": 1})
        self.day_ends()
        self.assertEqual((1, 0, 1), (len(self.heard()), self.held(), self.status()["answers_queued"]))
        self.change("UPDATE answer SET finished = finished - 3600 WHERE state = 'sent'")
        self.service.once()
        self.assertEqual(2, len(self.heard()))
        self.holds_and_rests()

    def test_one_mail_a_day_even_for_very_many(self):
        self.tell(*(submission(number=n, title="第%d件" % n, without="-") for n in range(1, 67)))
        self.assertEqual((1, 65), (len(self.heard()), self.held()))
        self.day_ends()
        self.assertEqual((2, 5), (len(self.heard()), self.held()))
        self.assertIn("其余5封也已收到，将在次日答复", self.text(self.heard()[-1]))
        self.holds_and_rests()
        self.day_ends()
        self.assertEqual((3, 0), (len(self.heard()), self.held()))

    def test_erased_with_the_person(self):
        self.one_too_many()
        self.day_ends()
        self.service.ctl("erase", "--address", UNIT, "--why", "test", "--yes")
        self.assertTrue(self.service.ctl_json("audit")["holds"])
        with open(self.service.state + "/xuanwangd.db", "rb") as f:
            self.assertNotIn("田甜".encode(), f.read())


if __name__ == "__main__":
    unittest.main()
