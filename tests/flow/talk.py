"""What the dialogues of these tests have in common: mails that come, answers that went, and what must hold after each."""
import contextlib
import os
import sqlite3
import unittest
from email.message import EmailMessage
from email.utils import formatdate

from servers.evidence import database, parse, tree
from servers.stage import OFFICE, Stage

CAMPAIGN_DAY = 1659751200  # 6 August 2022
UNIT = "zhaishang@163.test"
COMPLETE = ("单位：寨上街道总工会", "姓名：田甜", "联系方式：13802012345", "作品名称：田甜的直播间", "参赛项目：微视频")


def letter(text, sender=UNIT, subject="报送微视频作品", number=1, files=(), **fields):
    """A mail; `fields` are further header fields, _ standing for -; one that is None is left out."""
    mail = EmailMessage()
    mail["From"] = "%s <%s>" % (fields.pop("name", "寨上街道总工会"), sender)
    mail["To"] = OFFICE
    mail["Subject"] = subject
    mail["Date"] = formatdate(CAMPAIGN_DAY + 60 * number)
    mail["Message-ID"] = fields.pop("message_id", "<letter.%d.%s>" % (number, sender))
    for name, value in fields.items():
        if value is not None:
            mail[name.replace("_", "-")] = value
    mail.set_content(text + "\n")
    for name, data in files:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def film(salt=b""):
    return b"\0\0\0\x18ftypmp42" + salt + bytes(4000)


def submission(number=1, title="田甜的直播间", without="-", **options):
    lines = [line for line in COMPLETE if not line.startswith(without)]
    text = "\n".join(lines).replace("田甜的直播间", title)
    return letter(text, number=number, files=(("VID_%04d.mp4" % number, film(b"%d" % number)),), **options)


class Talk(unittest.TestCase):
    settings = {}

    def setUp(self):
        self.stage = self.enterContext(Stage())
        self.service = self.stage.service(**self.settings)

    def tell(self, *mails):
        self.stage.mailboxes.append(OFFICE, mails)
        return self.service.once()

    def heard(self, user=UNIT):
        self.stage.exim.wait_delivered()
        return [raw for _, _, raw in self.stage.mailboxes.read(user)]

    def subjects(self, user=UNIT):
        return [parse(raw)["Subject"] for raw in self.heard(user)]

    def mails(self):
        return self.service.ctl_json("list")

    def states(self):
        return [mail["state"] for mail in self.mails()]

    def works(self):
        return [work for mail in self.mails() for work in self.service.ctl_json("show", str(mail["mail"]))["works"]]

    def status(self):
        return self.service.ctl_json("status")

    def change(self, statement, *values):
        """Time that passes: moments in the database are moved into the past."""
        name, = [n for n in os.listdir(self.service.state) if n.endswith(".db")]
        with contextlib.closing(sqlite3.connect(os.path.join(self.service.state, name))) as connection, connection:
            connection.execute(statement, values)

    def holds_and_rests(self):
        """Nothing is lost, nothing waits, and a further run changes nothing."""
        self.assertTrue(self.service.ctl_json("audit")["holds"])
        self.assertEqual(0, self.status()["waiting"])
        before = tree(self.service.archive), database(self.service.state), self.answers()
        self.service.once()
        self.assertEqual(before, (tree(self.service.archive), database(self.service.state), self.answers()))

    def answers(self):
        self.stage.exim.wait_delivered()
        return self.stage.mailboxes.read_all(but=(OFFICE,))
