"""What the staff put right: each order with its trail, its files and the audit, with the service at work and without it."""
import os
import pwd
import subprocess
import time
import unittest

from flow.dialogue_test import COMPLETE, PICTURE, submission, without
from servers.evidence import database, parse, tree
from servers.scratch import UNPRIVILEGED
from servers.stage import OFFICE, STAFF, Stage


FILM = b"\0\0\0\x18ftypmp42" + bytes(900)


class OrdersTest(unittest.TestCase):
    at_work = False

    def setUp(self):
        self.stage = self.enterContext(Stage())
        self.service = self.stage.service()

    def bring(self, *mails):
        self.stage.mailboxes.append(OFFICE, mails)
        self.service.once()
        if self.at_work:
            self.service.start()

    def order(self, *arguments):
        """One order as a dry run, which changes nothing, and then in earnest; its result. The audit holds after it."""
        before = tree(self.service.archive), self.rows()
        tried = self.service.ctl_json(*arguments, "--dry-run", "--why", "the test says so")
        self.assertEqual(before, (tree(self.service.archive), self.rows()))
        done = self.service.ctl_json(*arguments, "--why", "the test says so")
        self.assertEqual([("done", "the test says so", "root")], [(done["state"], done["why"], done["who"])])
        self.assertEqual(tried["changes"], done["changes"])
        self.assertTrue(done["changes"])
        self.holds()
        return done

    def rows(self):
        found = database(self.service.state)
        return {table: found[table] for table in found if table not in ("placement", "cursor", "mail")}

    def holds(self):
        audit = self.service.ctl_json("audit")
        self.assertEqual([], audit["problems"])
        self.assertEqual(audit["in"], sum(audit[state] for state in ("filed", "asked", "staff", "ignored", "quarantined", "waiting")))

    def refused(self, *arguments):
        before = tree(self.service.archive), database(self.service.state)
        self.service.ctl(*arguments, "--dry-run", expect=1)
        self.assertEqual(before, (tree(self.service.archive), database(self.service.state)))
        self.service.ctl(*arguments, expect=1)
        self.holds()

    def mail(self, number=1):
        return self.service.ctl_json("explain", str(number))

    def work(self, number=1, index=0):
        return self.mail(number)["works"][index]

    def stored(self, work):
        return sorted(os.listdir(os.path.join(self.service.archive, work["folder"])))

    def test_set_a_missing_label(self):
        self.bring(submission(without("联系方式")))
        work = self.work()
        self.assertEqual("open", work["state"])
        self.order("set", work["receipt"], "contact", "138 0201 2345；022-65309739")
        healed = self.work()
        self.assertEqual(("complete", "", ["138 0201 2345", "022-65309739"]), (healed["state"], healed["missing"], healed["contact"]))
        self.assertEqual("2022/02-微视频/寨上街道总工会/%s-田甜的直播间" % work["receipt"], healed["folder"])
        self.assertEqual(["VID_20220806.mp4", "原邮件.eml"], self.stored(healed))
        self.assertFalse(os.path.exists(os.path.join(self.service.archive, work["folder"])))
        self.assertEqual("filed", self.mail()["state"])
        self.assertIn(("contact", "staff", True), [(e["label"], e["place"], e["chosen"]) for e in healed["evidence"]])
        self.assertEqual(["set"], [o["verb"] for o in self.mail()["orders"]])
        self.assertIn(("folder", work["folder"], healed["folder"]),
                      [(c["field"], c["old"], c["new"]) for c in self.mail()["orders"][0]["changes"]])

    def test_set_and_take_away(self):
        self.bring(submission(COMPLETE))
        receipt = self.work()["receipt"]
        self.order("set", receipt, "title", "../../名\u202e字\x07 很 长")
        self.assertEqual("2022/02-微视频/寨上街道总工会/%s-名字 很 长" % receipt, self.work()["folder"])
        self.order("set", receipt, "单位", "")
        self.assertEqual(("open", "unit", "asked"), (self.work()["state"], self.work()["missing"], self.mail()["state"]))
        self.order("set", receipt, "unit", "新北街道总工会")
        self.assertEqual(("complete", "filed"), (self.work()["state"], self.mail()["state"]))

    def test_refile(self):
        self.bring(submission(COMPLETE))
        work = self.work()
        self.order("refile", work["receipt"], "photo")
        moved = self.work()
        self.assertEqual(("photo", "complete"), (moved["sub_project"], moved["state"]))
        self.assertIn("寨上街道总工会/%s-田甜的直播间" % work["receipt"], moved["folder"])
        self.assertNotIn("微视频", moved["folder"])
        self.assertEqual(self.stored(moved), ["VID_20220806.mp4", "原邮件.eml"])
        self.assertFalse(os.path.exists(os.path.join(self.service.archive, "2022", "02-微视频")) and
                         os.listdir(os.path.join(self.service.archive, "2022", "02-微视频")))

    def test_accept_an_open_work(self):
        self.bring(submission(without("联系方式")))
        receipt = self.work()["receipt"]
        self.order("accept", receipt)
        self.assertEqual(("complete", "contact", "filed"), (self.work()["state"], self.work()["missing"], self.mail()["state"]))
        self.order("set", receipt, "title", "另一个名字")
        self.assertEqual("complete", self.work()["state"])
        self.refused("accept", receipt)

    def test_reject_withdraw_and_take_back(self):
        self.bring(submission(COMPLETE), submission(COMPLETE, subject="报送微视频作品二", sender="other@163.test"))
        for number, verb, state in (1, "withdraw", "withdrawn"), (2, "reject", "rejected"):
            receipt = self.work(number)["receipt"]
            self.order(verb, receipt)
            ended = self.work(number)
            self.assertEqual((state, "2022/撤回与不采用/%s-田甜的直播间" % receipt), (ended["state"], ended["folder"]))
            self.refused("set", receipt, "title", "x")
        self.assertEqual(0, self.service.ctl_json("audit")["works"])
        self.order("accept", receipt)
        self.assertEqual("complete", self.work(2)["state"])
        self.assertEqual(1, self.service.ctl_json("audit")["works"])

    def test_accept_and_ignore_mails_of_the_staff(self):
        self.bring(submission(["请问今年的截止日期是哪一天？谢谢。"], subject="咨询", files=()),
                   submission(COMPLETE, files=(("a.mp4", FILM), ("b.png", PICTURE))))
        self.assertEqual(["staff", "staff"], [self.mail(n)["state"] for n in (1, 2)])
        self.refused("accept", "1")
        self.order("ignore", "1")
        self.refused("ignore", "1")
        self.refused("ignore", "2")
        self.order("accept", "2")
        self.refused("accept", "2")
        self.assertEqual(["ignored", "filed"], [self.mail(n)["state"] for n in (1, 2)])

    def test_a_loose_file_becomes_a_work(self):
        self.bring(submission(COMPLETE, files=(("a.mp4", FILM), ("b.png", PICTURE))))
        self.refused("split", "1", "c.png")
        rest = self.mail()["folder"]
        self.assertTrue(rest)
        new = self.order("split", "1", "b.png")["changes"][0]["receipt"]
        self.assertEqual("", self.mail()["folder"])
        self.assertFalse(os.path.exists(os.path.join(self.service.archive, rest)))
        self.assertEqual(("open", "unit,name,contact,title,sub-project"), (self.work(1, 1)["state"], self.work(1, 1)["missing"]))
        self.order("refile", new, "photo")
        for label, value in ("unit", "新北街道总工会"), ("name", "李娜"), ("contact", "13802012345"), ("title", "海风"):
            self.order("set", new, label, value)
        self.assertEqual(["complete", "complete"], [self.work(1, i)["state"] for i in (0, 1)])
        self.assertEqual("staff", self.mail()["state"])
        self.order("accept", "1")
        self.assertEqual("filed", self.mail()["state"])

    def test_merge_and_split(self):
        self.bring(submission(COMPLETE, files=(("a.mp4", FILM),)),
                   submission(without("联系方式"), subject="报送微视频作品二", sender="other@163.test", files=(("a.mp4", FILM + b"c"),)))
        one, two = self.work(1)["receipt"], self.work(2)["receipt"]
        self.refused("merge", one, one)
        self.order("merge", one, two)
        self.assertEqual(["a (2).mp4", "a.mp4", "原邮件.eml"], self.stored(self.work(1)))
        self.assertEqual(("merged", self.work(1)["folder"], "filed"),
                         (self.work(2)["state"], self.work(2)["folder"], self.mail(2)["state"]))
        self.order("set", one, "title", "合起来的作品")
        self.assertEqual(self.work(1)["folder"], self.work(2)["folder"])
        self.refused("split", one, "没有.mp4")
        self.refused("split", one, "a (2).mp4", "a.mp4")
        self.order("split", one, "a (2).mp4", "--title", "另一部")
        new = self.work(1, 1)
        self.assertEqual(("complete", "另一部", ["a (2).mp4", "原邮件.eml"]), (new["state"], new["title"], self.stored(new)))
        self.assertEqual(["a.mp4", "原邮件.eml"], self.stored(self.work(1)))

    def heard(self, count, user="zhaishang@163.test"):
        if not self.at_work:
            self.service.once()
        for _ in range(400):
            mails = [raw for _, _, raw in self.stage.mailboxes.read(user)]
            if len(mails) >= count:
                break
            time.sleep(0.05)
        self.assertEqual(count, len(mails))
        return mails

    def test_tell_the_sender_only_when_asked(self):
        self.bring(submission(COMPLETE))
        receipt = self.work()["receipt"]
        self.order("refile", receipt, "photo")
        self.order("withdraw", receipt, "--say", "按来电要求撤回。<b>")
        first, notice = [parse(raw) for raw in self.heard(2)]
        self.assertEqual("【作品已撤回 编号%s】Re: 报送微视频作品" % receipt, notice["Subject"])
        self.assertEqual(first["In-Reply-To"], notice["In-Reply-To"])
        self.assertIn(first["Message-ID"], notice["References"])
        self.assertNotEqual(first["Message-ID"], notice["Message-ID"])
        for part in "plain", "html":
            text = notice.get_body((part,)).get_content()
            self.assertIn("按来电要求撤回。", text)
            self.assertIn("138****2345", text)
            self.assertNotIn("13802012345", text)
        self.assertNotIn("撤回。<b>", notice.get_body(("html",)).get_content())
        self.assertIn(("told", "", "zhaishang@163.test"),
                      [(c["field"], c["old"], c["new"]) for o in self.mail()["orders"] for c in o["changes"]])
        self.refused("send-again", "1", "--tell")

    def test_a_link_was_fetched(self):
        self.bring(submission(COMPLETE[:4] + ["链接: https://pan.baidu.com/s/1AbCdEfGhIjKlMnOpQrStU 提取码: x7k2"], files=()))
        pending = self.mail()["pending_files"]
        self.assertEqual(["pending"], [f["state"] for f in pending])
        self.refused("fetched", "1", "another.mp4")
        self.order("fetched", "1")
        self.assertEqual(["fetched"], [f["state"] for f in self.mail()["pending_files"]])
        self.refused("fetched", "1")

    def test_the_record_of_all_orders(self):
        self.bring(submission(COMPLETE))
        receipt = self.work()["receipt"]
        self.order("refile", receipt, "photo")
        self.refused("refile", receipt, "nonsense")
        self.assertEqual([("refile", "done"), ("refile", "refused")], [(o["verb"], o["state"]) for o in self.service.ctl_json("orders")])
        self.assertIn("no sub-project", self.service.ctl("orders"))

    def test_send_again(self):
        self.bring(submission(COMPLETE))
        self.stage.exim.wait_delivered()
        first = [raw for _, _, raw in self.stage.mailboxes.read("zhaishang@163.test")]
        self.order("send-again", "1")
        again = self.heard(2)
        self.assertEqual(2 * [parse(first[0])["Message-ID"]], [parse(raw)["Message-ID"] for raw in again])
        self.assertEqual([], self.stage.mailboxes.read(STAFF))


class OwnershipTest(unittest.TestCase):
    """Given by root without a service at work: nothing may belong to root afterwards, or the service could not go on."""

    def test_root_becomes_the_user_of_the_service(self):
        stage = self.enterContext(Stage())
        service = stage.service()
        stage.mailboxes.append(OFFICE, [submission(COMPLETE)])
        service.once()
        owner = pwd.getpwnam(UNPRIVILEGED)
        for folder in service.state, service.archive:
            subprocess.run(["chown", "-R", "%d:%d" % (owner.pw_uid, owner.pw_gid), folder], check=True)
        service.ctl("set", service.ctl_json("show", "1")["works"][0]["receipt"], "unit", "新北街道总工会")
        service.ctl("reprocess", "1", expect=1)
        found = {os.lstat(os.path.join(path, name)).st_uid for folder in (service.state, service.archive)
                 for path, folders, files in os.walk(folder) for name in folders + files}
        self.assertEqual({owner.pw_uid}, found)
        self.assertTrue(service.ctl_json("audit")["holds"])


class OrdersAtWorkTest(OrdersTest):
    """The same while the service runs and executes them."""
    at_work = True


if __name__ == "__main__":
    unittest.main()
