"""The few words in which mails/*.py tell what a mail says and what is expected of it."""
from datetime import datetime, timedelta

from files import Grid, archive, csvfile, doc, docx, f, logo, pdf, rtf, txt, xls, xlsx  # noqa: F401
from wire import CHINA, STYLES, File, compose

NO = "\0not given"      # the mail does not give this label
BAD = "\0unusable"      # given, but no one could use it: missing, the value is not compared
ANY = None              # not compared
OURS = ("", "xuanwangbu@sina.com")
CASES = []


class Case:
    def __init__(self, slug, style, letter, raw, expect):
        self.slug, self.style, self.letter, self.raw, self.expect = slug, style, letter, raw, expect


def work(sub_project, unit, name, contact, title, *files):
    given = {"unit": unit, "name": name, "contact": contact, "title": title}
    out = {"sub_project": sub_project}
    for key, value in given.items():
        value = "" if value == NO else None if value == BAD else value
        if key in ("name", "contact") and value is not None:
            value = value if isinstance(value, list) else [value] if value else []
        out[key] = value
    out["files"] = list(files)
    out["missing"] = [k for k, v in given.items() if v in (NO, BAD)]
    return out


def table(unit, *rows):
    """one statistics table; rows: (activity, date, participants)"""
    return {"unit": unit, "activities": len(rows), "participants": sum(r[2] for r in rows),
            "rows": [{"activity": a, "date": d, "participants": p} for a, d, p in rows]}


def report(unit, title):
    return {"unit": unit, "title": title}


def moment(slug, when):
    if when:
        return datetime.strptime(when, "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)
    n = int(slug[:3])
    return datetime(2022, 7, 12, 8, 5, 11, tzinfo=CHINA) + timedelta(days=n * 11 % 48, minutes=n * 37 % 560)


def received(sender, date, seed):
    n = sum(seed.encode())
    return ("Received", ("from %s (unknown [118.%d.%d.9])\r\n\tby sina.com (172.16.97.35) with ESMTP;\r\n\t%s"
                         % (sender[1].rsplit("@", 1)[-1], n % 200 + 11, n % 97 + 3, date.strftime("%a, %d %b %Y %H:%M:%S +0800"))).encode())


def mail(slug, about, client, sender, subject, text=None, *, rich=None, files=(), works=(), tables=(), reports=(), reply=None,
         when=None, to=None, headers=(), raw=None, **habits):
    """One case. reply left out: `correct` where a work lacks something or no one can tell its sub-project, else `acknowledge`."""
    if reply is None:
        if not (works or tables or reports):
            raise SystemExit(slug + ": which reply?")
        reply = "correct" if any(w["missing"] or w["sub_project"] == "unknown" for w in works) else "acknowledge"
    date = moment(slug, when)
    letter = {"sender": sender, "to": to or [OURS], "subject": subject, "date": date, "text": text, "rich": rich, "files": list(files),
              "headers": [received(sender, date, slug)] + list(headers)}
    expect = {"about": about, "reply": reply, "works": list(works), "statistics": list(tables), "reports": list(reports)}
    CASES.append(Case(slug, STYLES[client].but(**habits), letter, raw, expect))


def attached_mail(slug, client, sender, subject, text, *files, name=None, when=None):
    """a whole message to attach inside another one"""
    letter = {"sender": sender, "to": [("", "clerk@example.cn")], "subject": subject, "date": moment(slug, when), "text": text, "files": files}
    return File(name, compose(letter, STYLES[client], slug + "/inner"), "message/rfc822")
