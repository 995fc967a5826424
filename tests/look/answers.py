"""Looks at answers: whether text and HTML say the same, and whether pages stay within a screen's width. With a folder, pictures are
made there: as a module for the tests, and

usage: answers.py FOLDER-OF-HTML-FILES FOLDER-FOR-PICTURES
"""
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import overflow  # noqa: E402

WIDTHS = (390, 1280)

# What both parts must tell alike: receipt numbers, titles, what is missing and why, moments, files, sizes, the token.
FACTS = (r"\d\d-\d{4}-\d", r"《[^》]*》", r"还缺：?[^。；\s]*", r"您写的是“[^”]*”", r"\d{4}年\d+月\d+日", r"还有\d+天", r"（已过）|（今天截止）",
         r"\d+(?:\.\d+)? [KMG]?B", r"回执码 [\w-]+", r"\d+件|\d+份|\d+篇", r"编号：[\d-]+", r"[\w*]{3,}\*{3,4}\d{4}", r"联系人：[^\n]*?\d{8}")


def visible(page):
    """The words of a page, as lines."""
    page = re.sub(r"<!--.*?-->|<head.*?</head>", "", page, flags=re.S)
    page = re.sub(r"<(br|/div|/tr|/li|/p|/td)\b[^>]*>", "\n", page)
    return html.unescape(re.sub(r"<[^>]*>", "", page))


def facts(text):
    """{pattern: what of it the text tells}, each once."""
    text = re.sub(r"[ \t\u3000\u00a0]+", " ", text)
    return {pattern: {re.sub(r"\s", "", fact) for fact in re.findall(pattern, text)} for pattern in FACTS}


def differences(text, page):
    """What one part tells and the other does not."""
    one, two = facts(text), facts(visible(page))
    return {pattern: (sorted(one[pattern] - two[pattern]), sorted(two[pattern] - one[pattern])) for pattern in FACTS if one[pattern] != two[pattern]}


def too_wide(pages):
    """[(name, width, how wide it is)] of the pages that stick out; None without a Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        return None
    frames = ('<iframe title="%s" width="%d" height="400" frameborder="0" srcdoc="%s"></iframe>' % (html.escape(name), width, html.escape(page))
              for name, page in pages.items() for width in WIDTHS)
    found = overflow.lay_out_frames(chromium, frames)
    if len(found) != len(pages) * len(WIDTHS):
        raise AssertionError("only %d of %d pages were laid out" % (len(found), len(pages) * len(WIDTHS)))
    return [entry for entry in found if entry[2] > entry[1]]


def take_pictures(pages, folder):
    """One picture for each page and width."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    os.makedirs(folder, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        for name, page in pages.items():
            for width in WIDTHS:
                # Headless windows are at least 500 pixels wide: a frame makes the telephone's screen.
                path = os.path.join(scratch, "page.html")
                with open(path, "w", encoding="utf-8") as f:
                    f.write('<meta charset="utf-8"><body style="margin:0"><iframe width="%d" height="1500" frameborder="0" srcdoc="%s"></iframe>' % (
                        width, html.escape(page)))
                subprocess.run([chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--user-data-dir=%s/profile" % scratch,
                                "--window-size=%d,1500" % max(width, 500), "--screenshot=%s/%s-%d.png" % (os.path.abspath(folder), name, width),
                                "file://" + path], capture_output=True, timeout=120, check=True)


def main(source, target):
    names = sorted(name for name in os.listdir(source) if name.endswith(".html"))
    pages = {}
    for name in names:
        with open(os.path.join(source, name), encoding="utf-8") as f:
            pages[name[:-5]] = f.read()
    take_pictures(pages, target)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
