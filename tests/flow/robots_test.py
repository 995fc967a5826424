"""Two robots that know nothing of each other: whatever the other one sends back, and how often, the loop ends within three mails of
ours. The other robot sets none of the fields by which a machine could be known (no Auto-Submitted, no Precedence), and mostly not
even those by which an answer could."""
import unittest

from flow.talk import UNIT, Talk, letter, submission
from servers.evidence import parse

ROUNDS = 7
TABLE = "单位：寨上街道总工会\n附件为线下活动统计表。"


def statistics(number, text=TABLE):
    table = "寨上街道总工会线下活动统计表\n序号,活动名称,活动时间,参与人数\n1,网络安全知识竞赛,2022年7月15日,120\n2,网络文明倡议,2022年7月20日,80\n"
    return letter(text, subject="线下活动统计表", number=number, files=(("线下活动统计表.csv", table.encode()),))


class RobotsTest(Talk):
    def last(self):
        return parse(self.heard()[-1])

    def play(self, first, respond):
        """It hears us, it answers; and it never tires."""
        self.tell(first)
        for number in range(2, 2 + ROUNDS):
            before = len(self.heard())
            self.tell(respond(number))
            if len(self.heard()) == before:
                break
        self.assertLessEqual(1, len(self.heard()))
        self.assertLessEqual(len(self.heard()), 3)
        self.holds_and_rests()

    def both(self, respond):
        for name, first in (("acknowledgement", submission()), ("question", submission(without="联系方式"))):
            with self.subTest(name):
                self.doCleanups()
                self.setUp()
                self.play(first, respond)

    def quotation(self):
        return "\n".join("> " + line for line in self.last().get_body(("plain",)).get_content().splitlines())

    def test_quotes_us_in_the_thread(self):
        self.both(lambda number: letter("您好，来信已收到。\n\n" + self.quotation(), subject="Re: " + self.last()["Subject"], number=number,
                                        In_Reply_To=self.last()["Message-ID"], References=self.last()["Message-ID"]))

    def test_quotes_us_without_any_field(self):
        self.both(lambda number: letter("您好，来信已收到。\n\n" + self.quotation(), subject="Re: " + self.last()["Subject"], number=number))

    def test_gives_our_words_back_as_its_own(self):
        """Neither marks of a quotation nor a subject of ours."""
        self.both(lambda number: letter(self.last().get_body(("plain",)).get_content(), subject="来信收悉", number=number))

    def test_a_fixed_text(self):
        self.both(lambda number: letter("您的来信我们已经收到，将尽快处理。", subject="您好", number=number))

    def test_a_fixed_text_to_our_subject(self):
        self.both(lambda number: letter("您的来信我们已经收到，将尽快处理。", subject="Re: " + self.last()["Subject"], number=number))

    def test_our_mail_attached_under_a_new_message_id(self):
        def attach(number):
            return letter("见附件。", subject="转发", number=number, files=(("来信.eml", self.heard()[-1]),))
        self.both(attach)

    def test_its_own_mail_and_ours_as_attached_messages(self):
        def attach(number):
            mail = parse(letter("原信见附件。", subject="Fwd: 报送", number=number))
            mail.add_attachment(self.last())
            mail.add_attachment(parse(submission()))
            return mail.as_bytes()
        self.both(attach)


class AgainTest(Talk):
    """A machine that sends the whole once more, every time."""

    def hears(self, most, mails):
        self.tell(mails[0])
        for mail in mails[1:]:
            self.tell(mail)
        self.assertLessEqual(len(self.heard()), most)
        self.holds_and_rests()

    def test_the_same_submission(self):
        """One short answer: we have it. Its works are still there, once."""
        self.hears(2, [submission(number=1, message_id="<%d@robot.test>" % n, Date=None) for n in range(ROUNDS)])
        self.assertEqual(1, len(self.works()))
        self.assertIn("【已收到，不必重发】", self.subjects()[1])
        self.assertIn(self.works()[0]["receipt"], parse(self.heard()[1]).get_body(("plain",)).get_content())
        self.assertEqual(["filed"] + ["ignored"] * (ROUNDS - 1), self.states())

    def test_the_same_that_lacks_something(self):
        """It was asked; nothing new came; it is not asked again."""
        self.hears(1, [submission(number=1, without="联系方式", message_id="<%d@robot.test>" % n) for n in range(ROUNDS)])
        self.assertEqual(1, len(self.works()))

    def test_a_counter_in_the_text(self):
        self.hears(2, [submission_with(n) for n in range(ROUNDS)])
        self.assertEqual(1, len(self.works()))

    def test_the_same_table(self):
        """Its figures count once."""
        self.hears(2, [statistics(n) for n in range(ROUNDS)])
        self.assertEqual(1, self.status()["statistics"])

    def test_a_table_with_a_counter_in_the_text(self):
        self.hears(3, [statistics(n, TABLE + "\n流水号第%d次" % n) for n in range(ROUNDS)])

    def test_what_was_taken_back_may_come_again(self):
        """No machine: a person who changed his mind, twice."""
        self.tell(submission(number=1))
        first = self.works()[0]["receipt"]
        self.service.ctl("withdraw", first)
        self.tell(submission(number=1, message_id="<again@163.test>"))
        self.assertEqual(["complete", "withdrawn"], sorted(work["state"] for work in self.works()))
        self.assertIn("已收到 编号", self.subjects()[-1])
        self.holds_and_rests()

    def test_an_answer_to_the_short_one_finds_the_work(self):
        self.tell(submission(number=1))
        self.tell(submission(number=1, message_id="<again@163.test>"))
        short = parse(self.heard()[-1])
        self.tell(letter("联系方式：13802010002", subject="更正", number=3, In_Reply_To=short["Message-ID"]))
        self.assertEqual([["13802010002"]], [work["contact"] for work in self.works()])
        self.holds_and_rests()


def submission_with(n):
    """The same work, and one line that is another every time."""
    mail = parse(submission(number=1, message_id="<%d@robot.test>" % n))
    body = mail.get_body(("plain",))
    body.set_content(body.get_content() + "\n（系统第%d次发送）\n" % (n + 1))
    return mail.as_bytes()


if __name__ == "__main__":
    unittest.main()
