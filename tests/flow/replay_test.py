"""What would have happened: a changed campaign over received mails shows its differences, and changes nothing."""
import os
import unittest

from flow.dialogue_test import COMPLETE, submission, without
from servers.evidence import database, tree
from servers.stage import CAMPAIGN, OFFICE, Stage

EARLY, LATE = 1657500000, 1660200000  # 11 July and 11 August 2022


class ReplayTest(unittest.TestCase):
    def setUp(self):
        self.stage = self.enterContext(Stage())
        self.service = self.stage.service()
        mails = [submission(COMPLETE), submission(without("联系方式"), sender="two@163.test"),
                 submission(COMPLETE, sender="three@163.test")]
        self.stage.mailboxes.append(OFFICE, mails, dates=[EARLY, LATE, LATE])
        self.service.once()

    def campaign(self, *changes):
        with open(CAMPAIGN, encoding="utf-8") as f:
            text = f.read()
        for old, new in changes:
            self.assertIn(old, text)
            text = text.replace(old, new, 1)
        path = os.path.join(self.stage.folder("changed"), "campaign.yaml")
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return path

    def replay(self, path, *options):
        before = tree(self.service.archive), database(self.service.state)
        result = self.service.ctl_json("replay", "--campaign", path, *options)
        text = self.service.ctl("replay", "--campaign", path, *options)
        self.assertIn("%d mails, %d differ" % (result["mails"], result["differ"]), text)
        self.assertEqual(before, (tree(self.service.archive), database(self.service.state)))
        return result

    def test_the_same_campaign_makes_no_difference(self):
        self.assertEqual({"mails": 3, "differ": 0, "differences": []}, self.replay(CAMPAIGN))

    def test_an_earlier_deadline(self):
        result = self.replay(self.campaign(("works_until: 2022-08-31", "works_until: 2022-08-01")))
        self.assertEqual([2, 3], [d["mail"] for d in result["differences"]])
        self.assertEqual([{"what": "work 1 late", "now": "no", "then": "yes"}], result["differences"][0]["differences"])

    def test_since(self):
        path = self.campaign(("works_until: 2022-08-31", "works_until: 2022-07-01"))
        self.assertEqual((3, 3), tuple(self.replay(path)[k] for k in ("mails", "differ")))
        self.assertEqual((2, 2), tuple(self.replay(path, "--since", "2022-08-11")[k] for k in ("mails", "differ")))
        self.service.ctl("replay", "--campaign", path, "--since", "yesterday", expect=1)

    def test_a_broken_campaign_is_refused(self):
        self.service.ctl("replay", "--campaign", self.campaign(("year: 2022", "year: soon")), expect=1)
        self.service.ctl("replay", expect=1)


if __name__ == "__main__":
    unittest.main()
