"""An SMTP server that answers each command as the test says."""
from servers.scripted import Hangup, ScriptedServer


class Smtp(ScriptedServer):
    """`replies` maps the beginning of a command line, the longest first, to what is sent: text or bytes, None to hang up.
    "DATA" is the answer to the command, "." the one to the final dot."""

    extensions = ("AUTH PLAIN LOGIN", "SIZE 10000000")

    def __init__(self, replies=None):
        super().__init__()
        self.replies = replies or {}
        self.messages = []  # all that were read whole
        self.taken = []     # … and accepted

    def serve(self, c):
        self.answer(c, "greeting", "220 scripted ready")
        while True:
            line = c.line()
            word = line.split(" ")[0].upper()
            if word == "EHLO":
                self.answer(c, line, "250-scripted\r\n250-%s\r\n250 HELP" % "\r\n250-".join(self.extensions))
            elif word == "AUTH":
                self.authenticate(c, line)
            elif word == "DATA":
                self.take_message(c)
            elif word == "QUIT":
                self.answer(c, line, "221 bye")
                raise Hangup
            else:
                self.answer(c, line, "250 fine")

    def authenticate(self, c, line):
        if line.upper() == "AUTH LOGIN":
            for prompt in ("VXNlcm5hbWU6", "UGFzc3dvcmQ6"):
                c.send("334 %s\r\n" % prompt)
                c.line()
        self.answer(c, line, "235 welcome")

    def take_message(self, c):
        if not self.answer(c, "DATA", "354 go on"):
            return
        lines = []
        while True:
            raw = c.file.readline()
            if not raw:
                raise Hangup
            if raw == b".\r\n":
                break
            lines.append(raw)
        self.messages.append(b"".join(lines))
        if self.answer(c, ".", "250 taken"):
            self.taken.append(self.messages[-1])

    def answer(self, c, line, default):
        """False where the reply was none that invites to go on."""
        reply = default
        for start in sorted(self.replies, key=len, reverse=True):
            if line.upper().startswith(start.upper()):
                reply = self.replies[start]
                break
        if reply is None:
            raise Hangup
        if isinstance(reply, str):
            reply = reply.encode()
        c.send(reply + b"\r\n")
        return reply[:1] in b"23"


class Injecting(Smtp):
    """Something on the way puts a reply behind the answer to STARTTLS."""
    extensions = ("STARTTLS",)

    def answer(self, c, line, default):
        if line.upper() == "STARTTLS":
            c.send("220 go ahead\r\n250 injected\r\n")
            c.line()
        return super().answer(c, line, default)
