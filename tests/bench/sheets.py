#!/usr/bin/python3
"""Rows a second and peak memory of `xuanwangctl read` on a 10,000 x 12 workbook as xlsx and xls, beside xlsx2csv and openpyxl on the
same file in the same run; once more on a workbook ten times as long, to see that memory does not grow with rows; and how
fast a mail with an attachment of 50 MB is read.

usage: sheets.py [XUANWANGCTL]   (needs python3-openpyxl, xlsx2csv, libreoffice-calc)

Time is that of the clock and of the processor, best of three. Memory is the largest number of distinct pages over all processes (ours
are three: xuanwangctl, the parser that it starts, the jailed child): a page that several of them share counts once, and what else
runs on the machine changes nothing. Private is what nobody else shares: what goes away when they end. To see pages wants root.

Exit 1: not four times as fast as either, or memory that grows with rows. More than half of the others' memory is said, and is
no failure: most of it are libraries for formats that the file is not of.
"""
import base64
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zipfile

COLUMNS, ROWS, TIMES = 12, 10_000, 3
ATTACHMENT = 50 << 20
PAGE, FRAME = 4096, (1 << 55) - 1
OPENPYXL = ("import openpyxl,sys\nfor s in openpyxl.load_workbook(sys.argv[1],read_only=True):\n"
            " for r in s.iter_rows(values_only=True): pass")
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def cell(row, column, shared):
    at = f'r="{chr(65 + column)}{row + 1}"'
    if column % 3 == 0:
        return f'<c {at} t="s"><v>{shared[(row * 7 + column) % len(shared)]}</v></c>'
    if column % 3 == 1:
        return f'<c {at}><v>{13800000000 + row * column}</v></c>'
    return f'<c {at} s="1"><v>{44562 + (row + column) % 365}</v></c>'


def make(path, rows):
    words = [f"新北街道总工会第{n}分会" for n in range(500)]
    order = list(range(len(words)))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
                   'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
                   f'ContentType="{TYPE}sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}worksheet+xml"/>'
                   f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}styles+xml"/><Override PartName="/xl/sharedStrings.xml" '
                   f'ContentType="{TYPE}sharedStrings+xml"/></Types>')
        z.writestr("_rels/.rels", f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="a" '
                   f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        z.writestr("xl/workbook.xml", f'{HEAD}<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets><sheet name="统计表" '
                   'sheetId="1" r:id="a"/></sheets></workbook>')
        z.writestr("xl/_rels/workbook.xml.rels", f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">' + "".join(
            f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{target}"/>' for i, kind, target in
            (("a", "worksheet", "worksheets/sheet1.xml"), ("b", "styles", "styles.xml"),
             ("c", "sharedStrings", "sharedStrings.xml"))) + "</Relationships>")
        z.writestr("xl/styles.xml", f'{HEAD}<styleSheet xmlns="{SHEET}"><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>'
                   '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/>'
                   '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>')
        z.writestr("xl/sharedStrings.xml", f'{HEAD}<sst xmlns="{SHEET}">' + "".join(f"<si><t>{w}</t></si>" for w in words) + "</sst>")
        with z.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f'{HEAD}<worksheet xmlns="{SHEET}"><sheetData>'.encode())
            for row in range(rows):
                cells = "".join(cell(row, column, order) for column in range(COLUMNS))
                sheet.write(f'<row r="{row + 1}">{cells}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")


def pages_of(pid):
    """The numbers of the frames of memory that a process has (the kernel's admin-guide/mm/pagemap)."""
    frames = set()
    with open(f"/proc/{pid}/maps", encoding="utf-8", errors="replace") as maps, open(f"/proc/{pid}/pagemap", "rb", buffering=0) as pagemap:
        for line in maps:
            first, end = (int(address, 16) for address in line.split()[0].split("-"))
            if first >> 47:
                continue  # the kernel's own
            pagemap.seek(first // PAGE * 8)
            entries = pagemap.read((end - first) // PAGE * 8)
            frames.update(e & FRAME for (e,) in struct.iter_unpack("<Q", entries) if e >> 63)
    return frames


def private_of(pid):
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii", errors="replace") as rollup:
        return sum(int(line.split()[1]) for line in rollup if line.startswith("Private_"))


def tree_memory(pid):
    """KiB of a process and its descendants now: all, and what is private."""
    frames, private, todo = set(), 0, [pid]
    while todo:
        p = todo.pop()
        try:
            with open(f"/proc/{p}/task/{p}/children", encoding="ascii") as children:
                todo += map(int, children.read().split())
            frames |= pages_of(p)
            private += private_of(p)
        except OSError:
            continue
    return len(frames) * PAGE // 1024, private


def start(words):
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.execvp(words[0], words)
    return pid


def timed(words):
    """Seconds by the clock and of the processor."""
    begin = time.monotonic()
    _, status, used = os.wait4(start(words), 0)
    if status:
        sys.exit(f"{words[0]} failed")
    return time.monotonic() - begin, used.ru_utime + used.ru_stime


def watched(words):
    """The peaks of both kinds of memory; watching costs time, so it is a run of its own."""
    pid, peaks = start(words), (0, 0)
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        peaks = tuple(map(max, peaks, tree_memory(pid)))
    os.waitpid(pid, 0)
    return peaks


class Measured:
    def __init__(self, name, file, rows, words):
        self.name, self.file, self.rows = name, file, rows
        times = [timed(words) for _ in range(TIMES)]
        self.clock, self.cpu = (min(column) for column in zip(*times))
        self.memory, self.private = watched(words)

    def __str__(self):
        return (f"{self.name:16} {self.file:4} {self.rows:7} rows x {COLUMNS}: {self.clock:5.2f} s, {self.rows / self.clock:7.0f} rows/s, "
                f"{self.cpu:5.2f} s of processor, peak {self.memory / 1024:5.1f} MiB, private {self.private / 1024:5.1f} MiB")


def as_xls(folder, path):
    subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "xls:MS Excel 97",
                    "--outdir", folder, path], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return path.removesuffix("xlsx") + "xls"


def attachment(folder, ours):
    """A mail of one picture that cannot be packed, in base64."""
    path = os.path.join(folder, "large.eml")
    picture = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + random.Random(1).randbytes(ATTACHMENT)
    with open(path, "wb") as mail:
        mail.write(b"From: unit@units.test\r\nSubject: picture\r\nMIME-Version: 1.0\r\nContent-Type: image/jpeg; name=\"1.jpg\"\r\n"
                   b"Content-Transfer-Encoding: base64\r\n\r\n")
        mail.write(base64.encodebytes(picture).replace(b"\n", b"\r\n"))
    times = [timed([ours, "inspect", "--json", path]) for _ in range(TIMES)]
    clock, cpu = (min(column) for column in zip(*times))
    size = ATTACHMENT / (1 << 20)
    print(f"a mail with {size:.0f} MB: {clock:.2f} s, {size / clock:.0f} MB/s, {cpu:.2f} s of processor, peak "
          f"{watched([ours, 'inspect', '--json', path])[0] / 1024:.1f} MiB")


def judge(ours, others, large):
    """Prints what is reached and what is not; False where one that counts is not."""
    faster = min(min(o.clock / ours.clock, o.cpu / ours.cpu) for o in others)
    less = max(ours.memory / o.memory for o in others)
    print(f"at least {faster:.1f} times as fast, at most {less:.2f} of the memory, "
          f"{(large.memory - ours.memory) * 1024 / (large.rows - ours.rows):+.1f} bytes of memory for one more row")
    return faster >= 4 and large.memory <= 1.2 * ours.memory


def main():
    ours = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "build/xuanwangctl")
    missing = [p for p in ("xlsx2csv", "soffice") if not shutil.which(p)]
    if missing:
        print("not measured: this machine has no " + ", ".join(missing))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        small, large = os.path.join(folder, "small.xlsx"), os.path.join(folder, "large.xlsx")
        make(small, ROWS)
        make(large, 10 * ROWS)
        read = [ours, "read", "--json"]
        rows = [Measured("xuanwangctl read", "xlsx", ROWS, read + [small]),
                Measured("xlsx2csv", "xlsx", ROWS, ["xlsx2csv", small]),
                Measured("openpyxl", "xlsx", ROWS, ["/usr/bin/python3", "-c", OPENPYXL, small]),
                Measured("xuanwangctl read", "xlsx", 10 * ROWS, read + [large]),
                Measured("xuanwangctl read", "xls", ROWS, read + [as_xls(folder, small)])]
        print(*rows, sep="\n")
        good = judge(rows[0], rows[1:3], rows[3])
        attachment(folder, ours)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
