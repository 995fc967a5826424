"""The workbook, opened by openpyxl and by LibreOffice, compared cell by cell with the database."""
import csv
import glob
import json
import os
import subprocess
import tempfile
import unittest
import zipfile

import openpyxl

from views import expect
from views.store import HOSTILE, Store

HEADS = ["序号", "单位", "姓名", "联系方式", "作品名称", "文件", "收到时间", "编号", "备注"]
FILES_MOST = 20


def expected_rows(works):
    rows = []
    for i, w in enumerate(works, 1):
        files = "\n".join(w.files[:FILES_MOST]) + ("\n……共%d个文件" % len(w.files) if len(w.files) > FILES_MOST else "")
        rows.append([str(i), w.unit, w.name, w.contact, w.title, files, expect.moment(w.received), w.receipt, expect.remark(w)])
    return rows


def read_cell(cell):
    if cell.value is None:
        return ""
    if cell.is_date:
        return cell.value.strftime("%Y-%m-%d %H:%M")
    return str(cell.value)


class WorkbookTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = cls.enterClassContext(tempfile.TemporaryDirectory(prefix="views-"))
        cls.store = Store(os.path.join(cls.folder, "service"))
        cls.store.fill(300)
        cls.store.fill_ends()
        cls.store.fill_hostile()
        with cls.store.database() as db:
            mail = cls.store.mail(db)
            cls.store.work(db, mail, "", "某单位", "张三\n李四\n", "13800000001\n022-65309739", "未定类别的作品",
                           [("%02d.jpg" % i, "image/jpeg", None) for i in range(25)], "sub-project")
        cls.path = os.path.join(cls.folder, "register.xlsx")
        cls.store.ctl("export", "register", "--format", "xlsx", "--to", cls.path)
        cls.book = openpyxl.load_workbook(cls.path)
        with cls.store.database() as db:
            cls.works = expect.works(db, cls.store.campaign)
            cls.ended = expect.works(db, cls.store.campaign, expect.ENDED)

    def sheets_of_works(self):
        """[(sheet, the works that must stand in it)]"""
        by_project = [[w for w in self.works if w.project == p] for p in self.store.projects + [""]]
        return list(zip(self.book.worksheets[1:1 + len(by_project)], by_project))

    def column(self, name, key, value):
        """{key cell: value cell} of a sheet, by the names of its columns."""
        rows = list(self.book[name].iter_rows(min_row=2, values_only=True))
        k, v = rows[0].index(key), rows[0].index(value)
        return {row[k]: row[v] for row in rows[1:]}

    def test_every_cell_of_works(self):
        total = 0
        for sheet, works in self.sheets_of_works():
            rows = [[read_cell(c) for c in row] for row in sheet.iter_rows(min_row=2)]
            self.assertEqual(HEADS, rows[0], sheet.title)
            self.assertEqual(expected_rows(works), rows[1:], sheet.title)
            total += len(works)
        self.assertEqual(len(self.works), total)

    def test_works_that_ended_stand_in_a_sheet_of_their_own(self):
        rows = [[read_cell(c) for c in row] for row in self.book["撤回和未采用"].iter_rows(min_row=3)]
        self.assertTrue(self.ended)
        self.assertEqual([w.receipt for w in self.ended], [row[7] for row in rows])
        for row, w in zip(rows, self.ended):
            self.assertEqual([w.unit, w.name, w.contact, w.title], row[1:5])
            self.assertTrue(row[8].startswith(expect.ENDED[w.state]), row)
        overview, audit = self.column("总览", "项目", "累计"), self.store.ctl_json("audit", expect=1)
        for state, chinese in expect.ENDED.items():
            self.assertEqual(audit[state], overview["另有：" + chinese], chinese)
            self.assertEqual(audit[state], len([w for w in self.ended if w.state == state]))

    def test_links_say_where_and_until_when_but_do_not_hold_the_link(self):
        with self.store.database() as db:
            links = db.execute("SELECT pending_file.*, receipt FROM pending_file JOIN work ON work.id = work ORDER BY pending_file.id").fetchall()
        rows = [[read_cell(c) for c in row] for row in self.book["链接文件"].iter_rows(min_row=3)]
        hostile = [r for r in links if r["code"] != "x7k2"]
        links = links[:-len(hostile)]
        rows, loose, others = rows[:len(links)], rows[len(links)], rows[len(links) + 1:]
        self.assertTrue(links)
        self.assertEqual(["", "", "未写明", ""], [loose[i] for i in (4, 6, 7, 8)])
        self.assertRegex(loose[9], "xuanwangctl fetched %s$" % loose[1][1:])
        self.assertEqual([[expect.value(v)] * 3 for v in HOSTILE], [[row[4], row[5], row[8]] for row in others])
        self.assertEqual([(r["receipt"], r["name"], "900.0 MB", expect.moment(r["expires"]), "x7k2") for r in links],
                         [(row[1], row[4], row[6], row[7], row[8]) for row in rows])
        self.assertEqual({"待下载", "已过期", "已下载"}, {row[0] for row in rows})
        self.assertEqual([r["state"] == "pending" for r in links], ["xuanwangctl fetched " + r["receipt"] in row[9] for r, row in zip(links, rows)])
        with zipfile.ZipFile(self.path) as z:
            self.assertFalse([n for n in z.namelist() if b"1secret" in z.read(n)])

    def test_libreoffice_reads_the_same(self):
        out = os.path.join(self.folder, "csv")
        subprocess.run(["soffice", "-env:UserInstallation=file://%s/profile" % self.folder, "--headless", "--convert-to",
                        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", "--outdir", out, self.path],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)
        for sheet, works in self.sheets_of_works():
            name = glob.escape(os.path.join(out, "register-%s" % sheet.title)) + ".csv"
            with open(glob.glob(name)[0], encoding="utf-8", newline="") as f:
                rows = list(csv.reader(f))
            for row in rows[2:]:
                row[6] = row[6][:len("2022-08-26 15:40")]  # it adds the seconds
            self.assertEqual(HEADS, rows[1], sheet.title)
            self.assertEqual(expected_rows(works), rows[2:], sheet.title)

    def test_nothing_is_or_becomes_a_formula(self):
        for sheet in self.book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    self.assertNotEqual("f", cell.data_type, "%s %s" % (sheet.title, cell.coordinate))
                    if isinstance(cell.value, str):
                        self.assertEqual("@", cell.number_format, "%s %s" % (sheet.title, cell.coordinate))
                        self.assertFalse([c for c in cell.value if expect.is_dangerous(c)], cell.value)
        with zipfile.ZipFile(self.path) as z:
            for name in z.namelist():
                if name.startswith("xl/worksheets/sheet"):
                    self.assertNotIn(b"<f>", z.read(name), name)
            self.assertFalse([n for n in z.namelist() if "external" in n.lower() or "vba" in n.lower()])

    def test_telephone_numbers_are_text(self):
        sheet, _ = self.sheets_of_works()[0]
        numbers = [row[3] for row in sheet.iter_rows(min_row=3) if row[3].value and str(row[3].value).isdigit()]
        self.assertTrue(numbers)
        self.assertTrue(all(isinstance(cell.value, str) for cell in numbers))

    def test_form(self):
        for sheet, works in self.sheets_of_works():
            self.assertEqual("A3", sheet.freeze_panes)
            if works:
                self.assertEqual("A2:I%d" % (len(works) + 2), sheet.auto_filter.ref)
            self.assertEqual("Microsoft YaHei", sheet["B2"].font.name)
            longest = max([len(w.unit) for w in works if len(w.unit) < 16] or [4])
            self.assertGreaterEqual(sheet.column_dimensions["B"].width, 2 * longest)
        with zipfile.ZipFile(self.path) as z:
            self.assertEqual(2, len([n for n in z.namelist() if n.startswith("xl/charts/chart")]))

    def test_units_add_up(self):
        sheet = self.book["各单位统计"]
        rows = list(sheet.iter_rows(min_row=2, values_only=True))
        body, total = rows[1:-1], rows[-1]
        self.assertEqual("合计", total[1])
        for i in range(2, len(rows[0])):
            self.assertEqual(sum(row[i] for row in body), total[i], rows[0][i])
        self.assertEqual(len(self.works), total[rows[0].index("作品合计")])
        with self.store.database() as db:
            for unit, name in self.store.units:
                row = next(r for r in body if r[1] == name)
                n, = db.execute("SELECT count(*) FROM work WHERE roster_unit = ? AND state IN ('complete', 'open')", (unit,)).fetchone()
                self.assertEqual(n, row[rows[0].index("作品合计")], name)
                n, = db.execute("SELECT coalesce(sum(activities), 0) FROM statistics WHERE roster_unit = ?", (unit,)).fetchone()
                self.assertEqual(n, row[rows[0].index("活动场次")], name)

    def test_numbers_are_those_of_audit_and_digest(self):
        overview = self.column("总览", "项目", "累计")
        status = self.store.ctl_json("status")
        for chinese, key in (("来信", "in"), ("作品合计", "works"), ("统计表", "statistics"), ("活动信息", "reports"), ("其中：已登记", "filed"),
                             ("其中：待补充", "asked"), ("其中：等人处理", "staff"), ("其中：不需处理", "ignored"), ("其中：隔离", "quarantined")):
            self.assertEqual(status[key], overview[chinese], chinese)

    def test_open_questions(self):
        with self.store.database() as db:
            waiting, = db.execute("SELECT count(*) FROM mail WHERE state IN ('staff', 'quarantined')").fetchone()
            open_works, = db.execute("SELECT count(*) FROM work JOIN mail ON mail.id = work.mail WHERE work.state = 'open' AND mail.state = 'asked'").fetchone()
        rows = list(self.book["待办事项"].iter_rows(min_row=3, values_only=True))
        self.assertEqual(waiting + open_works, len(rows))


class TableTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = cls.enterClassContext(tempfile.TemporaryDirectory(prefix="views-"))
        cls.store = Store(os.path.join(cls.folder, "service"))
        cls.store.fill(50)
        cls.store.fill_hostile()
        with cls.store.database() as db:
            cls.store.end(db, "22-0007-7", "withdrawn")
            cls.store.end(db, "22-0011-2", "rejected")
            cls.works = expect.works(db, cls.store.campaign) + expect.works(db, cls.store.campaign, expect.ENDED)

    def test_csv(self):
        text = self.store.ctl("export", "register", "--format", "csv")
        self.assertTrue(text.startswith("\ufeff"))
        rows = list(csv.reader(text[1:].splitlines()))
        self.assertEqual(len(self.works) + 1, len(rows))
        for work, row in zip(self.works, rows[1:]):
            for got in row:
                self.assertNotIn(got[:1], tuple("=+-@\t\r"), got)
            self.assertEqual([work.unit, work.name, work.contact, work.title], [c[1:] if c[:1] == "'" and c[1:2] in "=+-@" else c for c in row[2:6]])
            self.assertEqual((work.receipt, expect.STATES[work.state]), (row[8], row[9]))

    def test_json(self):
        rows = json.loads(self.store.ctl("export", "register", "--format", "json"))
        self.assertEqual([(w.receipt, w.state, w.project, w.unit, w.title, w.files) for w in self.works],
                         [(r["receipt"], r["state"], r["sub_project"], r["unit"], r["title"], [f["stored"] for f in r["files"]]) for r in rows])

    def test_errors_name_what_is_allowed(self):
        for arguments in (("register", "--format", "doc"), ("register",), ("register", "--format", "xlsx"), ("everything", "--format", "csv")):
            self.store.ctl("export", *arguments, expect=1)

    def test_an_empty_register(self):
        empty = Store(os.path.join(self.folder, "empty"))
        path = os.path.join(self.folder, "empty.xlsx")
        empty.ctl("export", "register", "--format", "xlsx", "--to", path)
        self.assertEqual("总览", openpyxl.load_workbook(path).worksheets[0].title)
        self.assertEqual([], json.loads(empty.ctl("export", "register", "--format", "json")))


assert len(HOSTILE) > 10

if __name__ == "__main__":
    unittest.main()
