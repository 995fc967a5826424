"""What tests do with mailboxes: put mails in, look what is there."""
import contextlib
import imaplib
import os
import pwd
import re
import ssl

from servers.dovecot import PASSWORD
from servers.scratch import UNPRIVILEGED

imaplib._MAXLINE = 10_000_000  # a SEARCH answer over 10,000 mails is one line

INTERNALDATE = 1658106773  # 18 July 2022, inside the 2022 campaign


class Mailboxes:
    """Over IMAP with verified TLS, save fill_fast() which writes the Maildir itself."""

    def __init__(self, dovecot, ca_file):
        self.dovecot = dovecot
        self.tls = ssl.create_default_context(cafile=ca_file)

    @contextlib.contextmanager
    def session(self, user):
        imap = imaplib.IMAP4_SSL("localhost", self.dovecot.tls_port, ssl_context=self.tls)
        try:
            imap.login(user, PASSWORD)
            yield imap
        finally:
            with contextlib.suppress(OSError, imaplib.IMAP4.error):
                imap.logout()

    def append(self, user, mails, folder="INBOX", dates=None):
        """Raw bytes, one APPEND each, with a fixed INTERNALDATE a minute apart unless `dates` (epoch seconds) are given."""
        with self.session(user) as imap:
            for i, mail in enumerate(mails):
                date = dates[i] if dates else INTERNALDATE + 60 * i
                answer(imap.append(folder, None, imaplib.Time2Internaldate(date), mail))

    def fill_fast(self, user, mails, date=INTERNALDATE):
        """For thousands of mails: written straight into the Maildir, a second apart."""
        owner = pwd.getpwnam(UNPRIVILEGED)
        inbox = os.path.join(self.dovecot.home(user), "Maildir")
        for name in ("", "cur", "new", "tmp"):
            os.makedirs(os.path.join(inbox, name), exist_ok=True)
        for folder in (self.dovecot.home(user), inbox, *(os.path.join(inbox, n) for n in ("cur", "new", "tmp"))):
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        for i, mail in enumerate(mails):
            path = os.path.join(inbox, "cur", "%d.M%dP1.test,S=%d,W=%d:2," % (date + i, i, len(mail), len(mail)))
            with open(path, "wb") as f:
                f.write(mail)
            os.chown(path, owner.pw_uid, owner.pw_gid)
            os.utime(path, (date + i, date + i))

    def read(self, user, folder="INBOX"):
        """[(uid, flags, raw bytes)] in the order of UIDs; [] where there is no such mailbox."""
        if not os.path.isdir(self.dovecot.home(user)):
            return []
        with self.session(user) as imap:
            status, _ = imap.select('"%s"' % folder, readonly=True)
            if status != "OK":
                return []
            data = answer(imap.uid("FETCH", "1:*", "(UID FLAGS BODY.PEEK[])"))
            return [(int(re.search(rb"UID (\d+)", head).group(1)), imaplib.ParseFlags(head), raw)
                    for head, raw in (item for item in data if isinstance(item, tuple))]

    def read_all(self, users=None, but=()):
        """{user: [raw bytes]} of every mailbox that holds something."""
        found = {user: [raw for _, _, raw in self.read(user)] for user in users or self.dovecot.users() if user not in but}
        return {user: mails for user, mails in found.items() if mails}

    def uidvalidity(self, user, folder="INBOX"):
        with self.session(user) as imap:
            answer(imap.select('"%s"' % folder, readonly=True))
            return int(imap.response("UIDVALIDITY")[1][0])

    def change_uidvalidity(self, user):
        """As after a server's move: the same messages under new numbers. No session may be open on the mailbox."""
        before = self.uidvalidity(user)
        inbox = os.path.join(self.dovecot.home(user), "Maildir")
        for name in os.listdir(inbox):
            if name.startswith(("dovecot.index", "dovecot-uidlist", "dovecot-uidvalidity")):
                os.unlink(os.path.join(inbox, name))
        # Dovecot takes the time in seconds, which may not have moved on since the mailbox was made.
        with open(os.path.join(inbox, "dovecot-uidlist"), "w", encoding="ascii") as f:
            f.write("3 V%d N1001\n" % (before + 7))
        os.chown(f.name, pwd.getpwnam(UNPRIVILEGED).pw_uid, pwd.getpwnam(UNPRIVILEGED).pw_gid)
        assert self.uidvalidity(user) != before


def answer(reply):
    """The data of an IMAP reply that must be OK."""
    status, data = reply
    if status != "OK":
        raise imaplib.IMAP4.error("%s %r" % (status, data))
    return data
