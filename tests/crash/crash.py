#!/usr/bin/python3
"""Kills every process of the daemon at every durable step and shows that it makes no difference.

A clean run over a small mailbox counts the steps. Then, for each step and for each process alive at it, the same run is
made again from an identical copy of the mailbox, that process is killed with SIGKILL at that step, and the daemon is run
until it is done. Archive, database and answers must be those of the clean run, and a further run must change nothing.

A step is known again by its name and how often that name came before: mails are gathered into transactions by time, so that
the order of steps is not the same in every run. A kill whose step does not come is tried again in another run.

    crash.py [--step N] [--victim ROLE] [--jobs N]      # one step, one victim: to look at a single case
"""
import argparse
import collections
import contextlib
import os
import shutil
import socket
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from flow.dialogue_test import answer_to  # noqa: E402
from servers.evidence import answer_identity, database, parse, queued_answers, tree  # noqa: E402
from servers.processes import ROLES, alive, children, descendants, kill, role_of  # noqa: E402
from servers.scratch import UNPRIVILEGED  # noqa: E402
from servers.stage import OFFICE, Stage, corpus  # noqa: E402

# Tidy and untidy, with one and several works, answered and not: what takes different ways through the daemon.
CASES = ("001", "007", "015", "028", "105", "125", "148", "152")
STEP_SECONDS = 60    # no step for so long: the run hangs
ORPHAN_SECONDS = 30  # what outlives its main for longer is an orphan
RUNS_MOST = 5        # to be done after a kill
TOKEN_KEY = bytes(range(32))  # makes Message-IDs the same in every run

TRIES_MOST = 6  # until a step comes that not every run has

Step = collections.namedtuple("Step", "number role pid name nth")


# --- one run under the step channel ---------------------------------------------------------------------------------

class Stepped:
    """A --once run whose every durable step waits for us. `at_step(step, main_pid)` may kill."""

    def __init__(self, service, at_step):
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.settimeout(STEP_SECONDS)
        self.steps = []
        log_path = os.path.join(service.folder, "log")
        with ours, open(log_path, "ab") as log:
            with theirs:
                child = service.popen("--once", stderr=log, pass_fds=(theirs.fileno(),),
                                      env={"XUANWANGD_STEP_FD": str(theirs.fileno())})
            try:
                self._follow(ours, child, at_step)
                self.status = child.wait(ORPHAN_SECONDS)
            finally:
                if child.poll() is None:
                    child.kill()
                    child.wait()

    def _follow(self, ours, child, at_step):
        go_on = {}  # by pid: each process is told on a pipe of its own, so that none takes another's word
        try:
            while message := self._hear(ours, go_on):
                role, pid, name = message.decode().split(" ", 2)
                if not alive(int(pid)):
                    continue  # it was killed while it waited
                nth = 1 + sum(step.name == name for step in self.steps)
                step = Step(len(self.steps) + 1, role, int(pid), name, nth)
                self.steps.append(step)
                at_step(step, child.pid)
                with contextlib.suppress(BrokenPipeError):
                    os.write(go_on[step.pid], b"g")
        finally:
            for fd in go_on.values():
                os.close(fd)

    def _hear(self, ours, go_on):
        """The next step; b"" when the last process that held the other end is gone."""
        while True:
            message, fds, _, _ = socket.recv_fds(ours, 256, 1)
            if not fds:
                return message
            pid = int(message.split()[1])
            if pid in go_on:
                os.close(go_on[pid])
            go_on[pid] = fds[0]


class Killer:
    """Kills one victim at one step, once."""

    def __init__(self, target, victim, trial):
        self.target, self.victim, self.trial = target, victim, trial
        self.step = None      # where it happened
        self.left_behind = [] # what had to die with main
        self.unknown = set()  # Message-IDs of answers that the server had taken and the database did not know of

    def __call__(self, step, main):
        pid = self.find(step, main) if (step.name, step.nth) == (self.target.name, self.target.nth) else None
        if pid is None:
            return
        self.step = step
        if self.victim == "main":
            self.left_behind = descendants(main)
        kill(pid)
        if self.victim in ("main", "keep", "send"):
            accepted = self.trial.stage.exim.accepted(self.trial.user)
            self.unknown = queued_answers(self.trial.service.state) & set(accepted)

    def find(self, step, main):
        if self.victim == "main":
            return main
        if self.victim == step.role:
            return step.pid
        return next((pid for pid in children(main) if role_of(pid) == self.victim), None)


# --- the mailbox and its copies --------------------------------------------------------------------------------------

class Trial:
    """An identical copy of the first state: mailbox with the same UIDs, empty state with the same key, own outbox."""

    settings = {}
    numbers = iter(range(1, 1 << 30))
    lock = threading.Lock()

    def __init__(self, stage):
        with self.lock:
            number = next(self.numbers)
        self.stage = stage
        self.user = "%d@gathered.test" % number
        copy_mailbox(stage.dovecot.home("template@gathered.test"), stage.dovecot.home(self.user))
        # The same path length for all, and one account: nothing in the database may tell the copies apart.
        self.service = stage.service("trial-%06d" % number, user=self.user, address=OFFICE, settled={"flag": "$Settled"}, **self.settings)
        with open(os.path.join(self.service.state, "token.key"), "wb") as f:
            os.fchmod(f.fileno(), 0o600)
            f.write(TOKEN_KEY)

    def evidence(self):
        return tree(self.service.archive), database(self.service.state), flags(self.stage, self.user)

    def answers(self):
        return [answer_identity(raw) for _, _, raw in self.stage.mailboxes.read("sent-" + self.user)]

    def remove(self):
        """All but its answers, which are looked at when the SMTP server has delivered everything."""
        shutil.rmtree(self.service.folder, ignore_errors=True)
        shutil.rmtree(self.stage.dovecot.home(self.user), ignore_errors=True)


def copy_mailbox(source, target):
    shutil.copytree(source, target)
    for path, _, files in os.walk(target):
        shutil.chown(path, UNPRIVILEGED, "nogroup")
        for name in files:
            shutil.chown(os.path.join(path, name), UNPRIVILEGED, "nogroup")


def flags(stage, user):
    return [(uid, tuple(sorted(f for f in found if f != rb"\Recent"))) for uid, found, _ in stage.mailboxes.read(user)]


# --- kill, go on, compare ----------------------------------------------------------------------------------------------

class Result:
    def __init__(self, target, victim):
        self.target, self.victim = target, victim
        self.reached = False
        self.faults = []
        self.trial = None
        self.unknown = set()


def try_kill(stage, make_trial, clean, target, victim):
    for _ in range(TRIES_MOST):
        result = try_kill_once(stage, make_trial, clean, target, victim)
        if result.reached or result.faults:
            break
    return result


def try_kill_once(stage, make_trial, clean, target, victim):
    result = Result(target, victim)
    result.trial = trial = make_trial(stage)
    killer = Killer(target, victim, trial)
    try:
        run = Stepped(trial.service, killer)
        if killer.step is None:
            trial.remove()
            return result
        result.unknown = killer.unknown
        result.faults += ["process %d outlived its main" % pid for pid in killer.left_behind if not gone(pid)]
        if victim != "main" and run.status not in (0, 3):
            result.faults.append("main ended with %d" % run.status)
        if run.status != 0:
            run_until_done(trial.service)
        compare(result, "", clean, trial.evidence())
        trial.service.once()
        compare(result, "a further run: ", clean, trial.evidence())
        if not result.faults:
            trial.remove()
    except (AssertionError, OSError) as fault:
        result.faults.append("%s: %s" % (type(fault).__name__, fault))
    finally:
        result.reached = killer.step is not None
    return result


def gone(pid):
    end = time.monotonic() + ORPHAN_SECONDS
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.01)
    return not alive(pid)


def run_until_done(service):
    for attempt in range(RUNS_MOST):
        try:
            service.once()
            return
        except AssertionError:
            if attempt == RUNS_MOST - 1:
                raise
            time.sleep(1)


def compare(result, when, clean, now):
    for what, a, b in zip(("archive", "database", "flags", "messages"), clean, now):
        if a != b:
            result.faults.append("%s%s differs: %s" % (when, what, difference(a, b)))


def difference(a, b):
    if isinstance(a, dict):
        return "; ".join("%s: %s" % (key, difference(a.get(key), b.get(key)))
                         for key in sorted(set(a) | set(b)) if a.get(key) != b.get(key))[:1500]
    if isinstance(a, list) and isinstance(b, list):
        return "only clean %r, only here %r" % ([x for x in a if x not in b], [x for x in b if x not in a])
    return "clean %r, here %r" % (a, b)


def compare_answers(result, clean):
    """After Exim has delivered everything. Returns how many answers came a second time, with the same Message-ID."""
    got = result.trial.answers()
    if set(got) != set(clean):
        result.faults.append("answers differ: " + difference(sorted(clean), sorted(set(got))))
    repeated = [answer[0] for answer in set(got) for _ in range(got.count(answer) - 1)]
    # One more may have been on its way to the server at that moment.
    needless = [message_id for message_id in repeated if message_id not in result.unknown]
    if len(needless) > (result.victim in ("main", "keep", "send")):
        result.faults.append("sent again without need: %s" % ", ".join(sorted(needless)))
    return len(repeated)


# --- all of it -----------------------------------------------------------------------------------------------------------

def clean_run(stage, make_trial):
    """(trial, steps, roles that were alive at each step)"""
    trial, roles = make_trial(stage), {}

    def look(step, main):
        found = {role_of(pid) for pid in children(main)} - {None}
        roles[step.number] = sorted(found | {step.role, "main"})
    run = Stepped(trial.service, look)
    if run.status != 0:
        raise SystemExit("the clean run ended with %d:\n%s" % (run.status, trial.service.log()[-4000:]))
    if not run.steps:
        raise SystemExit("the clean run told of no steps")
    return trial, run.steps, roles


def prepare(stage):
    """The mailbox that every trial starts from: submissions, and one answer to the question that one of them leads to."""
    fill_template(stage, [raw for _, raw in corpus(CASES)])
    trial = Trial(stage)
    trial.service.once()
    stage.exim.wait_delivered()
    question = next(raw for _, _, raw in stage.mailboxes.read("sent-" + trial.user) if "请补充联系方式" in parse(raw)["Subject"])
    trial.remove()
    fill_template(stage, [answer_to(question, "联系方式：13802012345")])


def fill_template(stage, mails):
    template = "template@gathered.test"
    stage.mailboxes.append(template, mails)
    stage.mailboxes.read(template)
    for name in os.listdir(os.path.join(stage.dovecot.home(template), "Maildir")):
        if name.startswith("dovecot.index"):  # rebuilt from the list of UIDs
            os.unlink(os.path.join(stage.dovecot.home(template), "Maildir", name))


def report(results, steps, repeated):
    bad = [r for r in results if r.faults]
    for r in bad:
        print("step %d (%s), %s killed:" % (r.target.number, r.target.name, r.victim))
        for fault in r.faults:
            print("    " + fault)
    kills = sum(r.reached for r in results)
    print("answers repeated between the server's 250 and our commit, with the same Message-ID: %d" % repeated)
    for r in results:
        if not r.reached:
            print("did not come in %d runs: %s %d with %s alive" % (TRIES_MOST, r.target.name, r.target.nth, r.victim))
    missed = {s.name for s in steps} - {r.target.name for r in results if r.reached}
    for name in missed:
        print("no kill at any step %s" % name)
    print("steps %d, kills %d of %d, %s" % (len(steps), kills, len(results), "%d differ" % len(bad) if bad else "all equal"))
    return not bad and not missed and kills >= 0.95 * len(results)


def main(prepare_stage=prepare, make_trial=Trial, is_wanted=lambda step: True):
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--step", type=int)
    options.add_argument("--victim", choices=("main",) + ROLES)
    options.add_argument("--jobs", type=int, default=2 * (os.cpu_count() or 1))
    options = options.parse_args()
    with Stage() as stage:
        prepare_stage(stage)
        trial, steps, roles = clean_run(stage, make_trial)
        steps = [step for step in steps if is_wanted(step)]
        clean = trial.evidence()
        stage.exim.wait_delivered()
        answers = trial.answers()
        print("clean run: %d steps, %d answers; steps by name: %s" % (len(steps), len(answers), ", ".join(
            "%s %d" % item for item in sorted(collections.Counter(s.name for s in steps).items()))), flush=True)
        wanted = [(s, victim) for s in steps for victim in roles[s.number]
                  if options.step in (None, s.number) and options.victim in (None, victim)]
        with ThreadPoolExecutor(options.jobs) as pool:
            results = list(pool.map(lambda job: try_kill(stage, make_trial, clean, *job), wanted))
        stage.exim.wait_delivered(120)
        repeated = sum(compare_answers(r, answers) for r in results if r.reached)
        return 0 if report(results, steps, repeated) else 1


if __name__ == "__main__":
    sys.exit(main())
