"""The register page in Chromium: load, search, filter, sort, open, print; few works, many, and hostile ones."""
import json
import os
import re
import struct
import subprocess
import tempfile
import unittest
import zlib

from views import expect
from views.browser import DESKTOP, TELEPHONE, Browser
from views.store import HOSTILE, Store

PICTURES = os.environ.get("XW_PICTURES")  # a folder, to look at what is seen here


def png(width, height, color):
    """A real picture, made by hand."""
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    rows = b"".join(b"\0" + bytes(color) * width for _ in range(height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class PageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = cls.enterClassContext(tempfile.TemporaryDirectory(prefix="views-"))
        cls.browser = cls.enterClassContext(Browser())

    def make(self, name, count, more=None):
        store = Store(os.path.join(self.folder, name))
        store.fill(count)
        if more:
            more(store)
        store.ctl("register")
        with store.database() as db:
            self.works = expect.works(db, store.campaign)
            self.ended = expect.works(db, store.campaign, expect.ENDED)
        return store

    def open(self, store, size=DESKTOP):
        self.browser.open("file://" + os.path.join(store.archive, "index.html"), size)
        self.browser.settle()

    def count(self):
        return self.browser.run("document.getElementById('count').textContent")

    def cells(self, column):
        """The texts of one column, from above, of the rows that exist."""
        return self.browser.run("[...document.querySelectorAll('#rows .row > span:nth-child(%d)')].map((s) => s.textContent)" % column)

    def enter(self, field, value):
        self.browser.run("(() => { const f = document.getElementById('%s'); f.value = %s; f.dispatchEvent(new Event('input', { bubbles: true })); })()"
                         % (field, json.dumps(value)))
        self.browser.settle()

    def look(self, name):
        if PICTURES:
            self.browser.picture(os.path.join(PICTURES, name + ".png"))

    def check_harmless(self, what):
        self.assertEqual([], self.browser.complaints(), what)
        self.assertFalse(self.browser.too_wide(), what + ": too wide")

    def test_any_number_of_works_at_both_widths(self):
        for count in (0, 10, 1000):
            store = self.make("count-%d" % count, count)
            for size in (DESKTOP, TELEPHONE):
                name = "register-%d-%d" % (count, size[0])
                self.open(store, size)
                self.assertEqual("共%d件" % count, self.count())
                self.assertEqual(count == 0, self.browser.run("!document.getElementById('empty').hidden"))
                self.check_harmless(name)
                shown = self.browser.run("document.querySelectorAll('#rows .row').length")
                self.assertTrue(min(count, 7) <= shown <= min(count, 40), "%s: %d rows" % (name, shown))
                self.look(name)
                self.scroll_to_the_end(count)

    def scroll_to_the_end(self, count):
        self.browser.run("scrollTo(0, document.documentElement.scrollHeight)")
        self.browser.settle()
        if count:
            self.assertEqual(self.works[-1].receipt, self.cells(2)[-1])

    def test_search_filter_sort(self):
        store = self.make("find", 400)
        self.open(store)
        wanted = self.works[123]
        self.enter("search", wanted.receipt)
        self.assertEqual([wanted.receipt], self.cells(2))
        self.enter("search", "%s  %s" % (wanted.name, wanted.title.upper()))
        self.assertIn(wanted.receipt, self.cells(2))
        self.enter("search", "这件作品没有")
        self.assertEqual("0 / 400件", self.count())
        self.browser.run("document.getElementById('reset').click()")
        self.browser.settle()
        self.assertEqual("共400件", self.count())

        project = store.projects.index(wanted.project)
        self.enter("project", str(project))
        same = [w for w in self.works if w.project == wanted.project]
        self.assertEqual("%d / 400件" % len(same), self.count())
        self.enter("state", "open")
        self.assertEqual("%d / 400件" % len([w for w in same if w.state == "open"]), self.count())
        self.enter("project", "")
        self.enter("state", "late")
        self.assertEqual("%d / 400件" % len([w for w in self.works if w.late]), self.count())
        self.enter("state", "")
        with store.database() as db:
            unit, n = db.execute("SELECT roster_unit, count(*) FROM work WHERE roster_unit <> '' GROUP BY 1").fetchone()
        self.enter("unit", str([u for u, _ in store.units].index(unit)))
        self.assertEqual("%d / 400件" % n, self.count())
        self.enter("unit", "")

        for key, column, value in (("title", 4, lambda w: w.title), ("received", 8, lambda w: expect.moment(w.received)), ("receipt", 2, lambda w: w.receipt)):
            self.browser.run("document.querySelector('[data-sort=%s]').click()" % key)
            self.browser.settle()
            up = self.cells(column)[:10]
            self.browser.run("document.querySelector('[data-sort=%s]').click()" % key)
            self.browser.settle()
            down = self.cells(column)[:10]
            self.assertNotEqual(up, down, key)
            if key != "title":  # Chinese is sorted by pinyin, which only the browser knows here
                values = sorted(value(w) for w in self.works)
                self.assertEqual({tuple(values[:10]), tuple(values[::-1][:10])}, {tuple(up), tuple(down)}, key)

    def test_works_that_ended_and_links(self):
        store = self.make("ends", 60, Store.fill_ends)
        self.open(store)
        self.assertEqual("共56件", self.count())
        self.assertIn("另有1个链接文件", self.browser.run("document.getElementById('about').textContent"))
        for state in expect.ENDED:
            self.enter("state", state)
            some = [w.receipt for w in self.ended if w.state == state]
            self.assertEqual((some, "%d件" % len(some)), (self.cells(2), self.count()))
        self.enter("state", "all")
        self.assertEqual("60件", self.count())
        self.enter("state", "links")
        with store.database() as db:
            waiting = [r[0] for r in db.execute("SELECT receipt FROM work JOIN pending_file ON work = work.id WHERE pending_file.state = 'pending' ORDER BY receipt")]
        self.assertEqual((waiting, "%d / 56件" % len(waiting)), (self.cells(2), self.count()))
        self.browser.run("document.querySelector('#rows .title').click()")
        self.browser.settle()
        self.assertRegex(self.browser.run("document.getElementById('detail-body').textContent"), r"待下载成片5\.mp4 百度网盘，900\.0 MB，2022-08-\d\d \d\d:\d\d 到期，有提取码")
        self.check_harmless("detail of a link")
        self.look("register-link")
        with open(os.path.join(store.archive, "index.html"), encoding="utf-8") as f:
            page = f.read()
        self.assertNotIn("x7k2", page)
        self.assertNotIn("1secret", page)

    def test_files_open(self):
        def add(store):
            with store.database() as db:
                store.work(db, store.mail(db), "photo", "某单位", "张三", "13812345678", "港口 #1 50%?.jpg的照片",
                           [("图 #1 50%&?.png", "image/png", png(300, 200, (180, 38, 30))), ("说明.html", "text/html", b"<script>document.title='owned'</script>")])
        store = self.make("open", 3, add)
        self.open(store)
        work = self.works[-1]
        self.enter("search", work.receipt)
        self.browser.wait("document.querySelector('#rows img')?.naturalWidth === 300")
        self.browser.run("document.querySelector('#rows .title').click()")
        self.browser.wait("document.getElementById('detail').open")
        text = self.browser.run("document.getElementById('detail').innerText")
        for part in (work.title, "某单位", "张三", "138****5678", "图 #1 50%&?.png"):
            self.assertIn(part, text)
        self.assertNotIn("13812345678", self.browser.run("document.documentElement.outerHTML"))
        self.browser.wait("document.querySelector('#detail img')?.naturalWidth === 300")
        self.look("register-detail")
        links = self.browser.run("[...document.querySelectorAll('#detail li span a')].map((a) => [a.textContent, a.href, a.hasAttribute('download'), a.rel])")
        self.assertEqual([("图 #1 50%&?.png", False), ("说明.html", True)], [(t, d) for t, _, d, _ in links])
        self.assertTrue(all("noopener" in rel for *_, rel in links))
        self.browser.run("document.getElementById('close').click()")
        self.browser.open(links[0][1])
        self.assertEqual(300, self.browser.run("document.images[0].naturalWidth"))

    def test_print_view_holds_all_rows(self):
        store = self.make("print", 60)
        self.open(store)
        path = os.path.join(PICTURES or self.folder, "register-print.pdf")
        self.browser.paper(path)
        text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, stdout=subprocess.PIPE).stdout.decode()
        for work in self.works:
            self.assertIn(work.receipt, text)
        self.assertNotIn("全部类别", text)
        self.browser.wait("document.querySelectorAll('#rows .row').length < 40")

    def test_hostile_values_are_only_shown(self):
        store = self.make("hostile", 5, Store.fill_hostile)
        with open(os.path.join(store.archive, "index.html"), encoding="utf-8") as f:
            page = f.read()
        self.assertEqual(2, len(re.findall(r"(?i)</script", page)))
        self.assertFalse([c for c in page if expect.is_dangerous(c)])
        for size in (DESKTOP, TELEPHONE):
            self.open(store, size)
            self.assertEqual("共%d件" % (5 + len(HOSTILE)), self.count())
            self.enter("search", self.works[5].receipt)
            self.look("register-hostile-%d" % size[0])
            for work in self.works[5:]:
                self.enter("search", work.receipt)
                self.assertEqual([work.title or "（未命名）"], self.cells(4))
                self.browser.run("document.querySelector('#rows .title').click()")
                self.browser.settle()
                self.check_harmless(repr(work.title[:30]))
                self.browser.run("document.getElementById('close').click()")
            self.assertNotEqual("owned", self.browser.run("document.title"))
            self.assertEqual(0, self.browser.run("document.querySelectorAll('main script, dialog script, [onerror]').length"))

    def test_twenty_thousand_works(self):
        store = self.make("many", 20000)
        self.open(store)
        self.assertEqual("共20000件", self.count())
        self.enter("search", self.works[19999].receipt)
        self.assertEqual([self.works[19999].receipt], self.cells(2))
        self.enter("search", "")
        self.scroll_to_the_end(20000)
        self.assertLess(self.browser.run("document.querySelectorAll('*').length"), 1500)


if __name__ == "__main__":
    unittest.main()
