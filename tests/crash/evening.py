#!/usr/bin/python3
"""Kills every process at every durable step of a day's end: each address is told once of what was held back, by the same mail.

Mails of three addresses are settled first, of which all but one each are beyond their share; then a day passes, and the daemon
runs. Options as those of crash.py.
"""
import os
import sqlite3
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from crash import crash, orders  # noqa: E402
from flow.talk import submission  # noqa: E402

SENDERS = ("one@163.test", "two@163.test", "three@163.test")


class EveningTrial(orders.PreparedTrial):
    settings = {"answers": 1}


def mails():
    for i, sender in enumerate(SENDERS):
        for n in range(3):
            yield submission(number=10 * i + n, sender=sender, title="%d组%d号" % (i + 1, n), without="联系方式" if n == 2 else "-")


def prepare(stage):
    crash.fill_template(stage, list(mails()))
    trial = EveningTrial(stage)
    trial.service.once()
    stage.exim.wait_delivered()
    with sqlite3.connect(os.path.join(trial.service.state, "xuanwangd.db")) as connection:
        held = connection.execute("UPDATE held SET at = at - 86400 WHERE told IS NULL").rowcount
    connection.close()
    assert held == 6, held
    EveningTrial.prepared = trial.service.folder


if __name__ == "__main__":
    sys.exit(crash.main(prepare, EveningTrial, lambda step: step.name.startswith(("held.", "send.", "outbox."))))
