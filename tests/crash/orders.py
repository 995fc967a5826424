#!/usr/bin/python3
"""Kills every process at every durable step of the staff's orders: archive, database and notices must be those of a clean run.

The mailbox of crash.py is settled first; then orders wait in the database, of each kind, and the daemon executes them.
Options as those of crash.py.
"""
import os
import shutil
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from crash import crash  # noqa: E402
from servers.evidence import reading, tree  # noqa: E402


class PreparedTrial(crash.Trial):
    """A copy of a settled state, where something waits."""

    prepared = None

    def __init__(self, stage):
        super().__init__(stage)
        if self.prepared:
            for name in "state", "archive":
                shutil.rmtree(os.path.join(self.service.folder, name))
            # Both at once: the archive's links are hard links.
            subprocess.run(["cp", "-a", os.path.join(self.prepared, "state"), os.path.join(self.prepared, "archive"),
                            self.service.folder], check=True)


class OrdersTrial(PreparedTrial):
    def evidence(self):
        """Erased messages are to be gone from the disk, too."""
        return (*super().evidence(), sorted(tree(os.path.join(self.service.state, "mail"))))


def orders(state):
    """(verb, target, argument, value, tell) of one order of each kind, about works of different mails."""
    with reading(state) as connection:
        def find(condition):
            return [row[0] for row in connection.execute("SELECT receipt FROM work WHERE %s ORDER BY id" % condition)]
        video, photo = find("state = 'complete' AND sub_project = 'video'"), find("state = 'complete' AND sub_project = 'photo'")
        others = find("state = 'complete' AND sub_project NOT IN ('video', 'photo')")
        loose = connection.execute("SELECT mail, stored FROM file JOIN mail ON mail.folder = file.folder LIMIT 1").fetchone()
        idle = connection.execute("SELECT id FROM mail WHERE state IN ('staff', 'ignored') AND NOT EXISTS (SELECT 1 FROM work "
                                  "WHERE work.mail = mail.id) LIMIT 1").fetchone()
        mails = dict(connection.execute("SELECT receipt, mail FROM work"))
        untouched = [row[0] for row in connection.execute(
            "SELECT DISTINCT mail FROM work WHERE id NOT IN (SELECT work FROM continued) AND mail NOT IN (SELECT mail FROM continued)")]
    works = video + photo + others
    assert len(works) >= 6, works
    yield "set", works[0], "title", "改过的名字", 1
    yield "refile", works[1], "song", "", 0
    yield "withdraw", works[2], "", "", 1
    yield "accept", works[2], "", "", 0
    yield "merge", works[3], works[4], "", 0
    yield "set", works[3], "unit", "新北街道总工会", 0
    yield "reject", works[0], "", "", 0
    yield "set", works[5], "contact", "", 0
    yield "accept", works[5], "", "", 0
    if loose:
        yield "split", str(loose[0]), loose[1], "另立的作品", 0
    if idle:
        yield "ignore", str(idle[0]), "", "", 0
    yield "set", "99-9999-9", "title", "nobody's", 0
    whole = [mail for mail in untouched if mail not in {mails[receipt] for receipt in works[:6]}]
    assert whole, untouched
    yield "reprocess", str(whole[0]), "answer", "", 0
    yield "erase", works[3], "", "", 0  # with what was merged into it
    if len(whole) > 1:
        yield "erase", str(whole[1]), "counts", "", 0


def prepare(stage):
    crash.prepare(stage)
    trial = OrdersTrial(stage)
    trial.service.once()
    stage.exim.wait_delivered()
    given = [(int(time.time()), *order) for order in orders(trial.service.state)]
    with sqlite3.connect(os.path.join(trial.service.state, "xuanwangd.db")) as connection:
        connection.executemany("INSERT INTO command (given, who, why, verb, target, argument, value, tell, say, state) "
                               "VALUES (?, 'test', 'crash test', ?, ?, ?, ?, ?, '', 'waiting')", given)
        # Two of them came by a mail of the staff: with the second its transcript is told.
        connection.execute("UPDATE command SET mail = (SELECT id FROM mail WHERE state IN ('staff', 'ignored') AND sender <> '' AND id NOT IN "
                           "(SELECT mail FROM answer WHERE mail IS NOT NULL) ORDER BY id LIMIT 1) WHERE verb IN ('refile', 'reject')")
    connection.close()
    OrdersTrial.prepared = trial.service.folder


if __name__ == "__main__":
    sys.exit(crash.main(prepare, OrdersTrial, lambda step: step.name.startswith(("order.", "erase.", "settle.", "filing."))))
