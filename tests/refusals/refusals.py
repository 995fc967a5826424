#!/usr/bin/python3
"""What the parser refuses, made here one by one and read through the jail: each has one reason for the sender and one for the
log, costs little, and leaves the rest of a mail that holds all of them readable.

usage: refusals.py [XUANWANGCTL]

Exit 1: a file was taken for what it is not, gave no reason or another one, or took longer than CPU_SECONDS.
"""
import bz2
import io
import json
import os
import resource
import struct
import subprocess
import sys
import tarfile
import tempfile
import zipfile
import zlib
from email.message import EmailMessage

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FIXTURES = os.path.join(ROOT, "tests", "fixtures")
CPU_SECONDS = 15  # a mail's own cap is twice that
MEGABYTE = bytes(1 << 20)
LAUGHS = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "哈">%s]>' % "".join(
    f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a11 SYSTEM "file:///etc/hostname">]>'
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ODF = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
       'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"')


def zipped(members, **how):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **how) as z:
        for name, data in members:
            z.writestr(name, data)
    return out.getvalue()


def fixture(name):
    with open(os.path.join(FIXTURES, name), "rb") as f:
        return f.read()


def docx(body, head='<?xml version="1.0"?>'):
    return zipped([("[Content_Types].xml", "<Types/>"), ("word/document.xml", f"{head}<w:document {WORD}><w:body>{body}</w:body></w:document>")])


def xlsx(cell, head='<?xml version="1.0"?>', sheets='<sheet name="表" sheetId="1" r:id="a"/>'):
    relations = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
                 'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="s.xml"/></Relationships>')
    book = (f'<workbook {SHEET} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            f'<sheets>{sheets}</sheets></workbook>')
    return zipped([("xl/workbook.xml", book), ("xl/_rels/workbook.xml.rels", relations),
                   ("xl/s.xml", f'{head}<worksheet {SHEET}><sheetData><row><c t="inlineStr"><is><t>{cell}</t></is></c></row></sheetData></worksheet>')])


def xlsx_of_sheets(n):
    """All of them are the same one."""
    return xlsx("字", sheets="".join(f'<sheet name="表{i}" sheetId="{i}" r:id="a"/>' for i in range(1, n + 1)))


def odt(body, head='<?xml version="1.0"?>'):
    return zipped([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml",
                   f"{head}<office:document-content {ODF}><office:body><office:text>{body}</office:text></office:body></office:document-content>")])


def nested_zip(levels):
    data = zipped([("内.txt", "最里面")])
    for i in range(levels):
        data = zipped([(f"{i}.zip", data)])
    return data


def lying_zip():
    """The directory and the member's own head say 10 bytes; there are three million."""
    data = bytearray(zipped([("大.txt", "字" * 1000000)]))
    for mark, at in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        where = data.index(mark) + at
        data[where:where + 4] = struct.pack("<I", 10)
    return bytes(data)


def tar(names):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as t:
        for name in names:
            info = tarfile.TarInfo(name)
            info.size = 3
            t.addfile(info, io.BytesIO(b"abc"))
        link = tarfile.TarInfo("链接")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        t.addfile(link)
    return out.getvalue()


def number(n):
    """As RAR 5 writes it: seven bits a byte, the lowest first."""
    return bytes([n & 127 | 128]) + number(n >> 7) if n > 127 else bytes([n])


def rar5_block(kind, body, extra=b"", data=b""):
    flags = bool(extra) + 2 * bool(data)
    head = number(kind) + number(flags) + (number(len(extra)) if extra else b"") + (number(len(data)) if data else b"") + body + extra
    size = number(len(head))
    return struct.pack("<I", zlib.crc32(size + head)) + size + head + data


def rar5(archive_flags=0, sealed=False, data=b"abcdefgh" * 4):
    """One stored file."""
    name = "报名表.txt".encode()
    file = number(0) + number(len(data)) + number(0) + number(0) + number(1) + number(len(name)) + name
    seal = number(1) + number(0) + number(0) + b"\x0f" + bytes(range(32))
    extra = number(len(seal)) + seal if sealed else b""
    return (b"Rar!\x1a\x07\x01\x00" + rar5_block(1, number(archive_flags)) + rar5_block(2, file, extra, data) +
            rar5_block(5, number(0)))


def rar4_volume():
    head = bytearray(fixture("archive/old.rar"))
    head[10] |= 1
    head[7:9] = struct.pack("<H", zlib.crc32(bytes(head[9:20])) & 0xffff)
    return bytes(head)


def last_zip_volume():
    """It begins in the middle of a member."""
    data = bytearray(fixture("archive/utf8.zip"))
    data[-18:-16] = struct.pack("<H", 2)
    return bytes(data[40:])


def endless_m4a():
    data = fixture("media/sound.m4a")
    at = data.index(b"edts") + 16  # how many entries the list of edits has
    return data[:at] + struct.pack(">I", 0x7fffffff) + data[at + 4:]


def deep_html():
    return ("<div>" * 20000 + "最里面" + "</div>" * 20000).encode()


# name, bytes, what is expected: of `unread`, and of `why`
CASES = (
    ("炸弹.zip", lambda: zipped([(f"{i}.bin", MEGABYTE * 50) for i in range(40)]), "too-large", "unpacks to more"),
    ("套娃.zip", lambda: nested_zip(20), "too-deep", ""),
    ("套娃炸弹.zip", lambda: zipped([(f"{i}.zip", zipped([("0.bin", MEGABYTE * 100)])) for i in range(30)]), "too-large", ""),
    ("谎报.zip", lying_zip, "", ""),
    ("笑.docx", lambda: docx("<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>", LAUGHS), "broken", "DTD"),
    ("笑.xlsx", lambda: xlsx("&a11;", LAUGHS), "broken", "DTD"),
    ("笑.odt", lambda: odt("<text:p>&a11;</text:p>", LAUGHS), "broken", "DTD"),
    ("外.docx", lambda: docx("<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>", OUTSIDE), "broken", "DTD"),
    ("外.xlsx", lambda: xlsx("&a11;", OUTSIDE), "broken", "DTD"),
    ("未定义.docx", lambda: docx("<w:p><w:r><w:t>&nothing;</w:t></w:r></w:p>"), "broken", "damaged"),
    ("深.docx", lambda: docx("<w:tbl>" * 20000), "too-deep", "nested too deep"),
    ("深.xlsx", lambda: xlsx("<a>" * 20000), "too-deep", "nested too deep"),
    ("深.odt", lambda: odt("<text:span>" * 20000), "too-deep", "nested too deep"),
    ("大.docx", lambda: docx(f"<w:p><w:r><w:t>{'字' * 4000000}</w:t></w:r></w:p>"), "partly", ""),
    ("深.rtf", lambda: b"{\\rtf1" + b"{" * 20000 + b"a" + b"}" * 20001, "", ""),
    ("半.docx", lambda: fixture("docx/form.docx")[:3000], "broken", "damaged"),
    ("半.pdf", lambda: fixture("pdf/form.pdf")[:2000], "broken no-text", ""),
    ("半.doc", lambda: fixture("doc/form.doc")[:9000], "broken", ""),
    ("半.rar", lambda: fixture("archive/new.rar")[:60], "broken", ""),
    ("半.7z", lambda: fixture("archive/plain.7z")[:60], "broken", ""),
    ("锁.xlsx", lambda: fixture("xlsx/encrypted.xlsx"), "protected", "encrypted"),
    ("好.rar", rar5, "", ""),
    ("锁.rar", lambda: rar5(sealed=True), "protected", "password"),
    ("卷.7z.001", lambda: fixture("archive/plain.7z")[:60], "volume", "one volume"),
    ("卷.7z.002", lambda: fixture("archive/plain.7z")[60:], "volume", "one volume"),
    ("卷.z01", lambda: b"PK\7\10" + fixture("archive/utf8.zip")[:-60], "volume", "one volume"),
    ("卷.zip", last_zip_volume, "volume", "one volume"),
    ("不是卷.zip.001", lambda: fixture("archive/utf8.zip"), "", ""),
    ("乱.zip", lambda: bytes(range(1, 256)) * 20, "broken", "damaged"),
    ("卷.rar", lambda: rar5(archive_flags=1), "volume", "one volume"),
    ("旧卷.rar", rar4_volume, "volume", "one volume"),
    ("锁.zip", lambda: fixture("archive/secret.zip"), "protected", ""),
    ("锁.7z", lambda: fixture("archive/secret.7z"), "protected", ""),
    ("锁.pdf", lambda: fixture("pdf/locked.pdf"), "protected", "password"),
    ("扫描.pdf", lambda: fixture("pdf/scan.pdf"), "no-text", ""),
    ("慢.m4a", endless_m4a, "partly", "head"),
    ("半.mp4", lambda: fixture("media/film.mp4")[:4000], "broken", "cut short"),
    ("空.docx", lambda: b"", "", "empty"),
    ("零.bz2", lambda: bz2.compress(bytes(1 << 20)), "broken", "damaged"),
    ("多表.xlsx", lambda: xlsx_of_sheets(1001), "partly", ""),
    ("无字.docx", lambda: docx("<w:p/>"), "", ""),
    ("零.docx", lambda: bytes(20000), "unknown-format", "no reader"),
    ("零.txt", lambda: bytes(300), "unknown-format", "no reader"),
    ("填满.txt", lambda: "单位：新北街道总工会".encode() + bytes(480), "", ""),
    ("未知.xyz", lambda: bytes(range(1, 256)) * 20, "unknown-format", "no reader"),
    ("深.html", deep_html, "", ""),
)


class Reader:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def run(self, command, name, data):
        """What it says, and its processor time."""
        path = os.path.join(self.folder, name)
        with open(path, "wb") as f:
            f.write(data)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        ran = subprocess.run([self.program, command, "--json", path], capture_output=True, timeout=300)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        os.unlink(path)
        return json.loads(ran.stdout or "{}"), after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def is_chinese(text):
    return any("\u4e00" <= c <= "\u9fff" for c in text)


def all_unread(seen):
    """Of a file and of all that stands in it."""
    return {seen.get("unread")}.union(*(all_unread(m) for m in seen.get("members", [])))


def judge(seen, unread, why):
    """What is wrong with it, "" for nothing."""
    if not seen.get("kind"):
        return "no answer"
    if unread and not all_unread(seen) & set(unread.split()):
        return f'unread is "{seen.get("unread")}", not {unread}'
    if why not in seen.get("why", ""):
        return f'why is "{seen.get("why")}"'
    if "unread" in seen and not is_chinese(seen.get("reason", "")):
        return "no reason for the sender"
    if "unread" in seen and (not seen.get("why") or is_chinese(seen["why"])):
        return "no reason for the log"
    return ""


def try_files(reader):
    faults = []
    for name, make, unread, why in CASES:
        seen, cpu = reader.run("read", name, make())
        fault = judge(seen, unread, why)
        if not fault and cpu > CPU_SECONDS:
            fault = f"took {cpu:.1f} s of processor time"
        print(f'{name}: {seen.get("kind")}, {" ".join(filter(None, all_unread(seen))) or "read"}, {cpu:.2f} s{": FAULT: " + fault if fault else ""}', flush=True)
        faults += [name] if fault else []
    return faults


def try_names(reader):
    """No name leads out of its place, whatever wrote it."""
    names = ["../../etc/passwd", "/etc/shadow", "a/../../b.txt", "..\\..\\窗口.txt", "C:\\盘.txt"]
    faults = []
    for archive, data in (("路.zip", zipped([(n, "abc") for n in names])), ("路.tar", tar(names))):
        seen, _ = reader.run("read", archive, data)
        shown = [m["name"] for m in seen.get("members", [])]
        bad = [n for n in shown if n.startswith("/") or ".." in n.replace("\\", "/").split("/")]
        print(f"{archive}: {shown}")
        faults += [archive] if bad or len(shown) < len(names) else []
    return faults


def try_mail(reader):
    """One mail with all of them, and a form: the form is read."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@units.test", "b@office.test", "报名表"
    mail.set_content("见附件。\n作品类别：摄影\n单位：新北街道总工会\n姓名：张伟\n联系方式：13800138000\n作品名称：晨光\n")
    for name, make, _, _ in CASES:
        data = make()
        if len(data) < 1 << 20:
            mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    mail.add_attachment(MEGABYTE[:9], maintype="image", subtype="jpeg", filename="../../../晨光.jpg")
    seen, cpu = reader.run("inspect", "mail.eml", mail.as_bytes())
    work = (seen.get("works") or [{}])[0]
    print(f'a mail of all: {len(seen.get("works") or [])} works, {cpu:.1f} s')
    return [] if "新北街道总工会" in json.dumps(work, ensure_ascii=False) else ["the mail of all"]


def try_full_archive(reader):
    """What stands behind an archive of too many files is seen even so."""
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@units.test", "作品"
    mail.set_content("见附件。\n")
    full = zipped([(f"{i}.txt", f"{i}") for i in range(1500)])
    mail.add_attachment(full, maintype="application", subtype="zip", filename="满.zip")
    mail.add_attachment(MEGABYTE[:9], maintype="image", subtype="jpeg", filename="晨光.jpg")
    seen, cpu = reader.run("inspect", "mail.eml", mail.as_bytes())
    good = any(part["name"] == "晨光.jpg" for part in seen.get("parts", [])) and seen.get("state") == "staff"
    print(f'a picture behind a full archive: {cpu:.1f} s')
    return [] if good else ["a picture behind a full archive"]


def many_parts(count):
    lines = ["From: a@units.test", "Subject: many", "MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="b"', ""]
    for i in range(count):
        lines += ["--b", f'Content-Type: text/plain; name="{i}.txt"', "", f"{i}"]
    return "\r\n".join(lines + ["--b--", ""]).encode()


def deep_mail(levels):
    head = "".join(f'Content-Type: multipart/mixed; boundary="{i}"\r\n\r\n--{i}\r\n' for i in range(levels))
    return ("From: a@units.test\r\nSubject: deep\r\nMIME-Version: 1.0\r\n" + head + "Content-Type: text/plain\r\n\r\ntext\r\n").encode()


def try_mails(reader):
    faults = []
    for name, data in (("10,000 parts", many_parts(10000)), ("20,000 levels", deep_mail(20000))):
        seen, cpu = reader.run("inspect", "mail.eml", data)
        good = bool(seen) and cpu < CPU_SECONDS
        print(f'{name}: {cpu:.1f} s')
        faults += [] if good else [name]
    return faults


def main():
    program = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "build", "xuanwangctl"))
    with tempfile.TemporaryDirectory() as folder:
        reader = Reader(program, folder)
        faults = try_files(reader) + try_names(reader) + try_mail(reader) + try_full_archive(reader) + try_mails(reader)
    print(f"{len(faults)} faults" + (": " + ", ".join(faults) if faults else ""))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
