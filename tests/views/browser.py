"""Headless Chromium, spoken to by its own protocol: what a reader sees and does."""
import base64
import contextlib
import json
import os
import signal
import subprocess
import tempfile
import time
import urllib.request

import websocket

SECONDS = 30
DESKTOP, TELEPHONE = (1280, 900), (390, 844)


class Browser:
    def __init__(self):
        # Its helper processes outlive it for a moment, and still write.
        self.folder = tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True)
        self.child = subprocess.Popen(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--hide-scrollbars",
             "--remote-debugging-port=0", "--remote-allow-origins=*", "--user-data-dir=" + self.folder.name, "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            env={**os.environ, "HOME": self.folder.name})
        self.number = 0
        self.events = []
        self.socket = websocket.create_connection(self.address(), timeout=SECONDS)
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(domain + ".enable")

    def address(self):
        """Of the one tab, as soon as it is there."""
        port_file, end = os.path.join(self.folder.name, "DevToolsActivePort"), time.monotonic() + SECONDS
        while time.monotonic() < end:
            try:
                with open(port_file, encoding="ascii") as f:
                    port = int(f.readline())
                with urllib.request.urlopen("http://127.0.0.1:%d/json" % port, timeout=SECONDS) as answer:
                    return next(t for t in json.load(answer) if t["type"] == "page")["webSocketDebuggerUrl"]
            except (OSError, ValueError, StopIteration):
                time.sleep(0.1)
        raise AssertionError("chromium did not start")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()
        self.child.terminate()
        self.child.wait(SECONDS)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.child.pid, signal.SIGKILL)  # a session of its own: what is left of it
        self.folder.cleanup()

    def call(self, method, **parameters):
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") == self.number:
                if "error" in message:
                    raise AssertionError("%s: %s" % (method, message["error"]["message"]))
                return message["result"]
            self.events.append(message)

    def open(self, url, size=DESKTOP):
        self.events.clear()
        self.call("Emulation.setDeviceMetricsOverride", width=size[0], height=size[1], deviceScaleFactor=1, mobile=size[0] < 500)
        self.call("Page.navigate", url=url)
        self.wait("document.readyState === 'complete' && location.href !== 'about:blank'")

    def run(self, script):
        """The value of an expression; a promise is waited for."""
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise AssertionError("%s: %s" % (script, result["exceptionDetails"].get("exception", {}).get("description")))
        return result["result"].get("value")

    def wait(self, condition, seconds=SECONDS):
        end = time.monotonic() + seconds
        while not self.run(condition):
            if time.monotonic() > end:
                raise AssertionError("never true: " + condition)
            time.sleep(0.05)

    def settle(self):
        """Until what was asked for is drawn."""
        self.run("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))")

    def complaints(self):
        """Uncaught exceptions and refusals by the page's own security policy; missing pictures are none."""
        self.run("1")
        found = [e["params"]["exceptionDetails"] for e in self.events if e["method"] == "Runtime.exceptionThrown"]
        return found + [e["params"]["entry"]["text"] for e in self.events if e["method"] == "Log.entryAdded"
                        and "Security Policy" in e["params"]["entry"]["text"]]

    def picture(self, path, whole=False):
        self.settle()
        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        with open(path, "wb") as f:
            f.write(base64.b64decode(shot["data"]))

    def paper(self, path):
        """The print view as PDF."""
        done = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        with open(path, "wb") as f:
            f.write(base64.b64decode(done["data"]))

    def too_wide(self):
        """Whether one must scroll sideways."""
        return self.run("document.documentElement.scrollWidth > innerWidth")
