"""A private clamd, the real one, with one signature of our own: the EICAR test file, wherever in a file it stands."""
import os

from servers.scratch import need_program, wait_until
from servers.scripted_clamd import EICAR

SIGNATURE = "Own.Eicar-Test"
SETTINGS = """
Foreground yes
LocalSocket {socket}
FixStaleSocket yes
DatabaseDirectory {signatures}
StreamMaxLength {most}
Bytecode no
SelfCheck 0
MaxThreads 2
"""


class RealClamd:
    """Use as a context manager, or call start and stop. `most`: how long a file may be, as clamd.conf(5) writes sizes."""

    def __init__(self, scratch, socket, most="1M"):
        self.scratch, self.socket = scratch, socket
        scratch.folder("signatures")
        scratch.write("signatures/own.ndb", "%s:0:*:%s\n" % (SIGNATURE, EICAR.hex()))
        self.config = scratch.write("clamd.conf", SETTINGS.format(socket=socket, signatures=scratch.at("signatures"), most=most))
        self.child = None

    def start(self):
        self.child = self.scratch.start([need_program("clamd"), "--config-file=" + self.config], "clamd.log")
        wait_until(lambda: os.path.exists(self.socket) or self._ended(), 30, "clamd")
        return self

    def stop(self):
        self.scratch.stop(self.child)

    def _ended(self):
        if self.child.poll() is not None:
            with open(self.scratch.at("clamd.log"), encoding="utf-8", errors="replace") as f:
                raise RuntimeError("clamd ended: " + f.read()[-2000:])

    __enter__ = start

    def __exit__(self, *_):
        self.stop()
