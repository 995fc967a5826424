"""IMAP servers with the manners of real ones, good and bad. Subclass and override what misbehaves."""
import time

from servers.scripted import Hangup, ScriptedServer


class Imap(ScriptedServer):
    """A plain, well-behaved server over one folder."""

    capability = "IMAP4rev1"
    uidvalidity = 1
    lower_case = False

    def __init__(self, mails=()):
        super().__init__()
        self.mails = {uid: raw for uid, raw in enumerate(mails, 1)}
        self.flags = {}

    def serve(self, c):
        self.greet(c)
        while True:
            tag, _, rest = c.line().partition(" ")
            name, _, arguments = rest.partition(" ")
            if name.upper() == "UID":
                name, _, arguments = arguments.partition(" ")
                name = "UID " + name
            command = getattr(self, "on_" + name.lower().replace(" ", "_"), None)
            if command is None:
                c.send("%s BAD unknown command\r\n" % tag)
            else:
                command(c, tag, arguments)

    def say(self, c, text):
        """An untagged response, in the case that this server likes."""
        c.send("* %s\r\n" % (text.lower() if self.lower_case else text))

    def done(self, c, tag, text="OK completed"):
        c.send("%s %s\r\n" % (tag, text))

    def greet(self, c):
        c.send("* OK [CAPABILITY %s] ready\r\n" % self.capability)

    def on_capability(self, c, tag, _):
        self.say(c, "CAPABILITY " + self.capability)
        self.done(c, tag)

    def on_id(self, c, tag, _):
        self.say(c, 'ID ("name" "scripted")')
        self.done(c, tag)

    def on_login(self, c, tag, _):
        self.done(c, tag)

    def on_select(self, c, tag, _):
        self.say(c, "FLAGS (\\Seen \\Deleted)")
        self.say(c, "%d EXISTS" % len(self.mails))
        self.say(c, "0 RECENT")
        c.send("* OK [UIDVALIDITY %d] UIDs valid\r\n" % self.uidvalidity)
        self.done(c, tag, "OK [READ-WRITE] selected")

    def on_noop(self, c, tag, _):
        self.done(c, tag)

    def on_logout(self, c, tag, _):
        self.say(c, "BYE")
        self.done(c, tag)
        raise Hangup

    def on_uid_fetch(self, c, tag, arguments):
        wanted, _, items = arguments.partition(" ")
        for number, uid in enumerate(sorted(self.mails), 1):
            if not matches(wanted, uid, max(self.mails)):
                continue
            if "BODY" in items.upper():
                self.body(c, number, uid)
            else:
                self.say(c, '%d FETCH (UID %d RFC822.SIZE %d INTERNALDATE "18-Jul-2022 01:12:53 +0000")'
                         % (number, uid, self.size(uid)))
        self.done(c, tag)

    def size(self, uid):
        return len(self.mails[uid])

    def body(self, c, number, uid):
        raw = self.mails[uid]
        name = "fetch (uid %d body[] {%d}" if self.lower_case else "FETCH (UID %d BODY[] {%d}"
        c.send(("* %d " % number + name % (uid, len(raw)) + "\r\n").encode() + raw + b")\r\n")

    def on_uid_store(self, c, tag, arguments):
        wanted, _, flags = arguments.partition(" ")
        for uid in self.mails:
            if matches(wanted, uid, max(self.mails)):
                self.flags[uid] = flags
        self.done(c, tag)


def matches(wanted, uid, largest):
    for piece in wanted.split(","):
        first, _, last = piece.replace("*", str(largest)).partition(":")
        ends = sorted((int(first), int(last or first)))
        if ends[0] <= uid <= ends[1]:
            return True
    return False


class Sina(Imap):
    """Says little and in lower case; no IDLE."""
    capability = "IMAP4rev1 ID"
    lower_case = True


class NetEase(Imap):
    """Nobody selects a folder before saying who they are; UIDs of ten digits, and a wrong UIDNEXT."""
    capability = "IMAP4rev1 ID UIDPLUS"

    def __init__(self, mails=()):
        super().__init__()
        self.mails = {1320000000 + uid: raw for uid, raw in enumerate(mails, 1)}
        self.introduced = False

    def on_id(self, c, tag, arguments):
        self.introduced = "name" in arguments
        super().on_id(c, tag, arguments)

    def on_select(self, c, tag, arguments):
        if not self.introduced:
            return self.done(c, tag, "NO SELECT Unsafe Login. Please contact kefu@188.com for help")
        c.send("* OK [UIDNEXT 100] wrong\r\n")
        return super().on_select(c, tag, arguments)


class IdRefused(Imap):
    capability = "IMAP4rev1 ID"

    def on_id(self, c, tag, _):
        self.done(c, tag, "BAD what?")


class IdGarbled(Imap):
    """What it says to ID cannot be parsed: the client must do without."""
    capability = "IMAP4rev1 ID"

    def on_id(self, c, tag, _):
        c.send('* ID ("name" ("nested") 7\r\n')
        self.done(c, tag)


class PasswordRefused(Imap):
    answer = "NO LOGIN Login error or password error"

    def on_login(self, c, tag, _):
        self.done(c, tag, self.answer)


class Unavailable(PasswordRefused):
    answer = "NO [UNAVAILABLE] come back later"


class HalfOpen(Imap):
    """Goes silent for good once IDLE has begun, as a NAT that forgot us does."""
    capability = "IMAP4rev1 IDLE"

    def on_idle(self, c, tag, _):
        c.send("+ idling\r\n")
        while True:
            c.line()


class Pushing(Imap):
    """Announces a new message during IDLE, in the same packet as the continuation."""
    capability = "IMAP4rev1 IDLE"

    def on_idle(self, c, tag, _):
        if len(self.mails) == 1:
            self.mails[2] = b"Subject: second\r\n\r\nnew\r\n"
        c.send("+ idling\r\n* %d EXISTS\r\n" % len(self.mails))
        if c.line().upper() != "DONE":
            raise Hangup
        self.done(c, tag)


class Silent(Imap):
    def greet(self, c):
        c.line()


class Drip(Imap):
    """One byte every tenth of a second: no read ever times out."""

    def body(self, c, number, uid):
        c.send("* %d FETCH (UID %d BODY[] {100000}\r\n" % (number, uid))
        for _ in range(100000):
            c.send("x")
            time.sleep(0.1)


class CutLiteral(Imap):
    """Closes in the middle of the second message, always."""
    bad = 2

    def body(self, c, number, uid):
        if uid == self.bad:
            c.send("* %d FETCH (UID %d BODY[] {100000}\r\nabc" % (number, uid))
            raise Hangup
        super().body(c, number, uid)


class HugeLiteral(CutLiteral):
    def body(self, c, number, uid):
        if uid != self.bad:
            return super().body(c, number, uid)
        c.send("* %d FETCH (UID %d BODY[] {3000000000}\r\n" % (number, uid))
        while True:
            c.send(b"x" * 65536)


class Withholding(CutLiteral):
    """Lists a message that it does not deliver."""

    def body(self, c, number, uid):
        if uid != self.bad:
            super().body(c, number, uid)


class Throttling(Imap):
    """Gives no bodies today."""

    def on_uid_fetch(self, c, tag, arguments):
        if "BODY" in arguments.upper():
            return self.done(c, tag, "NO [LIMIT] too much for today")
        return super().on_uid_fetch(c, tag, arguments)


class Expunging(Withholding):
    """One message vanishes between the listing and the fetch."""

    def body(self, c, number, uid):
        super().body(c, number, uid)

    def on_uid_fetch(self, c, tag, arguments):
        super().on_uid_fetch(c, tag, arguments)
        if "BODY" in arguments.upper():
            self.mails.pop(self.bad, None)


class SizeLies(Imap):
    def size(self, uid):
        return len(self.mails[uid]) + 7


class WrongMessage(Imap):
    """Sends a message that nobody asked for."""

    def body(self, c, number, uid):
        c.send("* %d FETCH (UID 99 BODY[] {3}\r\nabc)\r\n" % number)


class UidLast(Imap):
    """Puts the UID behind the body."""

    def body(self, c, number, uid):
        raw = self.mails[uid]
        c.send(("* %d FETCH (BODY[] {%d}\r\n" % (number, len(raw))).encode() + raw + (" UID %d)\r\n" % uid).encode())


class Junk(Imap):
    def greet(self, c):
        c.send(bytes(range(256)) * 64)
        raise Hangup


class EndlessLine(Imap):
    def on_select(self, c, tag, _):
        c.send("* ")
        while True:
            c.send(b"x" * 65536)


class Bye(Imap):
    """Throws everybody out while a listing is expected."""

    def on_uid_fetch(self, c, tag, arguments):
        c.send("* BYE maintenance\r\n")
        raise Hangup


class Injecting(Imap):
    """Something on the way puts a response behind the answer to STARTTLS."""
    capability = "IMAP4rev1 STARTTLS"

    def on_starttls(self, c, tag, _):
        c.send("%s OK begin\r\n* OK injected\r\n" % tag)
        c.line()


class EmptyRefused(Imap):
    """Refuses to list an empty folder."""

    def on_uid_fetch(self, c, tag, arguments):
        self.done(c, tag, "NO no matching messages")


class KeywordsRefused(Imap):
    def on_uid_store(self, c, tag, arguments):
        if "\\" not in arguments:
            return self.done(c, tag, "NO keywords are not supported")
        return super().on_uid_store(c, tag, arguments)
