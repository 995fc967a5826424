"""Every shipped mail, once through the whole service: fetched over verified TLS, filed, answered, counted, and left in
peace by every later run."""
import email.utils
import json
import os
import re
import unittest
from concurrent.futures import ThreadPoolExecutor

from servers.evidence import database, leaves, one_line, parse, sha256, tree
from servers.stage import CASES, OFFICE, STAFF, Stage, corpus, ctl

STATES = ("filed", "asked", "staff", "ignored", "quarantined")
ANSWERED = ("acknowledge", "correct")
FLAG = "$Settled"


def inspect(case):
    return json.loads(ctl("inspect", "--json", os.path.join(CASES, case, "mail.eml")))


class Snapshot:
    """Everything that a later run must leave as it is."""

    def __init__(self, stage, service):
        stage.exim.wait_delivered()
        self.archive = tree(service.archive)
        self.database = database(service.state)
        self.mailboxes = stage.mailboxes.read_all()
        self.list = service.ctl_json("list")
        self.audit = service.ctl_json("audit")

    def answers(self):
        """[(mailbox, raw)]"""
        return [(user, raw) for user, mails in self.mailboxes.items() if user not in (OFFICE, STAFF) for raw in mails]


class CorpusTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stage = cls.enterClassContext(Stage())
        cls.cases = corpus()
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            cls.expected = dict(zip([name for name, _ in cls.cases], pool.map(inspect, [name for name, _ in cls.cases])))
        cls.stage.mailboxes.append(OFFICE, [raw for _, raw in cls.cases])
        cls.service = cls.stage.service(settled={"flag": FLAG})
        cls.service.once()
        cls.first = Snapshot(cls.stage, cls.service)
        cls.service.once()
        cls.second = Snapshot(cls.stage, cls.service)
        cls.service.ctl("digest", "--send")
        cls.service.once()
        cls.third = Snapshot(cls.stage, cls.service)
        cls.stage.mailboxes.change_uidvalidity(OFFICE)
        cls.service.once()
        cls.moved = Snapshot(cls.stage, cls.service)

    def test_each_mail_has_one_end_state(self):
        listed = self.first.list
        self.assertEqual(len(self.cases), len(listed))
        self.assertEqual(len(self.cases), len({entry["mail"] for entry in listed}))
        self.assertLessEqual({entry["state"] for entry in listed}, set(STATES))

    def test_audit_holds(self):
        audit = self.first.audit
        self.assertEqual([], audit["problems"])
        self.assertTrue(audit["holds"])
        self.assertEqual(len(self.cases), audit["in"])
        self.assertEqual(audit["in"], sum(audit[state] for state in STATES))
        for state in STATES:
            self.assertEqual(audit[state], sum(entry["state"] == state for entry in self.first.list), state)

    def test_every_command_of_the_digest_can_be_given(self):
        text = self.service.ctl("digest", "--print")
        commands = re.findall(r"→ xuanwangctl (\S+) (\S+)$", text, re.M)
        self.assertGreater(len(commands), 5)
        for verb, target in commands:
            self.service.ctl(verb, target, *(("--dry-run",) if verb != "show" else ()))
        # Of an answer that came back there is nothing to settle: somebody telephones.
        self.assertNotIn("→ xuanwangctl show", text.split("■ 被退回的回信")[0])

    def test_answers_exactly_where_due(self):
        due = sorted(message_id(raw) for name, raw in self.cases if self.expected[name]["reply"] in ANSWERED)
        got = sorted(one_line(parse(raw)["In-Reply-To"]) for _, raw in self.first.answers())
        self.assertEqual(due, got)

    def test_answers_reach_their_senders(self):
        sender = {message_id(raw): sender_of(raw) for _, raw in self.cases}
        for user, raw in self.first.answers():
            self.assertEqual(sender[one_line(parse(raw)["In-Reply-To"])].lower(), user)

    def test_answers_have_right_headers(self):
        seen = set()
        for user, raw in self.first.answers():
            with self.subTest(user):
                m = parse(raw)
                self.assertEqual("auto-replied", one_line(m["Auto-Submitted"]))
                self.assertIn(one_line(m["In-Reply-To"]), one_line(m["References"]).split())
                self.assertNotIn(one_line(m["Message-ID"]), seen)
                seen.add(one_line(m["Message-ID"]))
                self.assertEqual(OFFICE, email.utils.parseaddr(str(m["From"]))[1])
                self.assertEqual(user, email.utils.parseaddr(str(m["To"]))[1].lower())
                self.assertIsNotNone(m["Date"].datetime)
                self.check_alternative(m)

    def check_alternative(self, m):
        self.assertEqual("multipart/alternative", m.get_content_type())
        parts = list(m.iter_parts())
        self.assertEqual(["text/plain", "text/html"], [part.get_content_type() for part in parts])
        for part in parts:
            self.assertEqual("utf-8", part.get_content_charset())
            self.assertTrue(part.get_payload(decode=True).decode("utf-8").strip())
        self.assertEqual([], m.defects)

    def test_second_run_changes_nothing(self):
        self.assertEqual(self.first.archive, self.second.archive)
        self.assertEqual(self.first.database, self.second.database)
        self.assertEqual(self.first.mailboxes, self.second.mailboxes)

    def test_new_uidvalidity_files_nothing_twice(self):
        self.assertEqual(self.third.archive, self.moved.archive)
        self.assertEqual(self.third.list, self.moved.list)
        self.assertEqual(self.third.answers(), self.moved.answers())
        self.assertTrue(self.moved.audit["holds"])

    def test_works_lie_in_the_archive_byte_for_byte(self):
        archived, checked = set(self.first.archive.values()), 0
        for name, raw in self.cases:
            parts = {part["name"]: part["sha256"] for part in self.expected[name]["parts"] if part.get("name")}
            decoded = leaves(raw)
            for work in self.expected[name]["works"]:
                for file in work.get("files") or ():
                    if file in parts:
                        with self.subTest(name, file=file):
                            self.assertIn(parts[file], archived)
                            self.assertIn(parts[file], decoded)
                            checked += 1
        self.assertGreater(checked, 50)

    def test_raw_mails_are_kept(self):
        kept = set(self.first.archive.values()) | set(tree(self.service.state).values())
        for name, raw in self.cases:
            self.assertIn(sha256(raw), kept, name)

    def test_settled_mails_are_flagged(self):
        mails = self.stage.mailboxes.read(OFFICE)
        self.assertEqual(len(self.cases), sum(FLAG.encode() in flags for _, flags, _ in mails))

    def test_digest_agrees_with_audit(self):
        digests = self.third.mailboxes.get(STAFF, [])
        self.assertEqual(1, len(digests))
        m = parse(digests[0])
        self.assertEqual("multipart/mixed", m.get_content_type())
        alternative, workbook = m.iter_parts()
        self.check_alternative(alternative)
        self.assertTrue(workbook.get_filename().endswith(".xlsx"))
        self.assertEqual("auto-generated", one_line(m["Auto-Submitted"]))
        law = [self.third.audit[key] for key in ("in", *STATES)]
        text = m.get_body(("plain",)).get_content()
        self.assertTrue(any([int(n) for n in re.findall(r"\d+", line)] == law for line in text.splitlines()),
                        "no line with the numbers %r in the digest:\n%s" % (law, text))


def message_id(raw):
    return one_line(email.message_from_bytes(raw)["Message-ID"])


def sender_of(raw):
    m = email.message_from_bytes(raw)
    return email.utils.parseaddr(str(m["Reply-To"] or m["From"]))[1]


if __name__ == "__main__":
    unittest.main()
