"""fetch against the manners of servers: what it makes of each, and that nothing that is not whole is reported."""
import hashlib
import unittest

from net.drive import TIMES, fetch
from servers import scripted_imap as imap

MAILS = [b"Subject: %d\r\n\r\nbody %d\r\n" % (i, i) for i in range(3)]


class FetchTest(unittest.TestCase):
    def run_against(self, server, **named):
        with server:
            return fetch(server.port, **named)

    def assertAllThree(self, said, first=1):
        self.assertEqual([first, first + 1, first + 2], said.uids(), said)
        self.assertEqual([hashlib.sha256(m).hexdigest() for m in MAILS], [f["sha256"] for f in said.all("fetched")])
        self.assertEqual({"1658106773"}, {f["date"] for f in said.all("fetched")})
        self.assertEqual(0, said.code)

    def test_manners_that_must_not_matter(self):
        for kind in (imap.Imap, imap.Sina, imap.IdRefused, imap.SizeLies, imap.UidLast):
            with self.subTest(kind=kind.__name__):
                self.assertAllThree(self.run_against(kind(MAILS), once=True))

    def test_identification_before_select(self):
        self.assertAllThree(self.run_against(imap.NetEase(MAILS), once=True), 1320000001)

    def test_identification_that_cannot_be_understood_is_left_out_next_time(self):
        server = imap.IdGarbled(MAILS)
        self.assertAllThree(self.run_against(server, lost=9))
        self.assertEqual(2, server.connections)

    def test_size_that_differs_is_logged(self):
        said = self.run_against(imap.SizeLies(MAILS), once=True)
        self.assertEqual(3, said.log.count("event=fetch.size_differs"))

    def test_last_message_below_the_cursor_is_not_new(self):
        said = self.run_against(imap.Imap(MAILS), once=True, cursor=3)
        self.assertEqual([], said.uids())
        self.assertEqual(1, len(said.all("caught_up")))

    def test_empty_folder_whose_listing_is_refused(self):
        self.assertEqual(1, len(self.run_against(imap.EmptyRefused(), once=True).all("caught_up")))

    def test_many_messages_go_in_ranges(self):
        said = self.run_against(imap.Imap(MAILS * 70), once=True)
        self.assertEqual(list(range(1, 211)), said.uids())
        self.assertEqual(["100", "200", "210"], [r["uid"] for r in said.all("range")])

    def test_push_in_one_packet_with_the_continuation(self):
        said = self.run_against(imap.Pushing(MAILS[:1]), looks=2)
        self.assertEqual([1, 2], said.uids())

    def test_polling_without_idle(self):
        server = imap.Sina(MAILS)
        said = self.run_against(server, looks=3, poll=1)
        self.assertEqual(3, len(said.all("caught_up")))
        self.assertGreaterEqual(sum("NOOP" in line for line in server.heard), 2)

    def test_half_open_connection_is_noticed(self):
        said = self.run_against(imap.HalfOpen(MAILS), looks=2, lost=9)
        self.assertIn("no byte came or went for 1 s", said.one("lost")["reason"])
        self.assertEqual(2, len(said.all("session")))

    def test_silence_and_dripping_end(self):
        said = self.run_against(imap.Silent(), once=True)
        self.assertIn("no byte came or went for 2 s", said.one("lost")["reason"])
        said = self.run_against(imap.Drip(MAILS), once=True)
        self.assertIn("the server took longer than 4 s", said.one("lost")["reason"])
        self.assertEqual([], said.uids())

    def test_what_came_before_a_cut_counts_and_what_was_cut_does_not(self):
        said = self.run_against(imap.CutLiteral(MAILS), once=True)
        self.assertEqual([1], said.uids())
        self.assertEqual(["1"], [r["uid"] for r in said.all("range")])
        self.assertEqual("later", said.one("lost")["outcome"])
        self.assertIn("closed the connection", said.one("lost")["reason"])
        self.assertEqual(3, said.code)

    def test_literal_of_three_gigabytes(self):
        said = self.run_against(imap.HugeLiteral(MAILS), once=True, times=TIMES % (5, 20, 3600))
        self.assertEqual([1], said.uids())
        self.assertEqual("refused", said.one("lost")["outcome"])
        self.assertIn("longer than the server had said", said.one("lost")["reason"])

    def test_listed_but_never_delivered_does_not_block_the_others(self):
        said = self.run_against(imap.Withholding(MAILS), lost=9)
        self.assertEqual([1, 3], said.uids(), said)
        self.assertEqual(["2"], [s["uid"] for s in said.all("skipped")])
        self.assertEqual(3, len(said.all("lost")))

    def test_cut_at_the_same_message_for_too_long(self):
        said = self.run_against(imap.CutLiteral(MAILS), lost=9, times=TIMES % (2, 4, 1))
        self.assertEqual([1, 3], said.uids(), said)
        self.assertEqual(["2"], [s["uid"] for s in said.all("skipped")])

    def test_a_quota_passes_nothing_by(self):
        said = self.run_against(imap.Throttling(MAILS), lost=5)
        self.assertEqual([], said.all("skipped"))
        self.assertEqual({"later"}, {v["outcome"] for v in said.all("lost")})
        self.assertIn("the server said no", said.one("lost")["reason"])

    def test_expunged_meanwhile(self):
        said = self.run_against(imap.Expunging(MAILS), once=True)
        self.assertEqual([1, 3], said.uids())
        self.assertEqual([], said.all("skipped"))
        self.assertEqual([], said.all("lost"))

    def test_nonsense_ends_the_session_only(self):
        for kind in (imap.WrongMessage, imap.Junk, imap.Bye):
            with self.subTest(kind=kind.__name__):
                said = self.run_against(kind(MAILS), once=True)
                self.assertEqual([], said.uids())
                self.assertEqual(3, said.code)
                self.assertEqual(1, len(said.all("lost")))

    def test_endless_line_is_cut(self):
        said = self.run_against(imap.EndlessLine(MAILS), once=True, times=TIMES % (10, 20, 3600))
        self.assertIn("the server sent more than", said.one("lost")["reason"])

    def test_password_and_passing_trouble_are_told_apart(self):
        self.assertEqual("refused", self.run_against(imap.PasswordRefused(), once=True).one("lost")["outcome"])
        self.assertEqual("later", self.run_against(imap.Unavailable(), once=True).one("lost")["outcome"])

    def test_trouble_is_taken_back(self):
        said = self.run_against(imap.IdGarbled(MAILS), lost=9)
        self.assertEqual(["later", "done"], [t["outcome"] for t in said.all("trouble")])

    def test_flag_and_what_stands_in_for_it(self):
        server = imap.Imap(MAILS)
        self.run_against(server, once=True, settle=True, flag="Filed")
        self.assertEqual({uid: "+FLAGS.SILENT (Filed)" for uid in (1, 2, 3)}, server.flags)
        for server, wish in ((imap.KeywordsRefused(MAILS), {"flag": "Filed"}), (imap.Sina(MAILS), {"move": "完成"})):
            said = self.run_against(server, once=True, settle=True, **wish)
            self.assertEqual({uid: "+FLAGS.SILENT (\\Seen)" for uid in (1, 2, 3)}, server.flags, said)
            self.assertEqual("3", said.one("settled")["count"])
            self.assertEqual(1, said.log.count("instead=\\Seen"))


if __name__ == "__main__":
    unittest.main()
