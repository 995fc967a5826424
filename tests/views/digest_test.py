"""The staff's daily mail: its numbers are those of audit and of the attached workbook, and it can be read on every screen."""
import io
import os
import re
import tempfile
import unittest

import openpyxl

from servers.evidence import parse
from servers.stage import STAFF
from views import expect
from views.browser import DESKTOP, TELEPHONE, Browser
from views.store import DAY, HOSTILE, NOW, Store

PICTURES = os.environ.get("XW_PICTURES")  # a folder, to look at what is seen here
DATE = "2022-08-25"


class DigestTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = cls.enterClassContext(tempfile.TemporaryDirectory(prefix="views-"))
        cls.store = Store(os.path.join(cls.folder, "service"))
        cls.store.fill(300)
        cls.store.fill_ends()
        with cls.store.database() as db:
            cls.store.work(db, cls.store.mail(db, "asked", at=NOW - 3600), "", "某单位", "张三", "13800000001", "未定类别", [], "sub-project")
        cls.text = cls.store.ctl("digest", "--print", "--date", DATE)
        cls.store.ctl("digest", "--send", "--date", DATE)
        with cls.store.database() as db:
            cls.raw, cls.recipient = db.execute("SELECT message, recipient FROM answer WHERE kind = 'digest'").fetchone()
        cls.mail = parse(cls.raw)
        cls.attachment = next(cls.mail.iter_attachments())
        cls.book = openpyxl.load_workbook(io.BytesIO(cls.attachment.get_content()))

    def number(self, pattern):
        found = re.search(pattern, self.text)
        self.assertTrue(found, pattern)
        return int(found.group(1).replace(",", ""))

    def overview(self):
        return {row[0]: (row[1], row[2]) for row in self.book["总览"].iter_rows(min_row=3, values_only=True)}

    def test_law_is_that_of_audit_and_workbook(self):
        status, overview = self.store.ctl_json("status"), self.overview()
        for pattern, key, chinese in ((r"累计来信(\d+) = ", "in", "来信"), (r"已登记(\d+)", "filed", "其中：已登记"), (r"待补充(\d+)", "asked", "其中：待补充"),
                                      (r"\+ 等人处理(\d+)", "staff", "其中：等人处理"), (r"不需处理(\d+)", "ignored", "其中：不需处理"),
                                      (r"隔离(\d+)(?: \+|\n)", "quarantined", "其中：隔离")):
            self.assertEqual((status[key], status[key]), (self.number(pattern), overview[chinese][1]), chinese)
        audit = self.store.ctl_json("audit", expect=1)  # this archive holds no contents
        self.assertEqual(status["in"], audit["in"])
        self.assertEqual(status["works"], audit["works"])
        for key, chinese in (("withdrawn", "已撤回"), ("rejected", "未采用")):
            self.assertGreater(audit[key], 0)
            self.assertEqual((audit[key], audit[key]), (self.number(chinese + r"(\d+)件"), overview["另有：" + chinese][1]), chinese)

    def test_intake_is_that_of_the_workbook(self):
        overview = self.overview()
        intake = dict(re.findall(r"^  (\S+?)：(\d+ / \d+)$", self.text, re.M))
        projects = self.book.sheetnames[1:len(self.store.projects) + 2]
        self.assertEqual("类别待定", projects[-1])
        for name in projects:
            self.assertEqual("%d / %d" % overview[name], intake[name], name)
            self.assertEqual(overview[name][1], self.book[name].max_row - 2, name)
        self.assertEqual("%d / %d" % overview["作品合计"], intake["合计"])
        self.assertEqual(self.store.ctl_json("status")["works"], overview["作品合计"][1])
        with self.store.database() as db:
            today, = db.execute("SELECT count(*) FROM work JOIN mail ON mail.id = work.mail WHERE arrived >= ?", (self.end_of_day() - DAY,)).fetchone()
        self.assertEqual(today, overview["作品合计"][0])

    @staticmethod
    def end_of_day():
        return NOW - NOW % DAY + 16 * 3600 - 1  # 23:59:59 in the campaign's zone

    def test_targets_are_those_of_the_workbook(self):
        rows = list(self.book["目标进度"].iter_rows(min_row=3, max_row=8, values_only=True))
        told = re.findall(r"^  (\S+（\S+?）)：([\d,]+) / ([\d,]+)（", self.text, re.M)
        self.assertEqual([(r[1], r[2]) for r in rows], [(int(a.replace(",", "")), int(b.replace(",", ""))) for _, a, b in told])
        self.assertEqual([r[0] for r in rows[:5]], [name for name, _, _ in told][:5])

    def test_questions_are_those_of_the_workbook(self):
        kinds = [row[0] for row in self.book["待办事项"].iter_rows(min_row=3, values_only=True)]
        for kind, pattern in (("等人处理", r"等人处理的邮件：(\d+)"), ("被隔离", r"被隔离的邮件.*?：(\d+)"), ("等对方补充", r"等对方补充的作品：(\d+)")):
            self.assertEqual(kinds.count(kind), self.number(pattern), kind)

    def test_what_waits_says_how_long_and_what_settles_it(self):
        waiting = self.text[self.text.index("■ 等人处理的邮件"):self.text.index("■ 被隔离")]
        days = [int(d) for d in re.findall(r"已(\d+)天", waiting)]
        self.assertEqual(sorted(days, reverse=True), days)
        self.assertEqual(5, waiting.count("→ xuanwangctl ignore "))
        self.assertEqual(5, self.text.count("→ xuanwangctl reprocess "))
        self.assertRegex(self.text, r"→ 看链接：xuanwangctl show \d+；下载后：xuanwangctl fetched 22-\d{4}-\d\n")
        self.assertRegex(self.text, r"→ xuanwangctl set 22-\d{4}-\d contact …")
        commands = [row[6] for row in self.book["待办事项"].iter_rows(min_row=3, values_only=True)]
        self.assertRegex(commands[-1], r"xuanwangctl refile 22-\d{4}-\d …")

    def test_units_and_the_draft_of_a_reminder(self):
        with self.store.database() as db:
            tables = {r[0] for r in db.execute("SELECT DISTINCT roster_unit FROM statistics")}
            works = {r[0] for r in db.execute("SELECT DISTINCT roster_unit FROM work")}
        silent = [n for u, n in self.store.units if u not in tables | works]
        without = [n for u, n in self.store.units if u in works - tables]
        self.assertIn("已报统计表的单位（%d）" % len(tables), self.text)
        self.assertIn("尚无任何报送的单位（%d）" % len(silent), self.text)
        draft = self.text[self.text.index("催报通知草稿"):]
        self.assertIn("%d个单位" % (len(silent) + len(without)), draft)
        for name in silent + without:
            self.assertIn(name, draft)
        self.assertRegex(draft, r"统计表报送截止8月30日（还有5天）")

    def test_attachment(self):
        self.assertEqual(STAFF, self.recipient)
        self.assertEqual("multipart/mixed", self.mail.get_content_type())
        self.assertEqual("网聚职工正能量-20220825.xlsx", self.attachment.get_filename())
        self.assertRegex(self.raw, rb"filename\*(0\*)?=(?i:utf-8)''%E7")
        self.assertEqual("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", self.attachment.get_content_type())
        self.assertEqual(self.text.split("\n\n", 1)[1].split(), self.mail.get_body(("plain",)).get_content().split())
        self.assertTrue(all(len(line) <= 998 for line in self.raw.split(b"\r\n")))

    def test_a_quiet_day_is_one_line_without_workbook(self):
        store = Store(os.path.join(self.folder, "quiet"))
        text = store.ctl("digest", "--print")
        self.assertIn("今日没有新邮件", text)
        self.assertLess(len(text.splitlines()), 9)
        store.ctl("digest", "--send")
        with store.database() as db:
            self.assertEqual([], list(parse(db.execute("SELECT message FROM answer").fetchone()[0]).iter_attachments()))

    def test_without_the_workbook_where_so_configured(self):
        store = Store(os.path.join(self.folder, "bare"))
        store.fill(3)
        with open(store.config, "a", encoding="utf-8") as f:
            f.write('digest: {"workbook": no}\n')
        store.ctl("digest", "--send")
        with store.database() as db:
            self.assertEqual([], list(parse(db.execute("SELECT message FROM answer").fetchone()[0]).iter_attachments()))


class LookTest(unittest.TestCase):
    def setUp(self):
        self.folder = self.enterContext(tempfile.TemporaryDirectory(prefix="views-"))
        self.browser = self.enterContext(Browser())

    def show(self, name, store, size):
        page = store.ctl("digest", "--print", "--format", "html", "--date", DATE)
        path = os.path.join(self.folder, name + ".html")
        with open(path, "w", encoding="utf-8") as f:
            f.write(page)
        self.browser.open("file://" + path, size)
        self.assertEqual([], self.browser.complaints(), name)
        self.assertFalse(self.browser.too_wide(), name + ": too wide")
        if PICTURES:
            self.browser.picture(os.path.join(PICTURES, "%s-%d.png" % (name, size[0])), whole=True)
        return page

    def test_any_number_of_works_at_both_widths(self):
        for count in (0, 10, 1000):
            store = Store(os.path.join(self.folder, "count-%d" % count))
            if count:
                store.fill(count)
            for size in (DESKTOP, TELEPHONE):
                self.show("digest-%d" % count, store, size)
                bars = self.browser.run("[...document.querySelectorAll('td[height=\"10\"]')].length")
                self.assertEqual(count > 0, bars > 6)

    def test_needs_come_first(self):
        store = Store(os.path.join(self.folder, "first"))
        store.fill(200, waiting=3)
        self.show("digest-first", store, TELEPHONE)
        self.assertLess(self.browser.run("[...document.querySelectorAll('b')].find((b) => b.textContent.startsWith('等人处理')).getBoundingClientRect().bottom"), TELEPHONE[1])

    def test_hostile_values_are_only_shown(self):
        store = Store(os.path.join(self.folder, "hostile"))
        store.fill_hostile()
        with store.database() as db:
            for value in HOSTILE:
                store.work(db, store.mail(db, "asked"), store.projects[0], value, value, "", value, [], "contact")
        for size in (DESKTOP, TELEPHONE):
            page = self.show("digest-hostile", store, size)
            self.assertFalse([c for c in page if expect.is_dangerous(c)])
            self.assertEqual(0, self.browser.run("document.querySelectorAll('script, img, [onerror]').length"))
            self.assertNotEqual("owned", self.browser.run("document.title"))


if __name__ == "__main__":
    unittest.main()
