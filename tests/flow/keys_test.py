"""By which keys an answer finds its conversation, and what never opens one."""
import re
import unittest

from flow.clients import answer
from flow.healing_test import Healing
from flow.talk import COMPLETE, letter, submission
from servers.evidence import parse

SENDER = "zhaishang@163.test"
COLLEAGUE = "colleague@elsewhere.test"


def token(question):
    return re.search(r"\[(\w{5}-\w{5})\]", parse(question)["Subject"]).group(1)


class KeysTest(Healing):
    def setUp(self):
        super().setUp()
        self.question = self.asked(SENDER)
        self.number = self.receipt(self.question)

    def is_untouched(self):
        self.assertEqual(("open", "contact"), (self.work(self.number)["state"], self.work(self.number)["missing"]))
        self.assertTrue(self.service.ctl_json("audit")["holds"])

    def test_token_in_the_subject_from_another_address(self):
        self.tell(letter("联系方式：13802012345", COLLEAGUE, "关于补充 [%s]" % token(self.question), number=2))
        self.is_whole(self.number)
        self.assertIn("已收到", parse(self.last(COLLEAGUE))["Subject"])
        self.holds_and_rests()

    def test_token_in_the_body_only(self):
        self.tell(answer(self.question, "联系方式：13802012345", "netease", COLLEAGUE, subject="补充材料", threaded=False))
        self.is_whole(self.number)
        self.holds_and_rests()

    def test_receipt_number_and_sender_without_anything_of_ours(self):
        self.tell(letter("编号：%s\n联系方式：13802012345" % self.number, SENDER, "补充", number=2))
        self.is_whole(self.number)
        self.holds_and_rests()

    def test_title_and_sender_without_anything_of_ours(self):
        self.tell(letter("\n".join(COMPLETE), SENDER, "补报微视频", number=2))
        self.is_whole(self.number)
        self.assertEqual(1, len(self.works()))
        self.assertEqual(["asked", "filed"], self.states())
        self.holds_and_rests()

    def test_wrong_tokens_never_match(self):
        right = token(self.question)
        wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
        for number, subject in enumerate(("补充 [%s]" % wrong, "补充 [AAAAA-AAAAA]", "补充 [%s]" % right[::-1]), 2):
            self.tell(letter("联系方式：13900000000", COLLEAGUE, subject, number=number))
        self.is_untouched()

    def test_receipt_number_of_another_sender_never_matches(self):
        self.tell(letter("编号：%s\n联系方式：13900000000" % self.number, COLLEAGUE, "补充", number=2))
        self.is_untouched()
        self.assertEqual(["asked", "staff"], self.states())
        self.assertEqual([], self.heard(COLLEAGUE))

    def test_forged_message_id_never_matches(self):
        ours = parse(self.question)["Message-ID"]
        for number, forged in enumerate((ours.replace("xw.a.", "xw.d."), ours[:9] + ("0" if ours[9] != "0" else "1") + ours[10:],
                                         ours.replace("@sina.com", "@elsewhere.test")), 2):
            self.tell(letter("联系方式：13900000000", COLLEAGUE, "回复", number=number, In_Reply_To=forged, References=forged))
        self.is_untouched()
        self.assertEqual([], self.heard(COLLEAGUE))

    def test_title_of_another_sender_never_matches(self):
        self.tell(submission(number=5, sender=COLLEAGUE))
        self.is_untouched()
        self.assertEqual(2, len(self.works()))

    def test_foreign_token_in_a_quotation_of_someone_else(self):
        """Another office's mail that looks like ours."""
        self.tell(answer(self.question, "联系方式：13900000000", "qq", COLLEAGUE, subject="补充 [ZZZZZ-ZZZZZ]", threaded=False,
                         swap=(token(self.question), "ZZZZZ-ZZZZZ")))
        self.is_untouched()

    def test_old_thread_after_a_restart_of_the_service(self):
        child = self.service.start()
        self.service.end(child)
        self.change("UPDATE mail SET settled = settled - 40 * 86400, arrived = arrived - 40 * 86400")
        self.tell(answer(self.question, "联系方式：13802012345", "outlook"))
        self.is_whole(self.number)
        self.holds_and_rests()

    def test_our_words_are_never_labels(self):
        """All of our answer quoted without any mark of quotation: nothing in it is the sender's."""
        ours = parse(self.question).get_body(("plain",)).get_content()
        self.tell(letter("收到。\n" + ours, SENDER, "回复：" + parse(self.question)["Subject"], number=2))
        self.is_untouched()
        self.assertEqual(["asked", "staff"], self.states())


if __name__ == "__main__":
    unittest.main()
