"""What a run left behind, in forms that can be compared."""
import email
import email.policy
import hashlib
import os
import re
import sqlite3
import time


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def tree(folder):
    """{path below the folder: SHA-256} of every file; folders end in "/"."""
    found = {}
    for path, folders, files in os.walk(folder):
        below = os.path.relpath(path, folder)
        for name in folders:
            found[os.path.normpath(os.path.join(below, name)) + "/"] = ""
        for name in files:
            with open(os.path.join(path, name), "rb") as f:
                found[os.path.normpath(os.path.join(below, name))] = sha256(f.read())
    return found


def database(state):
    """{table: [row, …]} of the one database in a state folder. Moments of this run become "now": they differ honestly."""
    names = [n for n in os.listdir(state) if n.endswith((".db", ".sqlite", ".sqlite3"))]
    if len(names) != 1:
        raise AssertionError("expected one database in the state folder, found %r" % names)
    connection = sqlite3.connect("file:%s?mode=ro" % os.path.join(state, names[0]), uri=True)
    connection.text_factory = lambda b: b.decode("utf-8", "surrogateescape")
    try:
        tables = [n for n, in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {table: [tuple(timeless(v) for v in row) for row in connection.execute('SELECT * FROM "%s" ORDER BY 1, 2' % table
                if columns(connection, table) > 1 else 'SELECT * FROM "%s" ORDER BY 1' % table)]
                for table in tables if not table.startswith("sqlite_")}
    finally:
        connection.close()


def columns(connection, table):
    return len(connection.execute('PRAGMA table_info("%s")' % table).fetchall())


NOW_MARGIN = 6 * 86400  # a retry may be planned for later


def timeless(value):
    """Epoch seconds, milliseconds or microseconds near now become "now", also inside text."""
    now = time.time()
    if isinstance(value, int):
        near = any(abs(value / unit - now) < NOW_MARGIN for unit in (1, 1000, 1000000))
        return "now" if near else value
    if isinstance(value, str):
        return re.sub(r"\d{10}(\d{3}|\d{6})?", lambda m: str(timeless(int(m.group()))), value)
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
    """The SHA-256 of every leaf of a mail's MIME tree as Python decodes it, also inside attached messages."""
    m = email.message_from_bytes(raw)
    return {sha256(part.get_payload(decode=True) or b"") for part in m.walk() if not part.is_multipart()}
