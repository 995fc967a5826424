"""The service with the campaign of another year: its sub-projects are the archive's folders, its answers bear its number and name."""
import glob
import os
import unittest

from servers.evidence import parse, tree
from servers.stage import OFFICE, ROOT, Stage

CAMPAIGN = os.path.join(ROOT, "systemd", "campaigns", "2025.yaml")
JULY = 1752560000  # 15 July 2025, inside that campaign
CASES = os.path.join(ROOT, "tests", "cases-2025")


def mail(number):
    with open(glob.glob(os.path.join(CASES, number + "-*", "mail.eml"))[0], "rb") as f:
        return f.read()


class CampaignTest(unittest.TestCase):
    def test_files_and_answers_for_2025(self):
        stage = self.enterClassContext(Stage())
        service = stage.service(campaign=CAMPAIGN)
        stage.mailboxes.append(OFFICE, [mail("2501"), mail("2504"), mail("2507")], dates=[JULY, JULY + 60, JULY + 120])
        service.once()
        stage.exim.wait_delivered()
        files = sorted(tree(service.archive))
        self.assertTrue(any("02-微短剧" in f and f.endswith(".mp4") for f in files), files)
        self.assertTrue(any("09-AI应用案例" in f and f.endswith(".docx") for f in files), files)
        audit = service.ctl_json("audit")
        self.assertTrue(audit["holds"])
        self.assertEqual((3, 2, 1), (audit["in"], audit["filed"], audit["asked"]))
        answers = [raw for mails in stage.mailboxes.read_all(but=(OFFICE,)).values() for raw in mails]
        self.assertEqual(3, len(answers))
        for raw in answers:
            text = parse(raw).get_body(("plain",)).get_content()
            self.assertIn("编号 25-", text)
            self.assertIn("2025年8月31日", text)
            self.assertNotIn("2022", text)


if __name__ == "__main__":
    unittest.main()
