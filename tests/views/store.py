"""A database and an archive as the service would leave them, made without it: any number of works, and hostile ones."""
import contextlib
import glob
import hashlib
import json
import os
import random
import re
import sqlite3

from servers.stage import CAMPAIGN, ROOT, STAFF, ctl

DAY = 86400
NOW = 1661414400  # 2022-08-25 16:00 in the campaign's zone
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明"
WORDS = ("我们的车间", "劳动者之歌", "最美职工", "港口晨光", "青春在岗位", "网上新风", "一线的坚守", "海河岸边", "匠心", "平凡的一天")
KINDS = {"song": "mp3", "video": "mp4", "photo": "jpg", "reading": "mp4"}
HOSTILE = ("<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">", "</script><b>&amp;&lt;",
           "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1,1)", "\u202egnp.exe\u202c\u200f", "'\"`${1}{{7*7}}", "题" * 3400, "长" * 200,
           "甲\t乙\r\n丙", "\x01\x1b[31m红", "\ufeff\u200b空", "javascript:alert(1)", "<!--<script>", "]]>", "{unit}/../../etc")


def campaign_ids():
    """(campaign, [sub-project ids], [(unit id, name)]): read without a YAML library, from the shapes of the shipped file."""
    with open(CAMPAIGN, encoding="utf-8") as f:
        text = f.read()
    projects = re.search(r"(?ms)^sub_projects:\n(.*?)^\S", text).group(1)
    units = re.search(r"(?ms)^units:\n(.*?)^\S", text).group(1)
    return (re.search(r"(?m)^id: *\"?([^\"\s]+)", text).group(1), re.findall(r"\bid: *([\w-]+)", projects),
            [(i, n.strip('"')) for i, n in re.findall(r"id: ([\w-]+),.*?name: (\"[^\"]*\"|[^,]*),", units)])


class Store:
    def __init__(self, folder, campaign=CAMPAIGN):
        self.folder = folder
        self.state, self.archive = os.path.join(folder, "state"), os.path.join(folder, "archive")
        self.config = os.path.join(folder, "xuanwangd.yaml")
        self.campaign, self.projects, self.units = campaign_ids()
        self.random = random.Random(7)
        self.mails = self.serial = 0
        for path in ("state/spool", "state/mail", "archive/.content"):
            os.makedirs(os.path.join(folder, path))
        with open(os.path.join(self.state, "token.key"), "wb") as f:
            f.write(bytes(32))
        server = {"host": "localhost", "port": 9, "user": "office@example.org"}
        with open(self.config, "w", encoding="utf-8") as f:
            for key, value in {"account": {"address": "office@example.org", "display_name": "组委会"}, "imap": server, "smtp": server,
                               "storage": {"state": self.state, "archive": self.archive}, "campaign": campaign,
                               "staff": [STAFF]}.items():
                f.write("%s: %s\n" % (key, json.dumps(value, ensure_ascii=False)))
        self.migrate()

    @contextlib.contextmanager
    def database(self):
        with contextlib.closing(sqlite3.connect(os.path.join(self.state, "xuanwangd.db"))) as db:
            db.row_factory = sqlite3.Row
            yield db
            db.commit()

    def migrate(self):
        files = sorted(glob.glob(os.path.join(ROOT, "schema", "[0-9][0-9][0-9]-*.sql")))
        with self.database() as db:
            db.execute("PRAGMA journal_mode = WAL")
            for name in files:
                with open(name, encoding="utf-8") as f:
                    db.executescript(f.read())
            db.execute("PRAGMA user_version = %d" % len(files))

    # --- what units sent ---

    def mail(self, db, state="filed", cause="", at=None, subject="报送", sender_name="某单位工会"):
        self.mails += 1
        at = NOW - self.random.randrange(20 * DAY) if at is None else at
        raw = hashlib.sha256(b"%d" % self.mails).digest()
        db.execute("INSERT INTO mail (id, raw, size, internal_date, arrived, settled, state, reply, cause, subject, sender, sender_name, campaign) "
                   "VALUES (?, ?, 10, ?, ?, ?, ?, 'none', ?, ?, 'a@example.org', ?, ?)",
                   (self.mails, raw, at, at, at, state, cause, subject, sender_name, self.campaign))
        return self.mails

    def receipt(self):
        self.serial += 1
        return "22-%04d-%d" % (self.serial, self.serial % 9)

    def work(self, db, mail, project, unit, name, contact, title, files=(), missing="", late=0, roster=None):
        receipt = self.receipt()
        folder = "%s/%s/%s" % (self.campaign, project or "待补充", receipt)
        db.execute("INSERT INTO work (mail, receipt, campaign, sub_project, unit, roster_unit, name, contact, title, missing, state, late, folder) "
                   "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                   (mail, receipt, self.campaign, project, unit, roster or "", name, contact, title, missing, "open" if missing else "complete", late, folder))
        for stored, kind, content in files:
            self.file(db, mail, folder, stored, kind, content)
        return receipt

    def file(self, db, mail, folder, stored, kind, content):
        digest = hashlib.sha256(content if content is not None else stored.encode()).digest()
        db.execute("INSERT INTO file (mail, folder, stored, name, type, size, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
                   (mail, folder, stored, stored, kind, len(content) if content is not None else 3000000, digest))
        if content is None:
            return
        os.makedirs(os.path.join(self.archive, folder), exist_ok=True)
        with open(os.path.join(self.archive, folder, stored), "wb") as f:
            f.write(content)

    def end(self, db, receipt, state):
        db.execute("UPDATE work SET state = ? WHERE receipt = ?", (state, receipt))

    def link(self, db, mail, receipt, name, size=0, expires=0, state="pending", provider="百度网盘", code="x7k2"):
        db.execute("INSERT INTO pending_file (mail, work, provider, name, size, code, url, expiry, expires, state, finished) "
                   "VALUES (?, (SELECT id FROM work WHERE receipt = ?), ?, ?, ?, ?, 'https://pan.example/s/1secret', ?, ?, ?, ?)",
                   (mail, receipt, provider, name, size, code, "date" if expires else "unknown", expires, state, None if state == "pending" else NOW))

    def person(self):
        r = self.random
        return r.choice(SURNAMES) + "".join(r.choice(GIVEN) for _ in range(r.choice((1, 2))))

    def fill(self, count, waiting=5):
        """So many works, one or a few a mail, with what else a campaign brings."""
        r = self.random
        with self.database() as db:
            left = count
            while left > 0:
                some = min(left, r.choice((1, 1, 1, 2, 4)))
                left -= some
                self.fill_mail(db, some)
            for i in range(waiting):
                self.mail(db, "staff", "nothing-to-file", NOW - i * DAY, "请问可以报几幅？")
                self.mail(db, "quarantined", "deadline", NOW - i * DAY)
            for unit, name in self.units[::3]:
                self.statistics(db, unit, name, r.randrange(1, 6))

    def fill_ends(self):
        """Works that came to an end, and links in place of files."""
        with self.database() as db:
            for i, (receipt, mail) in enumerate(db.execute("SELECT receipt, mail FROM work WHERE state = 'complete' ORDER BY id LIMIT 40").fetchall()):
                if i % 10 == 3:
                    self.end(db, receipt, ("withdrawn", "rejected")[i // 10 % 2])
                elif i % 10 == 5:
                    self.link(db, mail, receipt, "成片%d.mp4" % i, 900 << 20, 4000000000 if i == 15 else NOW + (i - 12) * DAY // 4, ("pending", "fetched")[i // 20])
            self.link(db, self.mail(db), None, "", code="")

    def fill_mail(self, db, some):
        r = self.random
        lacks = r.random() < 0.1
        mail = self.mail(db, "asked" if lacks else "filed")
        unit, name = r.choice(self.units)
        roster = unit if r.random() < 0.9 else None
        for _ in range(some):
            project = r.choice(self.projects)
            stem = r.choice(WORDS) + str(r.randrange(1000))
            kind = KINDS.get(project, "docx")
            self.work(db, mail, project, name if roster else name + "第三车间", self.person(), "" if lacks else "138%08d" % r.randrange(10 ** 8), stem,
                      [("%s.%s" % (stem, kind), "application/octet-stream", None)], "contact" if lacks else "", int(r.random() < 0.05), roster)

    def statistics(self, db, unit, name, activities):
        mail, receipt = self.mail(db), self.receipt()
        db.execute("INSERT INTO statistics (mail, receipt, campaign, unit, roster_unit, activities, participants, blank, late, folder) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, ?)",
                   (mail, receipt, self.campaign, name, unit, activities, activities * 40, "%s/统计表/%s" % (self.campaign, receipt)))
        table = db.execute("SELECT last_insert_rowid()").fetchone()[0]
        for i in range(activities):
            db.execute("INSERT INTO activity VALUES (?, ?, '宣讲', '2022-08-01', '8月1日', 40, '40', 2, 5, 1, 900)", (table, i))

    def fill_hostile(self):
        with self.database() as db:
            for i, value in enumerate(HOSTILE):
                mail = self.mail(db, ("filed", "staff", "quarantined")[i % 3], "", NOW - i * DAY, value, value)
                name = "%s%d.jpg" % (re.sub(r"[^\w=+@'<>& -]", "_", value)[:60].strip(), i)
                receipt = self.work(db, mail, self.projects[i % len(self.projects)], value, value, value, value, [(name, "image/jpeg", b"x")])
                self.link(db, mail, receipt, value, 1, NOW + i * DAY, "pending", value, value)

    # --- the program ---

    def ctl(self, *arguments, expect=0):
        return ctl(arguments[0], "--config", self.config, *arguments[1:], expect=expect)

    def ctl_json(self, *arguments, expect=0):
        return json.loads(self.ctl(*arguments, "--json", expect=expect))
