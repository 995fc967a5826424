"""Asks the program about messages that stand in memory."""
import json
import os
import subprocess
import tempfile


class Failed(Exception):
    pass


def inspect(program, raw):
    with tempfile.NamedTemporaryFile(suffix=".eml", dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as mail:
        mail.write(raw)
        mail.flush()
        done = subprocess.run([program, "inspect", "--json", mail.name], stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    if done.returncode:
        raise Failed("exit status %d: %s" % (done.returncode, done.stderr.decode("utf-8", "replace")[-200:].strip()))
    return json.loads(done.stdout)
