"""The files of a sub-project as the organiser wants them, and as judges may see them."""
import csv
import glob
import hashlib
import io
import json
import os
import stat
import struct
import tempfile
import unittest
import zipfile
import zlib

from PIL import Image

from servers.stage import ROOT, ctl
from views.store import Store

MEDIA = os.path.join(ROOT, "tests", "fixtures", "media")
NAME, UNIT, PHONE = "欧阳修远", "新港街道总工会", "13802012345"
SECRET = NAME.encode()


def media(name):
    with open(os.path.join(MEDIA, name), "rb") as f:
        return f.read()


def exif(orientation):
    """An Exif block with an orientation and an artist."""
    entries = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0) + struct.pack(">HHII", 0x013B, 2, len(SECRET), 38)
    body = b"Exif\0\0MM\0\x2a\0\0\0\x08" + struct.pack(">H", 2) + entries + b"\0\0\0\0" + SECRET
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def photograph():
    plain = media("picture.jpg")
    comment = b"\xff\xfe" + struct.pack(">H", len(SECRET) + 2) + SECRET
    return plain[:2] + exif(6) + comment + plain[2:] + b"trailer " + SECRET


def png_with_text():
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    rows = b"".join(b"\0" + b"\x80\x20\x20" * 8 for _ in range(8))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)) + chunk(b"tEXt", b"Author\0" + SECRET)
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"") + SECRET)


def box(kind, body):
    return struct.pack(">I", len(body) + 8) + kind + body


def film():
    """A real film that tells its author in a box behind it and in a list of its own."""
    return media("film.mp4") + box(b"udta", box(b"\xa9ART", SECRET)) + box(b"uuid", bytes(16) + SECRET) + box(b"moov", box(b"udta", SECRET))


def song():
    tag = b"ID3\x04\0\0" + bytes((0, 0, 0, len(SECRET))) + SECRET
    return tag + media("sound.mp3") + b"TAG" + SECRET.ljust(125, b"\0")


def wave():
    def chunk(kind, body):
        return kind + struct.pack("<I", len(body)) + body + bytes(len(body) & 1)
    body = b"WAVE" + chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8)) + chunk(b"LIST", b"INFO" + chunk(b"IART", SECRET)) + chunk(b"data", b"\x80" * 800)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def document(text, core=NAME, picture=None):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", "<Types/>")
        z.writestr("docProps/core.xml", "<cp:coreProperties><dc:creator>%s</dc:creator></cp:coreProperties>" % core)
        z.writestr("word/document.xml", "<w:document><w:t>%s</w:t></w:document>" % text)
        if picture:
            z.writestr("word/media/image1.jpeg", picture)
    return out.getvalue()


class FilesTest(unittest.TestCase):
    def setUp(self):
        self.folder = self.enterContext(tempfile.TemporaryDirectory(prefix="views-"))
        self.store = Store(os.path.join(self.folder, "service"))

    def add(self, project, title, *files, unit=UNIT, name=NAME):
        with self.store.database() as db:
            return self.store.work(db, self.store.mail(db), project, unit, name, PHONE, title, [(n, "application/octet-stream", c) for n, c in files])

    def export(self, project, to, *arguments, expect=0):
        return self.store.ctl("export", "files", project, "--to", os.path.join(self.folder, to), *arguments, expect=expect)

    def read(self, to):
        """{name: bytes}"""
        path = os.path.join(self.folder, to)
        if path.endswith(".zip"):
            with zipfile.ZipFile(path) as z:
                self.assertIsNone(z.testzip())
                return {n: z.read(n) for n in z.namelist()}
        found = {}
        for name in os.listdir(path):
            with open(os.path.join(path, name), "rb") as f:
                found[name] = f.read()
        return found

    def lines(self, to):
        with open(os.path.join(self.folder, to), encoding="utf-8-sig", newline="") as f:
            return list(csv.DictReader(f))

    def test_names_by_the_pattern(self):
        self.add("photo", "港口/晨光", ("a.jpg", b"1"))
        self.add("photo", "港口/晨光", ("b.JPG", b"2"), ("c.jpg", b"3"))
        self.add("photo", "港口/晨光", ("d.jpg", b"4"))
        self.add("song", "歌", ("e.mp3", b"5"))
        expected = {"%s-%s-港口_晨光.jpg" % (UNIT, NAME): b"1", "%s-%s-港口_晨光-1.JPG" % (UNIT, NAME): b"2",
                    "%s-%s-港口_晨光-2.jpg" % (UNIT, NAME): b"3", "%s-%s-港口_晨光 (2).jpg" % (UNIT, NAME): b"4"}
        for to in ("plain", "plain.zip"):
            self.export("photo", to)
            self.assertEqual(expected, self.read(to))
        self.export("photo", "numbered", "--pattern", "{number}_{receipt}")
        self.assertEqual({"001_22-0001-1.jpg", "002_22-0002-2-1.JPG", "002_22-0002-2-2.jpg", "003_22-0003-3.jpg"}, set(self.read("numbered")))

    def test_refusals(self):
        self.add("photo", "甲", ("a.jpg", b"1"))
        self.export("nothing", "x", expect=1)
        self.export("photo", "y", "--pattern", "{wrong}", expect=1)
        self.export("photo", "z", "--pattern", "{unit", expect=1)
        self.export("photo", "w")
        self.export("photo", "w", expect=1)

    def test_hostile_values_stay_in_the_folder(self):
        self.add("photo", "../../etc/passwd", ("a.jpg", b"1"), unit="..\\..", name="\u202egpj.exe")
        self.export("photo", "safe")
        name, = self.read("safe")
        self.assertNotRegex(name, r"[/\\\u202e]|^\.")

    def judges(self, project, to="judges"):
        self.export(project, to, "--anonymous")
        files = self.read(to)
        for name, content in files.items():
            for word in (NAME, UNIT, PHONE):
                self.assertNotIn(word.encode(), content, name)
                self.assertNotIn(word, name)
        return files

    def test_photographs_without_names(self):
        self.add("photo", "晨光", ("%s.jpg" % NAME, photograph()), ("b.png", png_with_text()), ("报名表.jpg", photograph()))
        files = self.judges("photo")
        self.assertEqual({"001.png", "001-3.jpg", "目录.csv", "对照表.sha256"}, set(files))
        self.assertIn(b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06", files["001-3.jpg"])
        plain = media("picture.jpg")
        scan = plain[plain.index(b"\xff\xda"):]
        self.assertEqual(scan, files["001-3.jpg"][-len(scan):])
        self.assertTrue(any("报名表.jpg" == line["原文件"] for line in self.lines("judges.for-people.csv")))

    def test_films_and_sounds_without_names(self):
        self.add("video", "片", ("a.mp4", film()))
        self.add("song", "歌", ("a.mp3", song()), ("b.wav", wave()))
        files = self.judges("video")
        self.assertEqual(len(film()), len(files["001.mp4"]))
        self.assertEqual(media("film.mp4").count(b"mdat"), files["001.mp4"].count(b"mdat"))
        files = self.judges("song", "songs.zip")
        self.assertEqual(media("sound.mp3")[-200:], files["001.mp3"][-200:])
        self.assertEqual(len(wave()), len(files["001-2.wav"]))

    def test_files_of_real_programs_open_as_before(self):
        seeds = sorted(glob.glob(os.path.join(ROOT, "tests", "fuzz", "seeds", "clean_picture", "*.*")) +
                       glob.glob(os.path.join(ROOT, "tests", "fuzz", "seeds", "clean_film", "*.*")))
        for i, path in enumerate(seeds):
            with open(path, "rb") as f:
                content = f.read()
            name, kind = os.path.splitext(os.path.basename(path))
            project = "song" if kind in (".wav", ".flac", ".aac", ".mp3") else "video" if kind in (".mp4", ".avi") else "photo"
            # Some endings are asked for by no sub-project: what a file is, its content tells.
            self.add(project, "作品%d" % i, (name + {".gif": ".png", ".webp": ".png"}.get(kind, kind), content))
        opened = 0
        for project in ("photo", "song", "video"):
            files = self.judges(project, project)
            for line in self.lines(project + ".mapping.csv"):
                title, name = int(line["作品名称"][2:]), line["评审文件"]
                self.assertTrue(name in files, seeds[title])
                self.assertFalse(b"MARKER" in files[name], seeds[title])
                self.assert_opens_as_before(seeds[title], os.path.join(self.folder, project, name))
                opened += 1
        self.assertEqual(len(seeds), opened)

    def assert_opens_as_before(self, before, after):
        if before.endswith(("jpg", "png", "gif", "tif", "webp")):
            with Image.open(before) as one, Image.open(after) as two:
                self.assertEqual((one.size, one.mode, one.getexif().get(0x112) if before.endswith(("jpg", "tif")) else None),
                                 (two.size, two.mode, two.getexif().get(0x112)), before)
                self.assertEqual(one.convert("RGBA").tobytes(), two.convert("RGBA").tobytes(), before)
            return
        one, two = (json.loads(ctl("read", "--json", path)) for path in (before, after))
        if "subs" in before:  # its subtitles, which are gone, were longer than the film
            self.assertGreaterEqual(one.pop("duration"), two.pop("duration"))
        self.assertEqual(one, two, before)

    def test_documents_that_only_seem_to_name_nobody(self):
        project = "rights-case"
        texts = {"spaced": "欧　阳 修远", "reference": "&#27431;&#x9633;修远", "wide": "１３８０２０１２３４５", "dashes": "138-0201-2345", "cut": "欧阳</w:t><w:t>修远",
                 "label": "作者</w:t><w:t>：某人", "other number": "请拨15022223333", "mail": "someone@example.org",
                 "change": '</w:t><w:ins w:author="某人"/><w:t>', "field": "</w:t><w:instrText> AUTHOR </w:instrText><w:t>",
                 "drawn": '</w:t><v:textpath string="欧阳修远"/><w:t>'}
        for name, text in texts.items():
            self.add(project, name, ("%s.docx" % name, document(text)))
        harmless = '正文</w:t><wp:docPr id="1" name="%s.jpg" descr="C:\\%s\\a.jpg"/><!-- %s --><w:t>' % (NAME[:2], NAME[:2], NAME)
        self.add(project, "harmless", ("harmless.docx", document(harmless)))
        files = self.judges(project)
        self.assertEqual({n + ".docx" for n in texts}, {line["原文件"] for line in self.lines("judges.for-people.csv")})
        content, = (c for n, c in files.items() if n.endswith(".docx"))
        with zipfile.ZipFile(io.BytesIO(content)) as z:
            self.assertNotIn(NAME[:2].encode(), z.read("word/document.xml"))

    def test_documents(self):
        project = "rights-case"
        self.add(project, "甲", ("a.docx", document("正文", picture=photograph())))
        self.add(project, "乙", ("b.docx", document("作者是" + NAME[:2] + "</w:t><w:t>" + NAME[2:])))
        self.add(project, "丙", ("c.pdf", b"%PDF-1.4 /Author (" + SECRET + b")"))
        files = self.judges(project)
        self.assertEqual(1, len([n for n in files if n.endswith(".docx")]))
        with zipfile.ZipFile(io.BytesIO(next(c for n, c in files.items() if n.endswith(".docx")))) as z:
            self.assertIsNone(z.testzip())
            self.assertNotIn(SECRET, z.read("docProps/core.xml") + z.read("word/media/image1.jpeg"))
            self.assertIn("正文".encode(), z.read("word/document.xml"))
        left = {line["原文件"]: line["原因"] for line in self.lines("judges.for-people.csv")}
        self.assertEqual({"b.docx", "c.pdf"}, set(left))

    def test_the_mapping_is_sealed(self):
        receipts = [self.add("photo", "作品%d" % i, ("a.jpg", photograph())) for i in range(12)]
        receipts.append(self.add("photo", NAME + "的一天", ("a.jpg", photograph())))
        files = self.judges("photo")
        path = os.path.join(self.folder, "judges.mapping.csv")
        self.assertEqual(0o600, stat.S_IMODE(os.stat(path).st_mode))
        with open(path, "rb") as f:
            self.assertEqual(hashlib.sha256(f.read()).hexdigest(), files["对照表.sha256"].decode().strip())
        lines = self.lines("judges.mapping.csv")
        self.assertEqual(set(receipts), {line["编号"] for line in lines})
        self.assertNotEqual(receipts, [line["编号"] for line in lines])
        self.assertEqual({line["评审文件"] for line in lines}, {n for n in files if n.endswith(".jpg")})
        self.export("photo", "again", "--anonymous")
        self.assertEqual(lines, self.lines("again.mapping.csv"))

    def test_broken_files_are_left_to_people(self):
        good = photograph()
        for i in range(0, len(good), max(1, len(good) // 15)):
            self.add("photo", "残%d" % i, ("a.jpg", good[:i + 3]))
        files = self.judges("photo")
        mapped = self.lines("judges.mapping.csv")
        self.assertEqual(len(mapped), len(self.lines("judges.for-people.csv")) + len([n for n in files if n.endswith(".jpg")]))


if __name__ == "__main__":
    unittest.main()
