"""What audit calls a problem, and what is only under way."""
import glob
import os
import signal
import unittest

from flow.talk import Talk, submission
from servers.processes import descendants, role_of
from servers.scratch import wait_until
from servers.stage import OFFICE


class AuditTest(Talk):
    def setUp(self):
        super().setUp()
        self.tell(submission())

    def at_work(self):
        daemon = self.service.start()
        wait_until(lambda: "event=service.ready" in self.service.log(), 30, "the service to be ready")
        return daemon

    def keep(self, daemon):
        keep, = (pid for pid in descendants(daemon.pid) if role_of(pid) == "keep")
        return keep

    def to_move(self):
        """As an order leaves it in its transaction, before the archive follows."""
        folder = self.works()[0]["folder"]
        self.change("UPDATE work SET folder = folder || '-new'")
        self.change("UPDATE file SET folder = folder || '-new'")
        self.change("INSERT INTO move (kind, path, moved) VALUES ('move', ?, ?)", folder, folder + "-new")

    def test_moves_without_a_service_are_a_problem(self):
        self.to_move()
        told = self.service.ctl_json("audit", expect=1)
        self.assertEqual((False, 1), (told["holds"], told["under_way"]))
        self.assertTrue([problem for problem in told["problems"] if "start xuanwangd" in problem])
        self.service.once()
        self.assertTrue(self.service.ctl_json("audit")["holds"])

    def test_moves_under_way_are_none(self):
        """A service that is slow: exit status 3, ask again. What a crash left it does first when it starts anew."""
        daemon = self.at_work()
        keep = self.keep(daemon)
        os.kill(keep, signal.SIGSTOP)
        self.to_move()
        self.assertEqual(1, self.service.ctl_json("audit", expect=3)["under_way"])
        os.kill(keep, signal.SIGKILL)
        wait_until(lambda: self.service.log().count("event=service.ready") == 2, 30, "the roles to be back")
        told = self.service.ctl_json("audit")
        self.assertEqual((True, 0, []), (told["holds"], told["under_way"], told["problems"]))
        self.assertEqual(0, self.service.end(daemon))

    def test_a_changed_file_is_a_problem_at_work_too(self):
        daemon = self.at_work()
        film, = glob.glob(self.service.archive + "/**/*.mp4", recursive=True)
        with open(film, "ab") as f:
            f.write(b"!")
        told = self.service.ctl_json("audit", expect=1)
        self.assertEqual(1, len(told["problems"]), told["problems"])
        self.assertEqual(0, self.service.end(daemon))

    def test_never_a_false_alarm_while_mail_comes(self):
        daemon = self.at_work()
        self.stage.mailboxes.append(OFFICE, [submission(number, title="第%d号作品" % number) for number in range(2, 60)])
        looks = 0
        while self.service.ctl_json("audit")["filed"] < 59:
            looks += 1
        self.assertGreater(looks, 2)
        self.assertEqual(0, self.service.end(daemon))


if __name__ == "__main__":
    unittest.main()
