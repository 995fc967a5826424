"""Two robots that set no header at all: a loop that ends by itself."""
import unittest

from flow.talk import UNIT, Talk, letter, submission
from servers.evidence import parse


class RobotsTest(Talk):
    def echo(self, number):
        """The other robot: answers our last mail by quoting it, as a person's client would."""
        said = parse(self.heard()[-1])
        quoted = "\n".join("> " + line for line in said.get_body(("plain",)).get_content().splitlines())
        return letter("您好，来信已收到。\n\n" + quoted, subject="Re: " + said["Subject"], number=number,
                      In_Reply_To=said["Message-ID"], References=said["Message-ID"])

    def play(self, first):
        self.tell(first)
        for number in range(2, 7):
            before = len(self.heard())
            self.tell(self.echo(number))
            if len(self.heard()) == before:
                break
        self.assertLessEqual(len(self.heard()), 3)
        self.holds_and_rests()

    def test_after_an_acknowledgement(self):
        self.play(submission())

    def test_after_a_question(self):
        self.play(submission(without="联系方式"))


if __name__ == "__main__":
    unittest.main()
