"""A clamd on a UNIX socket that knows one virus, the EICAR test file, and takes files up to a size."""
import contextlib
import os
import socket
import struct
import threading

# In two pieces, so that no scanner takes this file for one.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd:
    """Use as a context manager; `streams` are the files that it was shown."""

    def __init__(self, path, most=1 << 20, silent=False):
        self.path, self.most, self.silent = path, most, silent
        self.streams = []

    def __enter__(self):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.path)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(self.path)
        self.listener.listen()
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        os.unlink(self.path)

    def _accept(self):
        while True:
            try:
                peer, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(peer,), daemon=True).start()

    def _serve(self, peer):
        with peer, peer.makefile("rb") as said, contextlib.suppress(OSError):
            if said.read(10) != b"zINSTREAM\0":
                peer.sendall(b"UNKNOWN COMMAND\0")
                return
            data = b""
            while True:
                length, = struct.unpack(">I", said.read(4))
                if not length:
                    break
                data += said.read(length)
                if len(data) > self.most:
                    peer.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                    return
            self.streams.append(data)
            if not self.silent:
                peer.sendall(b"stream: Eicar-Test-Signature FOUND\0" if EICAR in data else b"stream: OK\0")
