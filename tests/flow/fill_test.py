"""Every question that the labelled mails lead to is answered by a machine that fills in our form: all works must heal, whether the
form is typed anew above the quotation or filled in within it, in every mail program's manner. What wants files besides is healed in
forgotten_test."""
import json
import os
import re
import unittest

from flow.clients import CLIENTS, answer
from servers.evidence import parse, reading
from servers.stage import CASES, OFFICE, ROOT, Stage

FOLDERS = (CASES, os.path.join(ROOT, "tests", "cases"))
WANTS_FILES = "mail IN (SELECT mail FROM work WHERE missing LIKE '%files%')"
VALUES = {"单位": "寨上街道总工会", "姓名": "田甜", "联系方式": "13802012345", "作品类别": "微视频"}


def questions_due():
    """The raw mails that a careful reader answers with a question."""
    for folder in FOLDERS:
        for name in sorted(os.listdir(folder)):
            expected = os.path.join(folder, name, "expect.json")
            if not os.path.exists(expected):
                continue
            with open(expected, encoding="utf-8") as f:
                if json.load(f)["reply"] != "correct":
                    continue
            with open(os.path.join(folder, name, "mail.eml"), "rb") as f:
                yield f.read()


def form_of(question):
    """{receipt: {label: what a machine writes}}, from the lines of our form."""
    plain = parse(question).get_body(("plain",)).get_content().replace("\r\n", "\n")
    blocks = re.findall(r"^编号：([\d-]+).*\n((?:\S+：\n)+)", plain, re.M)
    return {receipt: {line[:-1]: VALUES.get(line[:-1], "补正作品" + receipt) for line in lines.split()} for receipt, lines in blocks}


class FillTest(unittest.TestCase):
    def ask(self):
        stage = self.enterContext(Stage())
        service = stage.service()
        stage.mailboxes.append(OFFICE, list(questions_due()))
        service.once()
        with reading(service.state) as db:
            asked = [tuple(row) for row in db.execute("SELECT recipient, message FROM answer WHERE kind = 'correct' AND NOT %s ORDER BY id" % WANTS_FILES)]
        self.assertGreater(len(asked), 40)
        return stage, service, [(to, message, form_of(message)) for to, message in asked]

    def heal(self, make):
        stage, service, asked = self.ask()
        waiting = [receipt for _, _, form in asked for receipt in form]
        self.assertEqual(sorted(waiting), self.open_works(service))
        clients = list(CLIENTS)
        stage.mailboxes.append(OFFICE, [make(message, form, clients[i % len(clients)], to, i)
                                        for i, (to, message, form) in enumerate(asked) if form])
        service.once()
        self.assertEqual([], self.open_works(service))
        self.assertTrue(service.ctl_json("audit")["holds"])
        with reading(service.state) as db:
            last = [tuple(row) for row in db.execute("SELECT state, cause, why FROM mail WHERE id > ?", (len(list(questions_due())),))]
        self.assertEqual([], [row for row in last if row[0] != "filed"])

    def open_works(self, service):
        with reading(service.state) as db:
            return sorted(row[0] for row in db.execute("SELECT receipt FROM work WHERE state = 'open' AND NOT %s" % WANTS_FILES))

    def test_typed_above_the_quotation(self):
        self.heal(lambda message, form, client, to, number: answer(
            message, "\n\n".join("编号：%s\n%s" % (receipt, "\n".join("%s：%s" % pair for pair in labels.items()))
                                 for receipt, labels in form.items()), client, to, number=number))

    def test_filled_in_within_the_quotation(self):
        self.heal(lambda message, form, client, to, number: answer(message, "已填写。", client, to, number=number, filled=form))


if __name__ == "__main__":
    unittest.main()
