"""How different mail programs put the same words and files on the wire.

One style is one program's habits: character set, how headers and file names are written, transfer encodings, and
whether a letter is plain text, HTML or both. `compose` is a pure function: the same letter gives the same bytes.
"""
import base64
import hashlib
import html as markup
import re
from datetime import timedelta, timezone
from email.utils import format_datetime
from urllib.parse import quote_from_bytes

CHINA = timezone(timedelta(hours=8))
# The codec behind a label: what is called gb2312 has always been GBK.
CODECS = {"gb2312": "gbk", "gbk": "gbk", "gb18030": "gb18030", "utf-8": "utf-8", "big5": "big5"}


class Style:
    def __init__(self, name, charset, header, filename, plain, rich, shape, page, mailer, **more):
        self.name, self.charset, self.header, self.filename = name, charset, header, filename
        self.plain, self.rich, self.shape, self.page, self.mailer = plain, rich, shape, page, mailer
        self.label = more.get("label")          # the charset written down, where it is not the true one
        self.preamble = more.get("preamble", False)
        self.octets = more.get("octets", False)  # every attachment is application/octet-stream
        self.inline = more.get("inline", False)  # attachments are sent as Content-Disposition: inline

    def but(self, **changes):
        other = Style.__new__(Style)
        other.__dict__.update(self.__dict__)
        for key, value in changes.items():
            if key not in self.__dict__:
                raise ValueError("no such habit: " + key)
            setattr(other, key, value)
        return other


# name, charset, headers, file names, transfer encoding of plain and of HTML text, shape, HTML page, X-Mailer
STYLES = {s.name: s for s in (
    Style("qq", "gb18030", "one", "one", "base64", "base64", "both", "div", "QQMail 2.x", preamble=True, octets=True),
    Style("foxmail", "GB2312", "short", "short", "base64", "quoted", "both", "page", "Foxmail 7.2.25.179[cn]", preamble=True),
    Style("netease", "GBK", "oneq", "oneq", "base64", "base64", "both", "pre", "Coremail Webmail Server Version XT5.0.14"),
    Style("sina", "GBK", "short", "short", "base64", "base64", "html", "br", "Sina WebMail 4.0", octets=True),
    Style("outlook", "gb2312", "short", "short", "quoted", "quoted", "both", "word", "Microsoft Outlook 16.0", preamble=True),
    Style("iphone", "utf-8", "short", "percent", "base64", "base64", "plain", "div", "iPhone Mail (19G71)", inline=True),
    Style("thunderbird", "UTF-8", "short", "pieces", "8bit", "8bit", "plain", "br", None, preamble=True),
    Style("coremail", "UTF-8", "one", "short", "quoted", "quoted", "both", "pre", "Coremail Webmail Server Version XT6.0.3"),
    Style("mobile139", "UTF-8", "one", "one", "base64", "base64", "html", "font", "Richmail_Webapp(V2.3.68)", octets=True),
    Style("macmail", "utf-8", "shortq", "percent", "quoted", "quoted", "both", "div", "Apple Mail (2.3654.120.0.1.13)", inline=True),
    Style("aliyun", "UTF-8", "short", "one", "base64", "base64", "both", "table", "[Alimail-Mailagent][W5_3][DefaultMode][Chrome]"),
    Style("wps", "utf-8", "raw", "raw", "8bit", "base64", "both", "page", "WPSMail 2019", octets=True),
)}


class File:
    """one attachment: decoded name, bytes, type; cid where the HTML shows it"""
    def __init__(self, name, data, kind, cid=None):
        self.name, self.data, self.kind, self.cid = name, data, kind, cid


def codec(label):
    return CODECS[label.lower()]


def ascii_only(text):
    return all(" " <= c <= "~" for c in text)


# --- headers ------------------------------------------------------------------------------------------------------

def word(raw, label, letter):
    if letter == "B":
        return "=?%s?B?%s?=" % (label, base64.b64encode(raw).decode())
    plain = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    return "=?%s?Q?%s?=" % (label, "".join(chr(b) if b in plain else "_" if b == 32 else "=%02X" % b for b in raw))


def words(text, habit, label):
    """encoded words, either one however long or short ones that end between characters"""
    letter = "Q" if habit.endswith("q") else "B"
    if habit.startswith("one"):
        return [word(text.encode(codec(label)), label, letter)]
    room, out, held = (18 if letter == "Q" else 42), [], b""
    for c in text:
        raw = c.encode(codec(label))
        if len(held) + len(raw) > room:
            out.append(word(held, label, letter))
            held = b""
        held += raw
    return out + [word(held, label, letter)]


def header_text(text, habit, label):
    text = re.sub(r"[\r\n]+", " ", text)
    if ascii_only(text):
        return text.encode()
    if habit == "raw":
        return text.encode(codec(label))
    return "\r\n ".join(words(text, habit, label)).encode()


def address(person, style):
    name, where = person
    if not name:
        return where.encode()
    if ascii_only(name):
        return ('"%s" <%s>' % (name, where)).encode()
    shown = header_text(name, style.header, style.charset)
    return (b'"%s"' % shown if style.header in ("one", "raw") else shown) + (" <%s>" % where).encode()


def parameter(key, value, habit, label):
    if ascii_only(value):
        return ['%s="%s"' % (key, value)]
    raw = value.encode(codec(label))
    if habit == "percent":
        return ["%s*=%s''%s" % (key, label, quote_from_bytes(raw, safe=""))]
    if habit == "pieces":
        whole = re.findall(r"(?:%..|.){1,18}", quote_from_bytes(raw, safe=".-_"))
        return ["%s*%d*=%s%s" % (key, i, label + "''" if i == 0 else "", p) for i, p in enumerate(whole)]
    if habit == "raw":
        return ['%s="%s"' % (key, raw.decode("latin-1"))]
    return ['%s="%s"' % (key, "\r\n ".join(words(value, habit, label)))]


# --- texts --------------------------------------------------------------------------------------------------------

def base64_lines(raw):
    whole = base64.b64encode(raw)
    return b"\r\n".join(whole[i:i + 76] for i in range(0, len(whole), 76)) + b"\r\n"


def quoted_printable(raw):
    out = []
    for line in raw.split(b"\r\n"):
        held = ""
        for i, b in enumerate(line):
            safe = 33 <= b <= 126 and b != 61 or b == 32 and i + 1 < len(line)
            piece = chr(b) if safe else "=%02X" % b
            if len(held) + len(piece) > 75:
                out.append(held + "=")
                held = ""
            held += piece
        out.append(held)
    return "\r\n".join(out).encode()


TRANSFER = {"base64": ("base64", base64_lines), "quoted": ("quoted-printable", quoted_printable), "8bit": ("8bit", bytes)}

PAGES = {
    "div": ("", "<div>%s</div>", "<br>", ""),
    "page": ("<html><head><style>body { line-height: 1.5; } p { margin: 0px; }</style></head><body>\n",
             "<div><span></span>%s</div>\n", "<br>", "</body></html>"),
    "pre": ("<div style=\"line-height:1.7;font-size:14px;font-family:Arial\">", "<p style=\"margin: 0;\">%s</p>", "<br>", "</div>"),
    "br": ("", "%s<br>\n", "", ""),
    "word": ("<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><style><!-- p.MsoNormal {margin:0cm;} --></style></head>"
             "<body lang=ZH-CN><div class=WordSection1>\n", "<p class=MsoNormal><span lang=EN-US style='font-size:12.0pt'>%s<o:p></o:p></span></p>\n",
             "&nbsp;", "</div></body></html>"),
    "font": ("<html><body>", "<p><font face=\"&#24494;&#36719;&#38597;&#40657;\" size=\"2\">%s</font></p>", "&nbsp;", "</body></html>"),
    "table": ("<div class=\"__aliyun_email_body_block\"><div style=\"font-family:Tahoma,Arial\">",
              "<div style=\"clear:both;\"><span>%s</span></div>", "<br>", "</div></div>"),
}


def page(text, kind):
    head, line, empty, tail = PAGES[kind]
    shown = (markup.escape(x, quote=False).replace("  ", "&nbsp; ") or empty for x in text.split("\n"))
    return head + "".join(line % x for x in shown) + tail


def plain_of(source):
    """what a program's own plain part holds beside an HTML one"""
    text = re.sub(r"(?is)<(style|head|script)\b.*?</\1>|<!--.*?-->", "", source)
    text = re.sub(r"(?i)<br\s*/?>|</(p|div|tr|h\d|li|table)>", "\n", text)
    text = re.sub(r"(?i)</t[dh]>", "\t", text)
    text = markup.unescape(re.sub(r"<[^>]+>", "", text)).replace("\xa0", " ")
    return re.sub(r"[ \t]*\n\s*", "\n", text).strip()


# --- parts --------------------------------------------------------------------------------------------------------

class Composer:
    def __init__(self, style, seed):
        self.style, self.seed, self.boundaries = style, seed, 0

    def digest(self, *what):
        return hashlib.sha256("/".join((self.seed,) + what).encode()).hexdigest()

    def text(self, subtype, text):
        s = self.style
        raw = text.replace("\r\n", "\n").replace("\n", "\r\n").encode(codec(s.charset))
        name, pack = TRANSFER[s.plain if subtype == "plain" else s.rich]
        body = pack(raw)
        head = 'Content-Type: text/%s; charset="%s"\r\nContent-Transfer-Encoding: %s\r\n' % (subtype, s.label or s.charset, name)
        return head.encode(), body if body.endswith(b"\r\n") else body + b"\r\n"

    def multipart(self, subtype, parts):
        self.boundaries += 1
        mark = "----=_Part_%d_%s" % (self.boundaries, self.digest("boundary", str(self.boundaries))[:24])
        out = [b"This is a multi-part message in MIME format.\r\n\r\n"] if self.style.preamble else []
        for head, body in parts:
            out += [b"--", mark.encode(), b"\r\n", head, b"\r\n", body, b"" if body.endswith(b"\r\n") else b"\r\n"]
        out += [b"--", mark.encode(), b"--\r\n"]
        return ('Content-Type: multipart/%s;\r\n\tboundary="%s"\r\n' % (subtype, mark)).encode(), b"".join(out)

    def file(self, a):
        s = self.style
        letter = a.kind == "message/rfc822"
        kind = a.kind if letter or not s.octets or a.cid else "application/octet-stream"
        lines = ["Content-Type: " + kind]
        if a.name:
            lines += parameter("name", a.name, "short" if s.filename in ("percent", "pieces") else s.filename, s.charset)
        head = ";\r\n\t".join(lines)
        head += "\r\nContent-Transfer-Encoding: %s\r\n" % ("8bit" if letter else "base64")
        lines = ["Content-Disposition: " + ("inline" if a.cid or s.inline and kind.startswith("image/") else "attachment")]
        if a.name:
            lines += parameter("filename", a.name, s.filename, s.charset)
        head += ";\r\n\t".join(lines) + "\r\n"
        if a.cid:
            head += "Content-ID: <%s>\r\n" % a.cid
        return head.encode("latin-1"), a.data if letter else base64_lines(a.data)

    def content(self, text, rich, files):
        s = self.style
        shape = s.shape
        if rich is not None and text is None:       # written as HTML: no program makes plain text of that alone
            shape = "html" if shape == "html" else "both"
            text = plain_of(rich)
        elif rich is not None:
            shape = "html" if shape == "html" else "both"
        else:
            text = text or ""
            rich = page(text, s.page) if shape != "plain" else None
        shown = [a for a in files if a.cid and shape != "plain"]
        part = self.text("plain", text) if shape == "plain" else self.text("html", rich)
        if shape == "both":
            part = self.multipart("alternative", [self.text("plain", text), part])
        if shown:
            part = self.multipart("related", [part] + [self.file(a) for a in shown])
        rest = [a for a in files if a not in shown]
        return self.multipart("mixed", [part] + [self.file(a) for a in rest]) if rest else part


def compose(letter, style, seed):
    """letter: sender, to, subject, date, text, rich, files, headers [(name, value)]; the whole message as bytes"""
    c = Composer(style, seed)
    head, body = c.content(letter.get("text"), letter.get("rich"), letter.get("files", ()))
    domain = letter["sender"][1].rsplit("@", 1)[-1]
    own = [("From", address(letter["sender"], style)),
           ("To", b", ".join(address(t, style) for t in letter["to"])),
           ("Subject", header_text(letter["subject"], style.header, style.charset)),
           ("Date", format_datetime(letter["date"]).encode()),
           ("Message-ID", ("<%s@%s>" % (c.digest("id")[:32], domain)).encode()),
           ("MIME-Version", b"1.0")]
    if style.mailer:
        own.append(("X-Mailer", style.mailer.encode()))
    extra = [(k, v if isinstance(v, bytes) else header_text(v, style.header, style.charset)) for k, v in letter.get("headers", ())]
    given = {k.lower() for k, _ in extra}
    out = [(k, v) for k, v in extra if k.lower() in ("received", "return-path")]
    out += [(k, v) for k, v in own if k.lower() not in given]
    out += [(k, v) for k, v in extra if k.lower() not in ("received", "return-path")]
    return b"".join(k.encode() + b": " + v + b"\r\n" for k, v in out) + head + b"\r\n" + body
