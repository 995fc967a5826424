"""Erasure: nothing of a person is left in database, archive or messages, and the sums hold all the same; a campaign's end."""
import contextlib
import os
import sqlite3
import unittest

from flow.talk import UNIT, Talk, letter, submission
from servers.scratch import wait_until
from servers.stage import CAMPAIGN, STAFF

PERSON, PHONE, TITLE = "欧阳小满", "13611112222", "小满的一天"
OTHER = "hangu@163.test"
PRIVATE = (PERSON, PHONE, OTHER, "汉沽报送")
WHY = ("--why", "本人申请删除")

# Columns of text that may say something of a person or of what a person sent: erasure empties them or deletes their rows.
EMPTIED = {
    "mail": "subject sender sender_name message_id why folder content substance", "work": "name contact folder title_key unit title", "evidence": "*",
    "statistics": "unit folder", "activity": "activity date_text participants_text", "report": "unit title folder", "file": "*", "step": "*",
    "answer": "recipient message said told token", "held": "*", "bounce": "recipient", "pending_file": "*",
    "command": "target argument value say result", "change": "old new", "parked": "unit name contact title folder", "move": "*", "shred": "*",
}
# Those that cannot, or that are what has to stay: words of ours, numbers of ours, and the orders' reasons, which people are told to
# write without names.
HARMLESS = {
    "mail": "raw state reply cause campaign", "placement": "mailbox", "cursor": "mailbox", "serial": "prefix",
    "work": "receipt campaign sub_project roster_unit missing state", "statistics": "receipt campaign roster_unit", "report": "receipt campaign roster_unit",
    "activity": "date", "answer": "kind message_id state", "pause": "said", "bounce": "message_id status", "trouble": "source reason",
    "parked": "receipt kind sub_project missing state", "command": "who why verb state", "change": "receipt field",
}


class EraseTest(Talk):
    def setUp(self):
        super().setUp()
        self.sent = submission(1), self.other(2), self.other(3, without="联系方式")
        self.tell(*self.sent)
        self.counts = self.sums()

    def other(self, number, without="-"):
        lines = ("单位：汉沽街道总工会", "姓名：" + PERSON, "联系方式：" + PHONE, "作品名称：%s%d" % (TITLE, number), "参赛项目：微视频")
        text = "\n".join(line for line in lines if not line.startswith(without))
        return letter(text, sender=OTHER, subject="汉沽报送微视频", number=number, name=PERSON, files=(("%s.mp4" % PERSON, b"\0\0\0\x18ftypmp42" + bytes(3000 + number)),))

    def sums(self):
        audit = self.service.ctl_json("audit")
        self.assertTrue(audit["holds"], audit["problems"])
        return {key: audit[key] for key in ("in", "filed", "asked", "staff", "ignored", "quarantined", "works")}

    def receipts(self, sender=OTHER):
        return [work["receipt"] for mail in self.mails() for work in self.shown(mail)["works"] if self.shown(mail)["sender"] == sender]

    def shown(self, mail):
        return self.service.ctl_json("show", str(mail["mail"]))

    def erase(self, *arguments, expect=0):
        return self.service.ctl("erase", *arguments, *WHY, "--yes", expect=expect)

    def traces(self, words=PRIVATE):
        """Where one of these words still stands, as text or in a name, in all that the service keeps."""
        found = []
        for path, folders, files in os.walk(self.service.folder):
            for name in folders + files:
                whole = os.path.join(path, name)
                if any(word in name for word in words):
                    found.append(whole)
                if os.path.isfile(whole) and not name.endswith((".yaml", "log")):
                    with open(whole, "rb") as f:
                        data = f.read()
                    found += [(whole, word) for word in words if word.encode() in data or word.encode("gb18030") in data]
        return found

    def gone(self, words=PRIVATE):
        self.service.once()  # the register page follows
        self.assertEqual([], self.traces(words))
        self.assertEqual(self.counts, self.sums())
        self.holds_and_rests()


class PersonTest(EraseTest):
    def test_by_address(self):
        self.assertTrue(self.traces())
        self.assertIn("erased", self.erase("--address", OTHER.upper()))
        self.gone()
        self.assertEqual([], self.traces((TITLE + "9",)))
        self.assertTrue(self.traces(("田甜",)), "who was not meant")
        self.assertIn("erased", self.service.ctl("explain", "2"))

    def test_by_contact_and_by_receipt(self):
        first, second = self.receipts()
        self.erase("--contact", "136-1111-2222")
        self.assertEqual(1, len([1 for mail in self.mails() if self.shown(mail)["sender"] == OTHER]))
        self.erase("--receipt", second)
        self.gone()
        self.assertNotEqual(first, second)

    def test_while_the_service_runs(self):
        daemon = self.service.start()
        wait_until(lambda: self.status()["running"], 30, "the service")
        self.erase("--address", OTHER)
        self.assertEqual(0, self.service.end(daemon))
        self.gone()

    def test_one_work_of_a_mail_with_two(self):
        text = "\n\n".join("作品名称：%s\n单位：大港街道总工会\n姓名：%s\n联系方式：%s\n参赛项目：微视频" % it for it in (("甲的作品", "甲长林", "13900000001"), ("乙的作品", "乙明月", "13900000002")))
        self.tell(letter(text, sender="dagang@163.test", number=9, files=(("甲的作品.mp4", b"\0\0\0\x18ftypmp42" + bytes(5000)), ("乙的作品.mp4", b"\0\0\0\x18ftypmp42" + bytes(6000)))))
        one, two = self.receipts("dagang@163.test")
        self.counts = self.sums()
        self.erase("--receipt", one)
        self.gone(("甲长林", "13900000001"))
        work = [it for it in self.service.ctl_json("show", two)["works"] if it["receipt"] == two][0]
        self.assertEqual((["乙明月"], ["13900000002"]), (work["name"], work["contact"]))

    def test_asks_first_and_wants_a_reason(self):
        before = self.traces()
        for arguments in (("--address", OTHER, *WHY), ("--address", OTHER, "--yes"), ("--address", "nobody@x.test", *WHY, "--yes"),
                          ("--contact", "136", *WHY, "--yes"), ("--address", OTHER, "--contact", PHONE, *WHY, "--yes")):
            self.service.ctl("erase", *arguments, expect=1)
        self.assertIn("mail 2", self.service.ctl("erase", "--address", OTHER, *WHY, "--dry-run"))
        self.assertEqual(before, self.traces())

    def test_the_same_message_met_again_is_not_kept(self):
        self.erase("--address", OTHER)
        self.tell(*self.sent)
        self.gone()

    def test_what_a_crash_left_is_finished(self):
        self.erase("--address", OTHER)
        path = os.path.join(self.service.state, "mail", "00", "00" * 32)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(PERSON)
        self.change("INSERT INTO shred VALUES ('mail', zeroblob(32))")
        self.gone()

    def test_neither_conversation_nor_order_brings_it_back(self):
        receipt = self.receipts()[1]
        self.erase("--address", OTHER)
        self.service.ctl("accept", receipt, expect=1)
        self.tell(letter("联系方式：" + PHONE, sender=OTHER, subject="Re: %s" % receipt, number=12))
        self.assertTrue(self.service.ctl_json("audit")["holds"])

    def test_backup_and_restore_know_of_it(self):
        to = self.stage.folder("backups")
        self.erase("--address", OTHER)
        self.assertEqual([], self.service.ctl_json("backup", to)["problems"])
        again = self.stage.service("restored")
        os.rmdir(again.archive)
        os.rmdir(again.state)
        again.ctl("restore", to)
        self.assertTrue(again.ctl_json("audit")["holds"])


class SchemaTest(EraseTest):
    def test_every_column_of_text_is_thought_of(self):
        """A new column makes this fail: decide whether erasure must empty it."""
        path = os.path.join(self.service.state, "xuanwangd.db")
        with contextlib.closing(sqlite3.connect(path)) as db:
            tables = [name for name, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")]
            columns = {(table, column) for table in tables for _, column, kind, *_ in db.execute("PRAGMA table_info(%s)" % table) if kind in ("TEXT", "BLOB")}
        known = {(table, column) for lists in (EMPTIED, HARMLESS) for table, names in lists.items() for column in names.split()}
        missing = {it for it in columns - known if (it[0], "*") not in known}
        self.assertEqual(set(), missing)


class CampaignTest(EraseTest):
    def setUp(self):
        super().setUp()
        with open(CAMPAIGN, encoding="utf-8") as f:
            text = f.read()
        self.campaign = os.path.join(self.service.folder, "campaign.yaml")
        with open(self.campaign, "w", encoding="utf-8") as f:
            f.write("\n".join(line for line in text.splitlines() if not line.startswith("retention")) + "\n")
        self.service.configure(campaign=self.campaign)

    def keep(self, after, what):
        with open(self.campaign, "a", encoding="utf-8") as f:
            f.write("retention: {after: %s, keep: %s}\n" % (after, what))

    def retention(self, *arguments, expect=0):
        return self.service.ctl("retention", *arguments, expect=expect)

    def test_without_a_day_nothing_goes(self):
        self.assertIn("does not say", self.retention("--list"))
        self.retention("--apply", "--yes", expect=1)

    def test_before_its_day(self):
        self.keep("2999-12-31", "register")
        self.assertIn("2999-12-31", self.retention("--list"))
        self.assertEqual("", self.retention("--notify"))
        self.retention("--apply", "--yes", expect=1)
        self.assertTrue(self.traces())

    def test_the_list_goes_to_the_staff_once_a_month(self):
        self.keep("2023-12-31", "register")
        self.assertIn("1 staff", self.retention("--notify"))
        self.assertIn("0 staff", self.retention("--notify"))
        self.service.once()
        said = [raw for raw in self.heard(STAFF) if "xuanwangctl retention --apply".encode() in raw or b"base64" in raw]
        self.assertEqual(1, len(said))
        self.assertTrue(self.traces())

    def test_register_stays(self):
        self.keep("2023-12-31", "register")
        listed = self.retention("--list")
        self.assertIn("3 封邮件", listed)
        for receipt in self.receipts():
            self.assertIn(receipt, listed)
        self.retention("--apply", expect=1)
        self.assertIn("3 mails erased", self.retention("--apply", "--yes"))
        self.gone((PERSON, PHONE, OTHER, "田甜 ", "13802012345", UNIT))
        self.assertTrue(self.traces((TITLE,)))
        self.assertIn("0 封邮件", self.retention("--list"))
        self.assertEqual("", self.retention("--notify"))
        self.assertEqual([], [name for _, _, names in os.walk(os.path.join(self.service.state, "mail")) for name in names])

    def test_counts_alone_stay(self):
        self.keep("2023-12-31", "counts")
        self.retention("--apply", "--yes")
        self.gone((PERSON, PHONE, OTHER, TITLE, "汉沽街道总工会"))


if __name__ == "__main__":
    unittest.main()
