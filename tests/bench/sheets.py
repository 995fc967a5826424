#!/usr/bin/python3
"""Rows a second and peak memory of `xuanwangctl read` on a 10,000 x 12 workbook, beside xlsx2csv and openpyxl on the same
file in the same run; and once more on a workbook ten times as long, to see that memory does not grow with rows.

usage: sheets.py [XUANWANGCTL]   (needs python3-openpyxl and xlsx2csv)

Exit 1: not four times as fast as either, or more than half of either's memory, or memory that grows with rows. Ours
counts all processes: xuanwangctl, the parser that it starts, and the jailed child.
"""
import os
import sys
import tempfile
import time
import zipfile

COLUMNS, ROWS, TIMES = 12, 10_000, 3
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


def tree_memory(pid):
    """Resident memory of a process and its descendants now, in KiB; pages that they share count once."""
    total, todo = 0, [pid]
    while todo:
        p = todo.pop()
        try:
            with open(f"/proc/{p}/smaps_rollup", encoding="ascii", errors="replace") as rollup:
                total += next(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
            with open(f"/proc/{p}/task/{p}/children", encoding="ascii") as children:
                todo += map(int, children.read().split())
        except (OSError, StopIteration):
            pass
    return total


def run(words, watched):
    """Wall seconds, or the peak of memory if `watched`: watching costs time."""
    start, memory = time.monotonic(), 0
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.execvp(words[0], words)
    while watched and os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        memory = max(memory, tree_memory(pid))
        time.sleep(0.001)
    if os.waitpid(pid, 0)[1]:
        sys.exit(f"{words[0]} failed")
    return memory if watched else time.monotonic() - start


def measure(words):
    return min(run(words, False) for _ in range(TIMES)), run(words, True)


def main():
    ours = sys.argv[1] if len(sys.argv) > 1 else "build/xuanwangctl"
    with tempfile.TemporaryDirectory() as folder:
        small, large = os.path.join(folder, "small.xlsx"), os.path.join(folder, "large.xlsx")
        make(small, ROWS)
        make(large, 10 * ROWS)
        rows = [("xuanwangctl read", ROWS, measure([ours, "read", "--json", small])),
                ("xlsx2csv", ROWS, measure(["xlsx2csv", small])),
                ("openpyxl", ROWS, measure(["/usr/bin/python3", "-c", OPENPYXL, small])),
                ("xuanwangctl read", 10 * ROWS, measure([ours, "read", "--json", large]))]
    for name, count, (seconds, memory) in rows:
        print(f"{name:18} {count:7} rows x {COLUMNS}: {seconds:6.2f} s, {count / seconds:9.0f} rows/s, peak {memory / 1024:6.1f} MiB")
    (time_us, memory_us), others = rows[0][2], [r[2] for r in rows[1:3]]
    good = all(4 * time_us <= t and 2 * memory_us <= m for t, m in others) and rows[3][2][1] <= 1.2 * memory_us
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
