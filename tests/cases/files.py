"""Attachments for the cases: small media and office files, the same bytes on every run."""
import hashlib
import io
import os
import random
import re
import struct
import subprocess
import tempfile
import zipfile
import zlib
from datetime import datetime

from wire import File

HERE = os.path.dirname(os.path.abspath(__file__))
ASSETS = os.path.join(HERE, "assets")
OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "mp3": "audio/mpeg", "wav": "audio/wav", "m4a": "audio/mp4",
         "mp4": "video/mp4", "mov": "video/quicktime", "txt": "text/plain", "csv": "text/csv", "pdf": "application/pdf",
         "zip": "application/zip", "doc": "application/msword", "xls": "application/vnd.ms-excel",
         "docx": OFFICE + "wordprocessingml.document", "xlsx": OFFICE + "spreadsheetml.sheet"}


def kind_of(name):
    return KINDS.get(name.rsplit(".", 1)[-1].lower(), "application/octet-stream")


def seeded(name):
    return random.Random(int(hashlib.sha256(name.encode()).hexdigest()[:12], 16))


# --- media --------------------------------------------------------------------------------------------------------

def jpeg(name):
    """a grey baseline JPEG of flat squares: enough for any reader, two kilobytes"""
    r, across, down = seeded(name), 80, 60
    sizes = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
    codes, code, symbol = {}, 0, 0
    for length, count in enumerate(sizes, 1):
        for _ in range(count):
            codes[symbol] = format(code, "0%db" % length)
            code, symbol = code + 1, symbol + 1
        code <<= 1
    bits, last = [], 0
    for _ in range(across * down):
        level = max(-90, min(90, last + r.randrange(-6, 7)))
        step, last = level - last, level
        n = abs(step).bit_length()
        bits.append(codes[n] + (format(step if step > 0 else step + (1 << n) - 1, "0%db" % n) if n else "") + "0")
    line = "".join(bits)
    line += "1" * (-len(line) % 8)
    scan = bytes(int(line[i:i + 8], 2) for i in range(0, len(line), 8)).replace(b"\xff", b"\xff\0")

    def segment(mark, body):
        return b"\xff" + bytes([mark]) + struct.pack(">H", len(body) + 2) + body
    return (b"\xff\xd8" + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0") + segment(0xDB, b"\0" + bytes([8] * 64))
            + segment(0xC0, struct.pack(">BHHB", 8, down * 8, across * 8, 1) + b"\1\x11\0")
            + segment(0xC4, b"\0" + bytes(sizes) + bytes(range(12))) + segment(0xC4, b"\x10" + bytes([1] + [0] * 15) + b"\0")
            + segment(0xDA, b"\1\1\0\0\x3f\0") + scan + b"\xff\xd9")


def png(name, width=640, height=400):
    shade = seeded(name).randrange(256)
    rows = b"".join(b"\0" + bytes((shade + x // 8 + y // 8) % 256 for x in range(width)) for y in range(height))

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def media(name):
    ext = name.rsplit(".", 1)[-1].lower()
    if ext in ("jpg", "jpeg"):
        return jpeg(name)
    if ext == "png":
        return png(name)
    noise = bytes(seeded(name).randrange(256) for _ in range(4000))
    if ext == "mp3":
        return b"ID3\x03\0\0\0\0\0\0" + (b"\xff\xfb\x90\x00" + noise[:413]) * 12
    if ext == "wav":
        return (b"RIFF" + struct.pack("<I", 4036) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8)
                + b"data" + struct.pack("<I", 4000) + noise)
    brand = {"mp4": b"isom", "mov": b"qt  ", "m4a": b"M4A "}.get(ext)
    if brand:
        return b"\0\0\0\x18ftyp" + brand + b"\0\0\2\0" + brand + b"mp41" + struct.pack(">I", len(noise) + 8) + b"mdat" + noise
    raise ValueError("no media of that kind: " + name)


def f(name, cid=None):
    """a picture, sound or film; what is in it follows from the name"""
    return File(name, media(name), kind_of(name), cid)


def logo(cid):
    return File("image001.png", png("logo", 90, 30), "image/png", cid)


def made(name, data):
    return File(name, data, kind_of(name))


# --- texts and tables ---------------------------------------------------------------------------------------------

def txt(name, text, charset="gbk"):
    return made(name, text.replace("\n", "\r\n").encode(charset))


def csvfile(name, rows, charset="gbk", separator=","):
    def cell(value):
        value = "" if value is None else str(value)
        return '"%s"' % value.replace('"', '""') if re.search('["\n%s]' % separator, value) else value
    return made(name, "".join(separator.join(map(cell, row)) + "\r\n" for row in rows).encode(charset))


def steady(package):
    """fixed times inside an office file"""
    source, out = zipfile.ZipFile(io.BytesIO(package)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            body = source.read(info)
            if info.filename == "docProps/core.xml":
                body = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>2022-07-20T02:00:00Z", body)
            entry = zipfile.ZipInfo(info.filename, (2022, 7, 20, 10, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, body)
    return out.getvalue()


class Grid:
    """a Word table; merges: (row, column, last row, last column), the area shows its first cell"""
    def __init__(self, rows, merges=()):
        self.rows, self.merges = rows, list(merges)

    def __repr__(self):
        return "Grid(%r, %r)" % (self.rows, self.merges)


def word_table(document, grid):
    table = document.add_table(rows=len(grid.rows), cols=max(map(len, grid.rows)))
    table.style = "Table Grid"
    for y, row in enumerate(grid.rows):
        for x, value in enumerate(row):
            if value not in (None, ""):
                table.cell(y, x).text = str(value)
    for top, left, bottom, right in grid.merges:
        kept = table.cell(top, left).text
        table.cell(top, left).merge(table.cell(bottom, right)).text = kept


def docx_bytes(blocks):
    """blocks: a string is a paragraph, a list of lists or a Grid is a table"""
    import docx as library
    document = library.Document()
    for b in blocks:
        if isinstance(b, str):
            document.add_paragraph(b)
        else:
            word_table(document, b if isinstance(b, Grid) else Grid(b))
    out = io.BytesIO()
    document.save(out)
    return steady(out.getvalue())


def docx(name, *blocks):
    return made(name, docx_bytes(blocks))


def converted(blocks, ext):
    """LibreOffice is asked once; its answer is kept in assets/ under the content's digest"""
    path = os.path.join(ASSETS, hashlib.sha256((ext + repr(blocks)).encode()).hexdigest()[:16] + "." + ext)
    if not os.path.exists(path):
        os.makedirs(ASSETS, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            source = os.path.join(folder, "a.docx")
            with open(source, "wb") as out:
                out.write(docx_bytes(blocks))
            subprocess.run(["soffice", "-env:UserInstallation=file://%s/profile" % folder, "--headless", "--convert-to", ext,
                            "--outdir", folder, source], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            with open(os.path.join(folder, "a." + ext), "rb") as made_file, open(path, "wb") as kept:
                kept.write(made_file.read())
    used.add(os.path.basename(path))
    with open(path, "rb") as kept:
        return kept.read()


used = set()


def doc(name, *blocks):
    return made(name, converted(blocks, "doc"))


def rtf(name, *blocks):
    return made(name, converted(blocks, "rtf"))


def pdf(name, *blocks):
    return made(name, converted(blocks, "pdf"))


def xlsx(name, sheets, merges=(), hidden_rows=()):
    """sheets: rows, or {sheet: rows}; merges such as "A1:F1" and hidden rows, from 1, on the first sheet"""
    import openpyxl
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in (sheets if isinstance(sheets, dict) else {"Sheet1": sheets}).items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    for area in merges:
        book.worksheets[0].merge_cells(area)
    for row in hidden_rows:
        book.worksheets[0].row_dimensions[row].hidden = True
    book.properties.creator, book.properties.created = "", datetime(2022, 7, 20, 2)
    out = io.BytesIO()
    book.save(out)
    return made(name, steady(out.getvalue()))


def xls(name, rows, merges=()):
    """merges: (first row, last row, first column, last column)"""
    import xlwt
    book = xlwt.Workbook(encoding="utf-8")
    sheet, day = book.add_sheet("Sheet1"), xlwt.easyxf(num_format_str="yyyy/m/d")
    areas = {(m[0], m[2]): m for m in merges}
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if value is None:
                continue
            if (y, x) in areas:
                sheet.write_merge(*areas[y, x], value)
            else:
                sheet.write(y, x, value, *([day] if hasattr(value, "strftime") else []))
    out = io.BytesIO()
    book.save(out)
    return made(name, out.getvalue())


def archive(name, members, charset="gbk"):
    """a zip as Windows writes it: names in the local charset, or UTF-8 with its flag. members: [(path, File or None)]"""
    body, central = b"", b""
    for path, member in members:
        data, raw = (member.data if member else b""), path.encode(charset)
        head = struct.pack("<HHHHHIIIHH", 20, 0x800 if charset == "utf-8" else 0, 0, 10 << 11, 21748, zlib.crc32(data),
                           len(data), len(data), len(raw), 0)
        central += (b"PK\1\2" + struct.pack("<H", 20) + head
                    + struct.pack("<HHHII", 0, 0, 0, 0x10 if path.endswith("/") else 0x20, len(body)) + raw)
        body += b"PK\3\4" + head + raw + data
    return made(name, body + central + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, len(members), len(members), len(central), len(body), 0))
