"""The walk through what waits, at a terminal by single keys and without one by lines."""
import os
import pty
import re
import select
import subprocess
import unittest

from flow.dialogue_test import COMPLETE, PICTURE, submission, without
from flow.orders_test import FILM
from servers.stage import OFFICE, Stage, program

ANSWER_SECONDS = 60


class Terminal:
    """xuanwangctl at a pseudo-terminal, as a person sees it."""

    def __init__(self, *arguments):
        self.screen = b""
        self.main, child = pty.openpty()
        self.process = subprocess.Popen([program("xuanwangctl"), *arguments], stdin=child, stdout=child, stderr=child, close_fds=True)
        os.close(child)

    def read(self):
        ready, _, _ = select.select([self.main], [], [], ANSWER_SECONDS)
        try:
            found = os.read(self.main, 65536) if ready else b""
        except OSError:  # the other end was closed
            found = b""
        self.screen += found
        return found

    def expect(self, text):
        while text.encode() not in self.screen:
            if not self.read():
                raise AssertionError("%r does not come: %s" % (text, self.screen.decode("utf-8", "replace")[-2000:]))
        self.screen = self.screen.split(text.encode(), 1)[1]

    def press(self, keys):
        os.write(self.main, keys.encode())

    def end(self):
        while self.read():
            pass
        os.close(self.main)
        return self.process.wait(ANSWER_SECONDS)


class ReviewTest(unittest.TestCase):
    def setUp(self):
        self.stage = self.enterContext(Stage())
        self.service = self.stage.service()
        self.stage.mailboxes.append(OFFICE, [
            submission(["请问今年的截止日期是哪一天？谢谢。"], subject="咨询", files=()),
            submission(COMPLETE, files=(("a.mp4", FILM), ("b.png", PICTURE))),
            submission(without("联系方式"), sender="late@163.test")])
        self.service.once()

    def states(self):
        return [mail["state"] for mail in self.service.ctl_json("list")]

    def settled(self):
        self.assertTrue(self.service.ctl_json("audit")["holds"])
        self.assertEqual(["ignored", "filed", "filed"], self.states())
        self.assertEqual("13802012345", self.service.ctl_json("show", "3")["works"][0]["contact"][0])
        self.assertEqual(["root"] * 3, [self.service.ctl_json("show", n)["orders"][0]["who"] for n in "123"])

    def test_single_keys_at_a_terminal(self):
        terminal = Terminal("review", "--config", self.service.config)
        terminal.expect("| 请问今年的截止日期是哪一天？谢谢。")
        terminal.expect("Enter: ignore")
        terminal.expect("> ")
        terminal.press("\x1b[A")  # an arrow is no key of ours
        terminal.press("d")
        terminal.expect("nothing to file was found")
        terminal.press("\r")
        terminal.expect("2 of 3: a person must look at this mail")
        terminal.expect("Enter: accept as it is")
        terminal.press("a")
        terminal.expect("3 of 3: its sender was asked and has not answered")
        terminal.expect("Enter: leave it for now")
        terminal.press("s")
        terminal.expect("Enter: contact): ")
        terminal.press("\n")
        terminal.expect("value")
        terminal.press("13802012345\n")
        terminal.expect("contact changed; it is complete")
        terminal.expect("that was all")
        self.assertEqual(0, terminal.end())
        self.settled()

    def test_lines_without_a_terminal(self):
        done = subprocess.run([program("xuanwangctl"), "review", "--config", self.service.config],
                              input="\n\ns\ncontact\n13802012345\nn\n", text=True, stdout=subprocess.PIPE, check=True)
        self.assertIn("that was all", done.stdout)
        self.settled()

    def test_a_dry_run_and_leaving(self):
        done = subprocess.run([program("xuanwangctl"), "review", "--dry-run", "--config", self.service.config],
                              input="\nx\n", text=True, stdout=subprocess.PIPE, check=True)
        self.assertEqual(2, len(re.findall("would be done:", done.stdout)))
        self.assertEqual(["staff", "staff", "asked"], self.states())
        terminal = Terminal("review", "--config", self.service.config)
        terminal.expect("> ")
        terminal.press("\x03")
        self.assertEqual(0, terminal.end())

    def test_what_is_refused_is_said_and_the_mail_stays(self):
        done = subprocess.run([program("xuanwangctl"), "review", "--config", self.service.config],
                              input="a\ni\nq\n", text=True, stdout=subprocess.PIPE, check=True)
        self.assertIn("! mail 1 holds no work", done.stdout)
        self.assertEqual(["ignored", "staff", "asked"], self.states())


if __name__ == "__main__":
    unittest.main()
