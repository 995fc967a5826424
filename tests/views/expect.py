"""What must stand in every view, computed once more from the database: in other words than the program's."""
import collections
import datetime
import unicodedata

ZONE = datetime.timezone(datetime.timedelta(hours=8))
CELL_CHARACTERS = 1000
HIDDEN = [(0xAD, 0xAD), (0x61C, 0x61C), (0x115F, 0x1160), (0x180E, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F),
          (0x3164, 0x3164), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0xE0000, 0xE0FFF)]
REORDERING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def is_dangerous(c):
    """Whether a character hides, reorders or breaks what stands beside it."""
    return unicodedata.bidirectional(c) in REORDERING or (unicodedata.category(c) in ("Cc", "Cf") and c != "\n")


def shown(text, most=CELL_CHARACTERS):
    kept = "".join(c for c in text if not any(a <= ord(c) <= b for a, b in HIDDEN))
    line = " ".join("".join(" " if ord(c) <= 0x20 or 0x7F <= ord(c) <= 0xA0 or c in "\u2028\u2029" else c for c in kept).split(" ")).strip()
    line = " ".join(piece for piece in line.split(" ") if piece)
    return line if len(line) <= most else line[:most - 1] + "…"


def value(text):
    """Several persons or numbers stand one a line in the database."""
    return "、".join(s for s in map(shown, text.split("\n")) if s)


def moment(epoch):
    return datetime.datetime.fromtimestamp(epoch, ZONE).strftime("%Y-%m-%d %H:%M")


Work = collections.namedtuple("Work", "receipt project unit name contact title files received missing state late folder")


def works(db, campaign, states=("complete", "open")):
    files = collections.defaultdict(list)
    for row in db.execute("SELECT folder, stored FROM file ORDER BY folder, stored"):
        files[row["folder"]].append(row["stored"])
    return [Work(r["receipt"], r["sub_project"], value(r["unit"]), value(r["name"]), value(r["contact"]), value(r["title"]), files[r["folder"]],
                 r["internal_date"], r["missing"], r["state"], bool(r["late"]), r["folder"])
            for r in db.execute("SELECT work.*, internal_date FROM work JOIN mail ON mail.id = work.mail WHERE work.campaign = ? ORDER BY work.id", (campaign,))
            if r["state"] in states]


ENDED = {"withdrawn": "已撤回", "rejected": "未采用"}
STATES = {"complete": "齐全", "open": "待补充", **ENDED}


LABELS = (("unit", "单位"), ("name", "姓名"), ("contact", "联系方式"), ("title", "作品名称"), ("sub-project", "作品类别"), ("files", "作品文件"))


def remark(work):
    lacks = [chinese for label, chinese in LABELS if work.state == "open" and label in work.missing.split(",")]
    return "；".join((["缺：" + "、".join(lacks)] if lacks else []) + (["逾期"] if work.late else []))
