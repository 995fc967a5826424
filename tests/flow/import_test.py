"""Mails out of files: .eml, mbox, Maildir and folders of them come in as from the mailbox, once, and answered only when asked."""
import mailbox
import os
import unittest

from flow.dialogue_test import COMPLETE, UNIT, submission, without
from servers.evidence import database, tree
from servers.stage import OFFICE, Stage

LATE = 1672502400  # 2023, when the files were written


def received(mail, when="Sat, 06 Aug 2022 10:00:00 +0800"):
    return b"Received: from mx.163.test by mx.sina.test; " + when.encode() + b"\n" + mail.replace(b"\r\n", b"\n")


def mails(count):
    return [received(submission(COMPLETE if n % 2 else without("姓名"), subject="报送微视频作品 %d" % n, sender="u%d@163.test" % n))
            for n in range(count)]


class ImportTest(unittest.TestCase):
    def setUp(self):
        self.stage = self.enterContext(Stage())
        self.service = self.stage.service()
        self.service.once()  # makes the folders
        self.files = self.stage.folder("export")

    def write(self, name, data):
        path = os.path.join(self.files, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(data)
        os.utime(path, (LATE, LATE))
        return path

    def take(self, *paths, expect=0):
        return self.service.ctl_json("import", *paths, expect=expect)

    def holds(self, count):
        audit = self.service.ctl_json("audit")
        self.assertEqual(([], count, 0), (audit["problems"], audit["in"], audit["waiting"]))
        listed = self.service.ctl_json("list")
        self.assertEqual(count, len({mail["mail"] for mail in listed}))
        return listed

    def test_files_and_folders(self):
        for n, mail in enumerate(mails(4)):
            self.write("%d/%d.eml" % (n % 2, n), mail)
        self.write("notes.txt", b"Dear colleague: no mail\n")
        done = self.take(self.files)
        self.assertEqual((4, 4, 0, 0), (done["read"], done["new"], done["known"], done["passed_over"]))
        self.assertEqual(["asked", "asked", "filed", "filed"], [mail["state"] for mail in self.holds(4)])
        self.service.once()
        self.assertEqual({}, {user: m for user, m in self.stage.mailboxes.read_all(but=(OFFICE,)).items() if m})
        work = self.service.ctl_json("show", "3")["works"][0]
        self.assertFalse(work["late"])  # by the message's own Received field
        self.assertEqual(["import"], [o["verb"] for o in self.service.ctl_json("show", "3")["orders"]])
        before = tree(self.service.archive)
        self.assertEqual((4, 0, 4), tuple(self.take(self.files)[k] for k in ("read", "new", "known")))
        self.holds(4)
        self.assertEqual(before, tree(self.service.archive))

    def test_mbox_and_maildir_and_mailbox_hold_the_same(self):
        raw = mails(5)
        raw[1] = raw[1].replace(b"\n\n", b"\n\nFrom here on\n\n", 1)
        box = mailbox.mbox(os.path.join(self.files, "Inbox"), create=True)
        maildir = mailbox.Maildir(os.path.join(self.files, "maildir"), create=True)
        for mail in raw:
            message = mailbox.mboxMessage(mail)
            message.set_from("u@163.test", True)
            box.add(message)
            maildir.add(mail)
        box.flush()
        box.close()
        done = self.take(os.path.join(self.files, "maildir"))
        self.assertEqual((5, 5), (done["read"], done["new"]))
        self.holds(5)
        self.stage.mailboxes.append(OFFICE, [mail.replace(b"\n", b"\r\n") for mail in raw])
        self.service.once()
        self.holds(5)
        done = self.take(os.path.join(self.files, "Inbox"))  # where "From here on" is quoted
        self.assertEqual((5, 0, 5), (done["read"], done["new"], done["known"]))
        self.assertEqual(["asked", "filed"] * 2 + ["asked"], [mail["state"] for mail in self.holds(5)])

    def test_an_mbox_of_another_making(self):
        one, two = mails(2)
        one += b"\nFrom here on it is text.\nFrom a@b, too\n"
        box = b"From - Sat Aug 06 10:00:00 2022\n" + one + b"\nFrom u1@163.test Sat Aug  6 10:01:00 2022 +0800\n" + two + b"\n"
        done = self.take(self.write("Sent.mbox", box.replace(b"\n", b"\r\n")))
        self.assertEqual((2, 2), (done["read"], done["new"]))
        done = self.take(self.write("again/one.eml", one), self.write("again/two.eml", two))
        self.assertEqual((2, 0), (done["read"], done["new"]))
        self.holds(2)

    def test_answers_only_when_asked(self):
        path = self.write("one.eml", received(submission(COMPLETE)))
        self.service.ctl("import", "--answer", path)
        self.holds(1)
        self.service.once()
        self.stage.exim.wait_delivered()
        self.assertEqual(1, len(self.stage.mailboxes.read(UNIT)))

    def test_while_the_service_runs(self):
        child = self.service.start()
        for n, mail in enumerate(mails(120)):
            self.write("%03d.eml" % n, mail)
        done = self.take(self.files)
        self.assertEqual((120, 120), (done["read"], done["new"]))
        self.assertEqual(0, self.service.end(child))
        self.service.once()
        self.holds(120)

    def test_what_is_no_mail_is_told(self):
        bad = self.write("bad.eml", b"\0\1\2 no header\n")
        self.assertEqual(1, self.take(bad, expect=1)["passed_over"])
        self.service.ctl("import", os.path.join(self.files, "absent"), expect=1)
        before = database(self.service.state)
        self.write("empty.eml", b"")
        self.assertEqual(2, self.take(self.files, expect=1)["passed_over"])
        self.assertEqual(before, database(self.service.state))

    def test_a_large_one(self):
        film = bytes(range(256)) * (30 << 12)
        path = self.write("large.eml", received(submission(COMPLETE, files=(("长片.mp4", b"\0\0\0\x18ftypmp42" + film),))))
        self.assertEqual(1, self.take(path)["new"])
        self.assertEqual("filed", self.holds(1)[0]["state"])


if __name__ == "__main__":
    unittest.main()
