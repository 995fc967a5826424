"""What a run left behind, in forms that can be compared."""
import contextlib
import email
import email.policy
import hashlib
import io
import os
import re
import sqlite3
import time
import zipfile


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def tree(folder):
    """{path below the folder: SHA-256} of every file; folders end in "/". Without the register page, which tells the time."""
    found = {}
    for path, folders, files in os.walk(folder):
        below = os.path.relpath(path, folder)
        for name in folders:
            found[os.path.normpath(os.path.join(below, name)) + "/"] = ""
        for name in files:
            if below == "." and name in ("index.html", ".index.html.new"):
                continue
            with open(os.path.join(path, name), "rb") as f:
                found[os.path.normpath(os.path.join(below, name))] = sha256(f.read())
    return found


# What may honestly differ between two runs that did the same: how often something was tried, and what a server said.
VOLATILE = {"attempts", "next_attempt", "said"}


@contextlib.contextmanager
def reading(state):
    """The one database in a state folder, read-only; also while the daemon works on it."""
    names = [n for n in os.listdir(state) if n.endswith(".db")]
    if len(names) != 1:
        raise AssertionError("expected one database in the state folder, found %r" % names)
    with contextlib.closing(sqlite3.connect("file:%s?mode=ro" % os.path.join(state, names[0]), uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        connection.text_factory = lambda b: b.decode("utf-8", "surrogateescape")
        yield connection


def queued_answers(state):
    """The Message-IDs of answers that the database does not know to be sent; none while it is not made yet."""
    try:
        with reading(state) as connection:
            return {row[0] for row in connection.execute("SELECT message_id FROM answer WHERE state = 'queued'")}
    except (AssertionError, sqlite3.OperationalError):
        return set()


def database(state):
    """{table: [row as text, …]} sorted. Moments of this run become "now"."""
    with reading(state) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: sorted(comparable(row) for row in connection.execute('SELECT * FROM "%s"' % table)) for table in tables}


def comparable(row):
    return " ".join("%s=%r" % (key, timeless(row[key])) for key in row.keys() if key not in VOLATILE)


NOW_MARGIN = 86400  # seconds


def timeless(value):
    """Epoch seconds near now become "now"; a stored message is reduced to what must be the same of it."""
    if isinstance(value, int) and abs(value - time.time()) < NOW_MARGIN:
        return "now"
    if isinstance(value, bytes) and re.search(rb"(?mi)^Message-ID:", value):
        return answer_identity(value)
    return value


def parse(raw):
    return email.message_from_bytes(raw, policy=email.policy.default)


def one_line(value):
    """A header's value with its folding removed; "" where there is none."""
    return "" if value is None else " ".join(str(value).split())


def answer_identity(raw):
    """What must be the same of an answer however often the daemon was killed: everything but transport and moment."""
    m = parse(raw)
    return (one_line(m["Message-ID"]), one_line(m["To"]), one_line(m["Subject"]), one_line(m["In-Reply-To"]),
            tuple(sha256(part.get_payload(decode=True)) for part in m.walk() if not part.is_multipart()))


def leaves(raw):
    """The SHA-256 of every leaf of a mail's MIME tree as Python decodes it, also inside attached messages and ZIP archives."""
    m = email.message_from_bytes(raw)
    return {digest for part in m.walk() if not part.is_multipart()
            for digest in contents(part.get_payload(decode=True) or b"")}


def contents(data):
    yield sha256(data)
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                yield sha256(archive.read(member))
