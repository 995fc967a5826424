#!/usr/bin/env python3
"""Lays the golden pages out in headless Chromium at the widths of telephones and desks: nothing may stick out sideways, also
not with values as long as they can come.

usage: overflow.py FOLDER-OF-GOLDEN-FILES
"""
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

WIDTHS = (320, 390, 600, 1280)
LONG = (("晨光里的守护者", "A" * 200), ("新港街道", "天津" * 100), ("1380201234", "1" * 200), ("田甜", "W" * 200))
SKIPPED = 77

MEASURE = """<script>
onload = () => {
  const found = [];
  for (const frame of document.querySelectorAll("iframe")) {
    const page = frame.contentDocument.documentElement;
    found.push([frame.title, frame.clientWidth, page.scrollWidth]);
  }
  document.title = JSON.stringify(found);
};
</script>"""


def frames(folder):
    for path in sorted(folder.glob("*.html")):
        page = path.read_text("utf-8")
        long_page = page
        for short, long_value in LONG:
            long_page = long_page.replace(short, long_value)
        for name, content in ((path.name, page), (path.name + ", long values", long_page)):
            for width in WIDTHS:
                yield (f'<iframe title="{name}" width="{width}" height="400" frameborder="0" '
                       f'srcdoc="{html.escape(content)}"></iframe>')


def lay_out(chromium, folder):
    return lay_out_frames(chromium, frames(folder))


def lay_out_frames(chromium, frames_of_pages):
    """[title, width, width of the page in it] of each frame."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        page = Path(scratch) / "all.html"
        page.write_text('<meta charset="utf-8">' + MEASURE + "".join(frames_of_pages), "utf-8")
        done = subprocess.run(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync",
             f"--user-data-dir={scratch}/profile", "--dump-dom", page.as_uri()],
            capture_output=True, timeout=120, check=True)
    title = re.search(r"<title>(.*?)</title>", done.stdout.decode("utf-8"), re.S)
    return json.loads(html.unescape(title.group(1)))


def main(folder):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        print("overflow.py: skipped, no Chromium here")
        sys.exit(SKIPPED)
    found = lay_out(chromium, folder)
    wide = [f"{name} at {width} px is {is_wide} px wide" for name, width, is_wide in found if is_wide > width]
    if wide or len(found) < len(WIDTHS):
        sys.exit("overflow.py: " + ("\n".join(wide) or "nothing was laid out"))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
