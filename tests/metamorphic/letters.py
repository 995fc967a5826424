"""Takes a message of the corpus apart into what its sender wrote: words, names and files, whatever carried them."""
import email
import os
import re
import sys
from base64 import b64decode
from dataclasses import dataclass, field, replace
from email.message import Message
from email.policy import compat32
from email.utils import parseaddr, parsedate_to_datetime
from quopri import decodestring

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.dirname(HERE)
sys.path[:0] = [os.path.join(TESTS, "cases"), os.path.join(TESTS, "corpus")]
from wire import CHINA, File, compose  # noqa: E402

CASE_FOLDERS = (os.path.join(TESTS, "corpus", "cases"), os.path.join(TESTS, "cases"))
# Headers that the composer writes anew or that belong to the old transport.
REPLACED = re.compile(r"(?i)(from|to|cc|subject|date|mime-version|content-.*|x-mailer|user-agent|x-qq.*|x-cm-.*|x-has-attach|x-guid)$")
ENCODED_WORD = re.compile(r"=\?([^?*]+)(?:\*[^?]*)?\?([BbQq])\?([^?]*)\?=")


class NotRepeatable(Exception):
    """a message whose very structure is its meaning, such as a bounce"""


@dataclass
class Letter:
    sender: tuple
    subject: str
    date: object
    text: object = None         # the plain part, or None
    rich: object = None         # the HTML part, or None
    files: list = field(default_factory=list)
    headers: list = field(default_factory=list)
    raw: bytes = b""

    def but(self, **changes):
        return replace(self, **changes)

    def send(self, style, seed):
        return compose({"sender": self.sender, "to": [("", "xuanwangbu@sina.com")], "subject": self.subject, "date": self.date,
                        "text": self.text, "rich": self.rich, "files": self.files, "headers": self.headers}, style, seed)


def decoded(raw, label=None):
    label = (label or "").lower().strip("\"' ")
    first = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "us-ascii": "", "iso-8859-1": "", "": ""}.get(label, label)
    for codec in filter(None, (first, "utf-8", "gb18030")):
        try:
            return raw.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("utf-8", "replace")


def header_bytes(value):
    return value if isinstance(value, bytes) else value.encode("ascii", "surrogateescape")


def header(part, name):
    """the bytes of a header as they came, or None; Message.get() would mask those that are not ASCII"""
    return next((header_bytes(v) for k, v in part.raw_items() if k.lower() == name), None)


def header_text(value):
    """A header or parameter as its reader sees it; a character may be cut between two encoded words."""
    raw = re.sub(rb"\r?\n", b"", value or b"")
    raw = re.sub(rb"(\?=)\s+(=\?)", rb"\1\2", raw)
    out, end, held, label = [], 0, b"", None

    def flush():
        nonlocal held
        if held:
            out.append(decoded(held, label))
            held = b""
    shown = raw.decode("latin-1")
    for m in ENCODED_WORD.finditer(shown):
        if m.start() > end or m[1].lower() != (label or m[1]).lower():
            flush()
        if m.start() > end:
            out.append(decoded(raw[end:m.start()]))
        label, end = m[1], m.end()
        if m[2] in "Bb":
            held += b64decode(m[3] + "=" * (-len(m[3]) % 4))
        else:
            held += decodestring(m[3].replace("_", " ").encode("latin-1"), header=True)
    flush()
    return "".join(out) + decoded(raw[end:])


def file_name(part):
    for key, name in (("filename", "content-disposition"), ("name", "content-type")):
        given = Message()
        given[name] = (header(part, name) or b"").decode("latin-1")
        value = given.get_param(key, header=name)
        if isinstance(value, tuple):
            return decoded(value[2].encode("latin-1"), value[0])
        if value:
            return header_text(value.encode("latin-1"))
    return None


def collect(part, letter, alternative=False):
    kind = part.get_content_type()
    if kind == "multipart/report" or kind == "text/calendar" and alternative:
        raise NotRepeatable
    if kind == "message/rfc822":
        inner = part.get_payload()[0].as_bytes(policy=compat32.clone(linesep="\r\n", max_line_length=None))
        letter.files.append(File(file_name(part), inner, kind))
    elif part.is_multipart():
        for child in part.get_payload():
            collect(child, letter, kind == "multipart/alternative")
    else:
        leaf(part, kind, letter)


def leaf(part, kind, letter):
    name, data = file_name(part), part.get_payload(decode=True) or b""
    if kind in ("text/plain", "text/html") and not name and part.get_content_disposition() != "attachment":
        words = decoded(data, part.get_param("charset")).replace("\r\n", "\n")
        if kind == "text/html":
            words = re.sub(r"(?i)<meta[^>]*charset[^>]*>", "", words)
            letter.rich = words if letter.rich is None else letter.rich + words
        else:
            letter.text = words.rstrip("\n") if letter.text is None else letter.text + "\n" + words.rstrip("\n")
    else:
        cid = (part.get("Content-ID") or "").strip("<> ") or None
        letter.files.append(File(name, data, kind, cid))


def address_of(value):
    """(name, address): the address is cut off before the name is decoded, so that no decoded comma can mislead"""
    raw = re.sub(rb"\r?\n", b"", value or b"").decode("latin-1")
    m = re.match(r"\s*(.*?)\s*<([^<>]*)>\s*$", raw)
    if not m:
        return "", parseaddr(raw)[1] or "unknown@example.cn"
    return header_text(m[1].strip('"').encode("latin-1")), m[2]


def read(raw):
    message = email.message_from_bytes(raw)
    date = message.get("Date")
    letter = Letter(address_of(header(message, "from")), header_text(header(message, "subject")), parsedate_to_datetime(date).astimezone(CHINA), raw=raw)
    letter.headers = [(k, header_bytes(v)) for k, v in message.raw_items() if not REPLACED.match(k)]
    collect(message, letter)
    return letter


def cases(folders=CASE_FOLDERS):
    """[(name, path of mail.eml)] of every labelled case"""
    found = []
    for folder in folders:
        for name in sorted(os.listdir(folder)):
            path = os.path.join(folder, name, "mail.eml")
            if os.path.exists(path):
                found.append((name, path))
    return found
