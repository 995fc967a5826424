"""Dialogues that heal works: each mail program, each place where our form may be filled in, several works at once and in turn."""
import unittest

from flow.clients import CLIENTS, answer
from flow.talk import Talk, film, letter, submission
from servers.evidence import parse


class Healing(Talk):
    def asked(self, sender, **options):
        """A submission that lacks its number, and our question."""
        self.tell(submission(without="联系方式", sender=sender, **options))
        return self.last(sender)

    def last(self, sender):
        return self.heard(sender)[-1]

    def receipt(self, question):
        return parse(question)["Subject"].split("编号")[1].split("】")[0].replace("等", "")

    def work(self, receipt):
        return next(w for w in self.works() if w["receipt"] == receipt)

    def is_whole(self, receipt, contact="13802012345"):
        work = self.work(receipt)
        self.assertEqual(("complete", "", [contact]), (work["state"], work["missing"], work["contact"]))


class ClientsTest(Healing):
    def play(self, make):
        """One dialogue for each program, side by side; all end with the acknowledgement of the work's own number."""
        senders = {client: "%s@163.test" % client for client in CLIENTS}
        self.tell(*(submission(number=i, without="联系方式", sender=sender, title="作品" + "甲乙丙丁戊"[i]) for i, sender in enumerate(senders.values())))
        questions = {client: self.last(sender) for client, sender in senders.items()}
        self.tell(*(make(client, questions[client], self.receipt(questions[client]), senders[client]) for client in CLIENTS))
        for client, sender in senders.items():
            with self.subTest(client):
                receipt = self.receipt(questions[client])
                self.is_whole(receipt)
                self.assertIn("已收到 编号" + receipt, parse(self.last(sender))["Subject"])
        self.assertEqual(len(CLIENTS), len(self.works()))
        self.holds_and_rests()

    def test_block_typed_above_the_quotation(self):
        self.play(lambda client, question, receipt, sender: answer(
            question, "编号：%s\n联系方式：13802012345\n\n谢谢！" % receipt, client, sender))

    def test_form_filled_in_where_it_stands(self):
        self.play(lambda client, question, receipt, sender: answer(
            question, "您好，已填好。", client, sender, filled={receipt: {"联系方式": "13802012345"}}))

    def test_label_alone(self):
        self.play(lambda client, question, receipt, sender: answer(question, "联系方式：13802012345", client, sender))

    def test_bare_number(self):
        self.play(lambda client, question, receipt, sender: answer(question, "13802012345", client, sender))

    def test_header_fields_dropped(self):
        """Subject and quotation stay as the program makes them."""
        self.play(lambda client, question, receipt, sender: answer(
            question, "联系方式：13802012345", client, sender, threaded=False))


WORKS = (("晨光里的守护者", "张伟", "13802010001"), ("海风吹过的工地", "李娜", "13802010002"), ("夜班地铁", "赵刚", "13802010003"))


def bundle(lacking=(), works=WORKS, number=1):
    """One mail with several works; those of `lacking` bear no number."""
    lines = ["单位均为：寨上街道总工会", "参赛项目：微视频", ""]
    for i, (title, name, contact) in enumerate(works):
        lines += ["%d. 作品名称：%s" % (i + 1, title), "姓名：%s" % name]
        lines += ["联系方式：%s" % contact] if i not in lacking else []
        lines.append("")
    return letter("\n".join(lines), subject="报送微视频作品%d件" % len(works), number=number,
                  files=tuple((title + ".mp4", film(b"%d" % i)) for i, (title, _, _) in enumerate(works)))


class BundleTest(Healing):
    def open(self, **options):
        self.tell(bundle(**options))
        works = self.works()
        return self.last("zhaishang@163.test"), {w["title"]: w["receipt"] for w in works if w["state"] == "open"}

    def test_thirty_works_two_asked_for_in_one_mail(self):
        works = tuple(("作品第%s篇" % "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒"[i], "张" + "伟强刚军勇明亮华平安国庆建设文武双全春夏秋冬东南西北金木水火"[i],
                       "138020%05d" % i) for i in range(30))
        question, waiting = self.open(works=works, lacking=(4, 17))
        text = parse(question).get_body(("plain",)).get_content()
        self.assertEqual(2, len(waiting))
        self.assertEqual(2, text.count("编号："))
        self.assertIn("28件齐全", text)
        self.assertIn("请补充2件作品的信息", parse(question)["Subject"])
        first, second = waiting.values()
        self.tell(answer(question, "编号：%s\n联系方式：13802010101\n\n编号：%s\n联系方式：13802010102" % (first, second)))
        self.assertTrue(all(w["state"] == "complete" for w in self.works()))
        self.is_whole(second, "13802010102")
        self.assertEqual(2, len(self.heard()))
        self.holds_and_rests()

    def test_several_answered_at_once_in_the_form(self):
        question, waiting = self.open(lacking=(0, 2))
        self.tell(answer(question, "", "foxmail", filled={
            waiting["晨光里的守护者"]: {"联系方式": "13802010001"}, waiting["夜班地铁"]: {"联系方式": "13802010003"}}))
        self.is_whole(waiting["晨光里的守护者"], "13802010001")
        self.is_whole(waiting["夜班地铁"], "13802010003")
        self.assertIn("已收到2件作品", parse(self.heard()[-1])["Subject"])
        self.holds_and_rests()

    def test_several_answered_one_after_another(self):
        question, waiting = self.open(lacking=(0, 2))
        first, second = waiting["晨光里的守护者"], waiting["夜班地铁"]
        self.tell(answer(question, "编号：%s\n联系方式：13802010001" % first))
        self.is_whole(first, "13802010001")
        self.assertEqual("open", self.work(second)["state"])
        said = parse(self.heard()[-1])
        self.assertIn("已收到 编号" + first, said["Subject"])  # the other one is mentioned, and not asked about again
        self.assertIn("编号%s《夜班地铁》还缺：联系方式" % second, said.get_body(("plain",)).get_content())
        self.tell(answer(question, "编号：%s\n联系方式：13802010003" % second, number=2))
        self.is_whole(second, "13802010003")
        self.assertEqual(3, len(self.heard()))
        self.holds_and_rests()

    def test_by_title_and_author_without_numbers(self):
        question, waiting = self.open(lacking=(0, 2))
        self.tell(answer(question, "1. 作品名称：夜班地铁\n姓名：赵刚\n联系方式：13802010003\n\n2. 作品名称：晨光里的守护者\n姓名：张伟\n联系方式：13802010001"))
        self.is_whole(waiting["夜班地铁"], "13802010003")
        self.is_whole(waiting["晨光里的守护者"], "13802010001")
        self.assertEqual(3, len(self.works()))
        self.holds_and_rests()

    def test_one_number_for_several_works_goes_to_staff(self):
        question, waiting = self.open(lacking=(0, 2))
        self.tell(answer(question, "联系方式：13802010009"))
        self.assertEqual(["asked", "staff"], self.states())
        self.assertEqual(["open", "open"], [self.work(r)["state"] for r in waiting.values()])
        self.assertEqual(1, len(self.heard()))
        self.holds_and_rests()


class NotTwiceTest(Healing):
    sender = "zhaishang@163.test"

    def test_the_same_wrong_number_is_not_asked_about_again(self):
        question = self.asked(self.sender)
        self.tell(answer(question, "联系方式：1380201234"))
        self.assertIn("只有10位", parse(self.last(self.sender)).get_body(("plain",)).get_content())
        self.tell(answer(self.last(self.sender), "联系方式：1380201234", number=2))
        self.assertEqual(["asked", "asked", "staff"], self.states())
        self.assertEqual(2, len(self.heard()))
        self.holds_and_rests()

    def test_thanks_alone(self):
        question = self.asked(self.sender)
        self.tell(answer(question, "谢谢"))
        self.assertEqual(["asked", "staff"], self.states())
        self.assertEqual(1, len(self.heard()))
        self.holds_and_rests()

    def test_a_new_question_goes_to_staff_and_its_answer_is_kept(self):
        question = self.asked(self.sender)
        receipt = self.receipt(question)
        self.tell(answer(question, "编号：%s\n联系方式：13802012345\n\n请问作品可以再换一个吗？" % receipt))
        self.assertEqual(["asked", "staff"], self.states())
        self.is_whole(receipt)
        self.assertEqual(1, len(self.heard()))
        self.holds_and_rests()

    def test_only_a_question(self):
        question = self.asked(self.sender)
        self.tell(answer(question, "请问截止日期可以延长吗？"))
        self.assertEqual(["asked", "staff"], self.states())
        self.holds_and_rests()

    def test_a_value_said_anew_is_corrected(self):
        question = self.asked(self.sender)
        receipt = self.receipt(question)
        self.tell(answer(question, "联系方式：13802012345"))
        self.tell(answer(self.last(self.sender), "编号：%s\n姓名：田恬" % receipt, number=2))
        self.assertEqual(["田恬"], self.work(receipt)["name"])
        self.is_whole(receipt)
        said = parse(self.last(self.sender))
        self.assertIn("已更新 编号" + receipt, said["Subject"])
        self.assertIn("已更正：姓名", said.get_body(("plain",)).get_content())
        self.holds_and_rests()


if __name__ == "__main__":
    unittest.main()
