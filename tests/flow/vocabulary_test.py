"""The shipped words and a campaign's own, in the running service: a campaign adds one, an upgrade brings another, and a broken
file of either kind is refused by its name while the old words stay in force."""
import os
import re
import shutil
import signal
import unittest
from unittest import mock

from flow.dialogue_test import COMPLETE, submission
from servers import stage as place
from servers.scratch import wait_until
from servers.stage import CAMPAIGN, OFFICE, ROOT, Stage

SOON = 60
PROGRAMS = ("xuanwangd", "xuanwangctl", "xuanwang-parse")


def words_of(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


class VocabularyTest(unittest.TestCase):
    """Programs in a folder of their own, beside a vocabulary of their own, as an installation is."""

    def setUp(self):
        self.stage = self.enterContext(Stage())
        self.programs = self.stage.folder("programs")
        os.chmod(self.programs, 0o755)
        for name in PROGRAMS:
            shutil.copy(place.program(name), self.programs)
        os.symlink(os.path.join(ROOT, "systemd", "templates"), os.path.join(self.programs, "templates"))
        self.enterContext(mock.patch.object(place, "BUILD", self.programs))
        self.vocabulary = self.write(self.programs, "vocabulary.yaml", words_of(os.path.join(ROOT, "systemd", "vocabulary.yaml")))
        self.campaign = self.write(self.stage.folder("own"), "campaign.yaml", words_of(CAMPAIGN))
        self.service = self.stage.service(campaign=self.campaign, poll_seconds=5)
        self.brought = 0

    def start(self):
        self.daemon = self.service.start()
        wait_until(lambda: "event=service.ready" in self.service.log(), SOON, "the service to be ready")

    def write(self, folder, name, text):
        path = os.path.join(folder, name)
        with open(path + ".new", "w", encoding="utf-8") as f:
            f.write(text)
        os.rename(path + ".new", path)
        return path

    def change(self, path, old, new):
        text = words_of(path)
        self.assertIn(old, text)
        self.write(*os.path.split(path), text.replace(old, new, 1))

    def become(self, label):
        """What becomes of a work whose title stands behind this label."""
        self.brought += 1
        lines = [*COMPLETE[:3], "%s：第%d趟末班车" % (label, self.brought), COMPLETE[4]]
        self.stage.mailboxes.append(OFFICE, [submission(lines, sender="u%d@163.test" % self.brought, subject="报送微视频 %d" % self.brought)])
        settled = re.compile(r"event=mail\.settled .*\bmail=%d state=(\w+)" % self.brought)
        wait_until(lambda: settled.search(self.service.log()), SOON, "mail %d to be settled" % self.brought)
        return settled.search(self.service.log()).group(1)

    def hang_up(self, event):
        before = self.service.log().count("event=" + event)
        self.daemon.send_signal(signal.SIGHUP)
        wait_until(lambda: self.service.log().count("event=" + event) > before, SOON, event)

    def test_words_come_from_both_and_are_read_anew(self):
        self.start()
        self.assertEqual("filed", self.become("作品名称"))
        self.assertEqual("asked", self.become("佳作"))

        self.change(self.campaign, "\n  labels:\n", "\n  labels:\n    title: {plain: [佳作]}\n")
        self.hang_up("service.ready")
        self.assertEqual("filed", self.become("佳作"))
        self.assertEqual("filed", self.become("作品名称"))

        # A later package: its vocabulary has a word more, and the campaign's file is as it was.
        self.assertEqual("asked", self.become("妙品"))
        self.change(self.vocabulary, "    plain: [Title,", "    plain: [妙品, Title,")
        self.hang_up("service.ready")
        self.assertEqual("filed", self.become("妙品"))
        self.assertEqual("filed", self.become("佳作"))

        for path, fault, said in ((self.vocabulary, "nonsense: [x]\n", "vocabulary.yaml:1: nonsense: is no known key"),
                                  (self.campaign, "spamwords: [x]\n", "campaign.yaml:1: spamwords: is no known key")):
            text = words_of(path)
            self.write(*os.path.split(path), fault + text)
            self.hang_up("service.reload_refused")
            self.assertIn(said, self.service.log())
            self.assertEqual("filed", self.become("妙品"))
            self.write(*os.path.split(path), text)
        self.assertEqual(0, self.service.end(self.daemon))
        self.assertTrue(self.service.ctl_json("audit")["holds"])

    def test_a_broken_vocabulary_is_named(self):
        self.change(self.vocabulary, "spam_words: [", "spam_words: [发票, ")
        with self.assertRaisesRegex(AssertionError, r"vocabulary\.yaml:\d+: spam_words\[\d+\]: \"发票\" stands here twice"):
            self.service.ctl("check")
        self.assertRegex(self.service.once(expect=1), r"vocabulary\.yaml:\d+: spam_words")
        os.unlink(self.vocabulary)
        with self.assertRaisesRegex(AssertionError, r"cannot open /\S+/vocabulary\.yaml"):
            self.service.ctl("check")

    def test_a_campaign_of_before_the_vocabulary(self):
        """All words stand in it; it works as it did, and `check` says what may go."""
        old = words_of(CAMPAIGN)
        own = old[:old.index("\n# Heads of columns")] + "\n" + words_of(self.vocabulary)
        self.write(*os.path.split(self.campaign), own)
        said = self.service.ctl("check")
        self.assertRegex(said, r"note: \S+campaign\.yaml:\d+: labels\.unit\.plain: says what the vocabulary says, .*; and so do .*, spam_words, ")
        # The package has other words by now: it is nothing to this file.
        self.change(self.vocabulary, "    plain: [Title,", "    plain: [妙品, Title,")
        said = self.service.ctl("check")
        self.assertRegex(said, r"labels\.title\.plain: stands in place of the shipped words, without 1 of them \(妙品\): delete this list to have all shipped words")
        self.start()
        self.assertEqual("filed", self.become("作品名称"))
        self.assertEqual("asked", self.become("妙品"))
        self.assertEqual(0, self.service.end(self.daemon))


if __name__ == "__main__":
    unittest.main()
