"""A line-speaking server that says exactly what a test wants, in the clear, on loopback."""
import contextlib
import socket
import threading


class Hangup(Exception):
    """Raised by a script to close the connection at once."""


class ScriptedServer:
    """Use as a context manager; each connection is served by `serve(connection)` in a thread of its own."""

    def __init__(self):
        self.heard = []  # lines, over all connections
        self.connections = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.open = []

    def __enter__(self):
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.close()
        for connection in self.open:
            with contextlib.suppress(OSError):
                connection.socket.shutdown(socket.SHUT_RDWR)

    def count(self, start):
        return sum(line.upper().startswith(start.upper()) for line in self.heard)

    def serve(self, connection):
        raise NotImplementedError

    def _accept(self):
        while True:
            try:
                peer, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            connection = Connection(peer, self.heard)
            self.open.append(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        with connection.socket, connection.file, contextlib.suppress(OSError, Hangup):
            self.serve(connection)


class Connection:
    def __init__(self, peer, heard):
        self.socket = peer
        self.file = peer.makefile("rb")
        self.heard = heard

    def line(self):
        raw = self.file.readline()
        if not raw:
            raise Hangup
        text = raw.decode("utf-8", "surrogateescape").rstrip("\r\n")
        self.heard.append(text)
        return text

    def send(self, data):
        self.socket.sendall(data if isinstance(data, bytes) else data.encode("utf-8", "surrogateescape"))
