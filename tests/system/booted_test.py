"""The Debian package in a Debian that is booted: one administrator's life with it, in order. Run by boot.py, in the container."""
import contextlib
import email
import email.policy
import json
import os
import pwd
import re
import shutil
import signal
import sqlite3
import tempfile
import time
import unittest

from servers.clamd import SIGNATURE, RealClamd
from servers.dovecot import PASSWORD
from servers.processes import memory_holds
from servers.scratch import wait_until
from servers.scripted_clamd import EICAR
from servers.stage import OFFICE, STAFF, Stage, configuration, corpus, ctl
from system.machine import (SERVICE, USER, Journal, Readers, control_group, drop_in, is_active, limits_of, main_pid, processes, prop, role, role_pid, run,
                            status)
from system.mails import attached, fixtures, submission, text_of, zipped

PACKAGE, NEXT = "/srv/package.deb", "/srv/next.deb"
CONFIG, STATE = "/etc/xuanwangd", "/var/lib/xuanwangd"
CREDENTIALS = CONFIG + "/credentials"
ROLES = ("fetch", "send", "keep")
SOON = 60
ADMIN = "admin@elsewhere.test"
# Faster than an administrator would want it: the test waits for these.
HASTE = "[Service]\nRestartSec=1s\nWatchdogSec=10s\n"


def apt(*arguments):
    return run("apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", "--no-install-recommends", "-y", *arguments)


def as_user(*arguments, expect=0):
    return run("runuser", "-u", "xuanwangd", "--", "xuanwangctl", *arguments, expect=expect)


def ctl_json(*arguments):
    return json.loads(as_user(*arguments, "--json"))


ALARM = """import smtplib, ssl, sys
with smtplib.SMTP_SSL("localhost", %(port)d, context=ssl.create_default_context(cafile="%(ca)s")) as smtp:
    smtp.login("second@elsewhere.test", '%(password)s')
    smtp.sendmail("second@elsewhere.test", ["admin@elsewhere.test"], sys.stdin.buffer.read())
"""


def raw_messages():
    return [name for _, _, names in os.walk(STATE + "/mail") for name in names]


class BootedTest(unittest.TestCase):
    """The methods build on one another; boot.py stops at the first that fails."""

    @classmethod
    def setUpClass(cls):
        cls.stage = cls.enterClassContext(Stage())
        cls.mails = [raw for _, raw in corpus()]
        cls.sent = 0

    # --- helpers

    def wait_active(self, seconds=SOON, unit=SERVICE):
        wait_until(lambda: is_active(unit) and prop(unit, "StatusText"), seconds, unit + " to be at work")

    def deliver(self, mails, user=OFFICE):
        self.stage.mailboxes.append(user, mails)
        type(self).sent += len(mails) if user == OFFICE else 0

    def wait_settled(self, seconds=SOON):
        """Every mail that was delivered is in, and in one state."""
        def settled():
            told = ctl_json("status") if is_active() else {"in": -1}
            return told["in"] == self.sent and told["waiting"] == 0
        wait_until(settled, seconds, "%d mails to be settled" % self.sent)
        self.assertTrue(ctl_json("audit")["holds"])

    def answers(self):
        return self.stage.mailboxes.read_all(but=(OFFICE, STAFF, ADMIN))

    def settle_one_more(self):
        """The service does its work: one more mail, one more answer."""
        before = sum(map(len, self.answers().values()))
        self.deliver([submission(self.sent)])
        wait_until(lambda: sum(map(len, self.answers().values())) > before, SOON, "an answer")

    # --- an administrator's life

    def test_01_install(self):
        apt("install", PACKAGE)
        run("id", "xuanwangd")
        self.assertEqual("enabled", prop(SERVICE, "UnitFileState"))
        self.assertTrue(is_active("xuanwangd-digest.timer"))
        # Not configured yet: skipped, not failed.
        self.assertEqual(("inactive", "no"), (prop(SERVICE, "ActiveState"), prop(SERVICE, "ConditionResult")))
        self.assertEqual("", run("systemctl", "--failed", "--no-legend", "--plain"))
        self.assertEqual("", run("dpkg", "--verify", "xuanwangd"))

    def test_02_configure(self):
        """setup asks what it needs, reaches both servers, writes the files and seals the passwords."""
        shutil.copy(self.stage.authority.ca_file, CONFIG + "/ca.pem")
        answers = {"address": OFFICE, "provider": "generic", "display_name": "滨海新区总工会宣网部", "staff": STAFF, "since": "all",
                   "imap_host": "localhost", "imap_port": self.stage.dovecot.tls_port, "imap_ca_file": CONFIG + "/ca.pem",
                   "smtp_host": "localhost", "smtp_port": self.stage.exim.tls_port, "smtp_ca_file": CONFIG + "/ca.pem",
                   "imap_password": PASSWORD, "campaign": "2022", "probe": "yes"}
        with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as f:
            f.writelines("%s: %s\n" % (key, json.dumps(value, ensure_ascii=False)) for key, value in answers.items())
            f.flush()
            print(run("xuanwangctl", "setup", "--answers", f.name))
        type(self).sent = len(self.stage.mailboxes.read(OFFICE))  # the probe's own, where it stays
        self.assertEqual(["imap-password.cred", "smtp-password.cred"], sorted(os.listdir(CREDENTIALS)))
        self.assertIn("LoadCredentialEncrypted=", run("systemctl", "cat", SERVICE))
        with open(CONFIG + "/xuanwangd.yaml", encoding="utf-8") as f:
            text = f.read()
        self.assertNotIn("require_landlock: no", text)
        # More mail than a year brings, in a minute.
        self.assertNotRegex(text, "(?m)^answers:")
        text += "answers: {per_address_per_day: 1000, per_hour: 1000000, per_day: 1000000}\n"
        self.write(CONFIG + "/xuanwangd.yaml", text, 0o640)
        self.assertIn("in order", as_user("check"))

    def write(self, path, text, mode):
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        os.chmod(path, mode)
        if mode & 0o040:
            shutil.chown(path, "root", "xuanwangd")

    def test_03_start(self):
        journal = Journal()
        run("systemctl", "start", SERVICE)
        self.assertTrue(is_active())  # Type=notify: now, not soon
        self.assertIn("event=service.ready", journal.text())
        self.wait_settled()  # the probe's mail

    def test_04_jails(self):
        """What systemd and the roles themselves took away, as the kernel sees it."""
        pids = [main_pid(), *map(role, ROLES)] + [pid for pid, line in processes().items() if line.startswith("xuanwang-parse")]
        self.assertEqual(5, len(pids))
        for pid in pids:
            with self.subTest(processes().get(pid)):
                seen = status(pid)
                self.assertEqual(["0" * 16] * 4, [seen[key] for key in ("CapInh", "CapPrm", "CapEff", "CapBnd")])
                self.assertEqual(("1", "2"), (seen["NoNewPrivs"], seen["Seccomp"]))
        # The filters of the unit; and, on top, those of the role.
        self.assertGreater(int(status(role("keep"))["Seccomp_filters"]), int(status(main_pid())["Seccomp_filters"]))
        root = "/proc/%d/root" % main_pid()
        self.assertEqual(["xuanwangd"], os.listdir(root + "/var/lib"))
        for hidden in ("/home", "/srv", "/boot", os.path.join("/root", ".bashrc"), "/var/log", "/run/dbus", "/run/systemd/journal"):
            self.assertFalse(os.path.exists(root + hidden), hidden)
        for place in ("/usr", "/etc", "/lib64"):
            self.assertTrue(os.statvfs(root + place).f_flag & os.ST_RDONLY, place)
        for place in ("/", "/etc", "/run", "/tmp", "/var/tmp", STATE):
            self.assertTrue(os.statvfs(root + place).f_flag & os.ST_NOEXEC, place)

    def test_04b_limits(self):
        """What systemd was told to allow; and what the kernel allows each role, whoever manages the machine's memory."""
        self.assertEqual((str(2 << 30), "32", "continue"), tuple(prop(SERVICE, name) for name in ("MemoryMax", "TasksMax", "OOMPolicy")))
        group = control_group(main_pid())
        for name, most in (("memory", {"memory.max": 2 << 30, "memory.limit_in_bytes": 2 << 30}), ("pids", {"pids.max": 32})):
            found = {int(text) for file, text in limits_of(group, most) if text != "max"}
            self.assertIn(found, (set(), set(most.values())), name)
            print("%s of the control group: %s" % (name, "in force" if found else "not handed to this container"))
        for name in ROLES:
            with open("/proc/%d/limits" % role(name), encoding="ascii") as f:
                limits = {line[:25].strip(): line[26:].split()[:2] for line in f}
            self.assertEqual(["0", "0"], limits["Max core file size"], name)
            if name != "keep":  # it interprets nothing; its memory is bounded by the arena of one mail
                self.assertLessEqual(int(limits["Max address space"][1]), 512 << 20, name)

    def test_05_mails_of_all_formats(self):
        """What is understood within the unit's hardening is what is understood without; each child that reads is in its jail."""
        mails = self.mails + fixtures()
        expected = {}
        with tempfile.TemporaryDirectory() as folder:
            for number, raw in enumerate(mails):
                path = os.path.join(folder, "%d.eml" % number)
                with open(path, "wb") as f:
                    f.write(raw)
                told = json.loads(ctl("inspect", "--json", "--config", CONFIG + "/xuanwangd.yaml", path))
                expected[told["message_id"]] = told["state"]
        journal = Journal()
        with Readers(role_pid("xuanwang-parse")) as readers:
            self.deliver(mails)
            self.wait_settled(600)
        self.assertGreater(len(readers.seen), 20, "parsers that were met at work")
        self.assertEqual({("0" * 16, "1", "2", True)}, set(readers.seen.values()))
        got = {entry["message_id"]: entry["state"] for entry in ctl_json("list")}
        differing = {key: (state, got.get(key)) for key, state in expected.items() if got.get(key) != state}
        self.assertEqual({}, differing)
        said = journal.text()
        for fault in ("sandbox.forbidden", "role.died", "role.ended", "parse.died", "keep.pause"):
            self.assertNotIn(fault, said)
        print("%d mails, states %s" % (len(mails), sorted(set(got.values()))))

    def test_06_group_reads_the_archive(self):
        for path, folders, files in os.walk(STATE + "/archive"):
            for name in folders + files:
                mode = os.lstat(os.path.join(path, name)).st_mode
                self.assertTrue(mode & 0o040 and not mode & 0o007, (name, oct(mode)))
        self.assertEqual("", run("find", STATE, "-perm", "/o=rwx"))
        self.assertEqual(0o600, os.stat(STATE + "/token.key").st_mode & 0o777)

    def test_07_reload(self):
        """A new campaign comes into force among arriving mails; one with errors does not."""
        path, journal = CONFIG + "/campaign.yaml", Journal()
        with open(path, encoding="utf-8") as f:
            before = f.read()
        self.write(path, before.replace("office_name: ", "office_name: 新成立的", 1), 0o640)
        pid = main_pid()
        self.deliver([submission(10000 + i) for i in range(20)])
        run("systemctl", "reload", SERVICE)
        journal.wait("event=service.ready", SOON)
        self.assertEqual(pid, main_pid())
        self.wait_settled()
        self.settle_one_more()
        wait_until(lambda: any("新成立的" in text_of(raw) for mails in self.answers().values() for raw in mails), SOON, "an answer in the new name")
        self.write(path, before.replace("sub_projects:", "sub_project:", 1), 0o640)
        run("systemctl", "reload", SERVICE)
        journal.wait("event=service.reload_refused", SOON)
        self.assertIn("refused", prop(SERVICE, "StatusText"))
        self.settle_one_more()
        self.write(path, before, 0o640)
        run("systemctl", "reload", SERVICE)
        journal.wait("(?s)reload_refused.*event=service.ready", SOON)
        self.wait_settled()

    def test_08_crash(self):
        drop_in(SERVICE, "haste", HASTE)
        run("systemctl", "restart", SERVICE)
        restarts, pid = int(prop(SERVICE, "NRestarts")), main_pid()
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: int(prop(SERVICE, "NRestarts")) > restarts and is_active(), SOON, "a restart after SIGKILL")
        self.assertNotEqual(pid, main_pid())
        self.settle_one_more()
        # A role is main's own business: systemd does not hear of it.
        restarts, pid, journal = int(prop(SERVICE, "NRestarts")), main_pid(), Journal()
        os.kill(role("keep"), signal.SIGKILL)
        journal.wait("(?s)event=role.died.*event=service.ready", SOON)
        self.assertEqual((restarts, pid), (int(prop(SERVICE, "NRestarts")), main_pid()))
        self.settle_one_more()

    def test_09_watchdog(self):
        """Main that hangs, and a role that hangs while main does not."""
        for hanging, seconds in ((main_pid, 60), (lambda: role("fetch"), 150)):
            journal, restarts = Journal(), int(prop(SERVICE, "NRestarts"))
            os.kill(hanging(), signal.SIGSTOP)
            wait_until(lambda: int(prop(SERVICE, "NRestarts")) > restarts and is_active(), seconds, "the watchdog")
            self.assertIn("Watchdog timeout", journal.text())
            self.settle_one_more()

    def test_10_credentials(self):
        """Sealed as setup left them, they stand nowhere to be read; and plain files for root alone do as well."""
        handed = "/run/credentials/" + SERVICE
        self.assertEqual((0o500, USER), (os.stat(handed).st_mode & 0o777, pwd.getpwuid(os.stat(handed).st_uid).pw_name))
        with open(handed + "/imap-password", encoding="utf-8") as f:
            self.assertEqual(PASSWORD, f.read())
        run("runuser", "-u", "nobody", "--", "cat", handed + "/imap-password", expect=1)
        self.assertTrue(memory_holds(role("fetch"), PASSWORD))
        for pid in (main_pid(), role("keep")):
            self.assertFalse(memory_holds(pid, PASSWORD))
        # One that was sealed elsewhere, or spoilt, opens for nobody: the service says so and does not start without.
        sealed, journal = CREDENTIALS + "/imap-password.cred", Journal()
        shutil.copy(sealed, sealed + ".right")
        with open(sealed, "r+b") as f:
            f.seek(200)
            f.write(b"AAAAAAAA")
        run("systemctl", "restart", SERVICE, expect=1)
        self.assertRegex(journal.text(), "(?i)credential")
        os.replace(sealed + ".right", sealed)
        run("systemctl", "restart", SERVICE)
        self.settle_one_more()
        self.assertEqual("", run("grep", "-rlF", PASSWORD, CONFIG, "/etc/systemd", STATE, expect=1))
        with open("/proc/%d/environ" % main_pid(), "rb") as f:
            self.assertNotIn(PASSWORD.encode(), f.read())
        self.assertNotIn(PASSWORD, run("journalctl", "--no-pager", "--quiet"))
        self.assertNotIn(PASSWORD, "".join(processes().values()))
        os.unlink("/etc/systemd/system/xuanwangd.service.d/credentials.conf")
        run("systemctl", "daemon-reload")
        for name in ("imap-password", "smtp-password"):
            self.write(os.path.join(CREDENTIALS, name), PASSWORD + "\n", 0o600)
        run("systemctl", "restart", SERVICE)
        self.settle_one_more()

    def test_11_digest_timer(self):
        self.assertRegex(run("systemctl", "list-timers", "--no-pager", "xuanwangd-digest.timer"), "17:00:00")
        drop_in("xuanwangd-digest.timer", "often", "[Timer]\nOnCalendar=\nOnCalendar=*:*:0/3\nAccuracySec=100ms\n")
        journal = Journal("xuanwangd-digest.service")
        run("systemctl", "restart", "xuanwangd-digest.timer")
        journal.wait("(?s)(Finished.*){3}", SOON)
        os.unlink("/etc/systemd/system/xuanwangd-digest.timer.d/often.conf")
        run("systemctl", "daemon-reload")
        run("systemctl", "restart", "xuanwangd-digest.timer")
        wait_until(lambda: self.stage.mailboxes.read(STAFF), SOON, "the digest")
        self.assertEqual(1, len(self.stage.mailboxes.read(STAFF)), "once a day, however often it is asked for")

    def test_12_several_mailboxes(self):
        unit, folder, state = "xuanwangd@north.service", CONFIG + "/north", STATE + "-north"
        run("install", "-d", "-m", "750", "-g", "xuanwangd", folder)
        run("install", "-d", "-m", "700", folder + "/credentials")
        text = configuration(self.stage, state, state + "/archive", user="north@office.test", ca_file=CONFIG + "/ca.pem",
                             campaign=CONFIG + "/campaign.yaml")
        self.write(folder + "/xuanwangd.yaml", text, 0o640)
        for name in ("imap-password", "smtp-password"):
            self.write(os.path.join(folder, "credentials", name), PASSWORD + "\n", 0o600)
        as_user("--instance", "north", "check")
        run("systemctl", "enable", "--now", unit, "xuanwangd-digest@north.timer")
        self.deliver(self.mails[:3], "north@office.test")
        wait_until(lambda: sum(ctl_json("--instance", "north", "status")[key] for key in ("filed", "asked", "staff", "ignored")) == 3,
                   SOON, "the mails of the other mailbox")
        self.assertTrue(ctl_json("--instance", "north", "audit")["holds"])
        self.assertEqual([], os.listdir("/proc/%d/root%s" % (main_pid(unit), STATE)))
        run("systemctl", "disable", "--now", unit, "xuanwangd-digest@north.timer")
        self.wait_settled()

    def test_12b_backup_and_restore(self):
        """A snapshot by the timer's unit; then the state is lost, and comes back."""
        self.assertTrue(is_active("xuanwangd-backup.timer") and is_active("xuanwangd-retention.timer"))
        run("systemctl", "start", "xuanwangd-backup.service")
        run("systemctl", "start", "xuanwangd-retention.service")
        self.settle_one_more()
        self.wait_settled()
        before = {entry["message_id"]: entry["state"] for entry in ctl_json("list")}
        run("systemctl", "stop", SERVICE)
        os.rename(STATE, STATE + ".lost")
        run("install", "-d", "-m", "750", "-o", "xuanwangd", "-g", "xuanwangd", STATE)
        run("xuanwangctl", "restore", STATE + "-backup")
        run("systemctl", "start", SERVICE)
        self.wait_settled()
        self.assertEqual(before, {entry["message_id"]: entry["state"] for entry in ctl_json("list")})
        self.settle_one_more()
        shutil.rmtree(STATE + ".lost")

    def test_12c_clamd(self):
        """The real one, where Debian's package puts its socket."""
        os.makedirs("/run/clamav", exist_ok=True)
        clamd = RealClamd(self.stage, "/run/clamav/clamd.ctl")
        path = CONFIG + "/xuanwangd.yaml"
        with open(path, encoding="utf-8") as f:
            before = f.read()
        with clamd:
            self.write(path, before + "clamd: {socket: /run/clamav/clamd.ctl}\n", 0o640)
            run("systemctl", "restart", SERVICE)
            self.settle_one_more()
            infected = ctl_json("status")["quarantined"]
            self.deliver([attached("材料.zip", zipped("说明.txt", EICAR), 9999)])
            self.wait_settled()
            self.assertEqual(infected + 1, ctl_json("status")["quarantined"])
            self.assertIn(SIGNATURE, as_user("explain", "<fixture-9999@units.test>"))
        journal, answered = Journal(), sum(map(len, self.answers().values()))
        self.deliver([submission(self.sent)])
        journal.wait("clamd does not answer", SOON)
        self.assertEqual(1, ctl_json("status")["waiting"])
        self.assertIn("clamd", as_user("status"))
        with clamd:
            self.wait_settled()
        self.write(path, before, 0o640)
        run("systemctl", "reload", SERVICE)
        wait_until(lambda: sum(map(len, self.answers().values())) > answered, SOON, "the answer")

    def test_12d_retention(self):
        """The timer's unit shows the staff what is to go; what then is told to go is gone, and the counts stay."""
        self.assertRegex(run("systemctl", "list-timers", "--no-pager", "xuanwangd-retention.timer"), "xuanwangd-retention")
        before, journal = ctl_json("audit"), Journal("xuanwangd-retention.service")
        run("systemctl", "start", "xuanwangd-retention.service")  # the test before restored a state of before it was told
        journal.wait("queued for 1 staff", SOON)
        self.assertNotIn("22-000", journal.text(), "works in the journal")
        wait_until(lambda: ctl_json("status")["answers_queued"] == 0, SOON, "the list to be sent")
        told = len(self.stage.mailboxes.read(STAFF))
        run("systemctl", "start", "xuanwangd-retention.service")
        listed = as_user("retention", "--list")
        self.assertRegex(listed, r"%d 封邮件" % before["in"])
        run("xuanwangctl", "retention", "--apply", expect=1)
        raw = raw_messages()
        run("xuanwangctl", "retention", "--apply", "--yes")
        self.wait_settled()
        after = ctl_json("audit")
        for count in ("in", "filed", "asked", "staff", "ignored", "quarantined", "works"):
            self.assertEqual(before[count], after[count], count)
        wait_until(lambda: not raw_messages(), SOON, "%d raw messages to be destroyed" % len(raw))
        self.assertEqual(told, len(self.stage.mailboxes.read(STAFF)), "once a month")
        self.assertNotIn("138020", as_user("list", "--json"))
        self.settle_one_more()

    def test_12e_alarm(self):
        """A service that does not run is told by another way than its own, out of the watch's own jail; and that it is over."""
        self.write(CONFIG + "/alarm.py", ALARM % {"port": self.stage.exim.tls_port, "ca": CONFIG + "/ca.pem", "password": PASSWORD}, 0o640)
        path = CONFIG + "/xuanwangd.yaml"
        with open(path, encoding="utf-8") as f:
            before = f.read()
        self.write(path, before + 'alarm: {command: [/usr/bin/python3, %s/alarm.py], to: ["%s"], after_minutes: 5}\n' % (CONFIG, ADMIN), 0o640)
        self.assertTrue(is_active("xuanwangd-watch.timer"))
        run("systemctl", "stop", SERVICE)
        os.utime(STATE + "/last-look", (0, time.time() - 3600))
        told = []
        for step, word in (("stop", "没有在运行"), ("start", "恢复")):
            run("systemctl", step, SERVICE)
            wait_until(lambda s=step: s == "stop" or ctl_json("status")["last_look"] > time.time() - 60, SOON, "a look at the mailbox")
            for _ in range(2):  # it is said once
                run("systemctl", "start", "xuanwangd-watch.service")
            told.append(word)
            wait_until(lambda: len(self.stage.mailboxes.read(ADMIN)) == len(told), SOON, "the mail to the administrator")
            mail = email.message_from_bytes(self.stage.mailboxes.read(ADMIN)[-1][2], policy=email.policy.default)
            self.assertIn(word, mail["Subject"])
        self.write(path, before, 0o640)

    def test_13_upgrade(self):
        self.assertEqual("asked", self.becomes("妙品"))
        version, count, pid = self.user_version(), ctl_json("audit")["in"], main_pid()
        journal = Journal()
        with open(CONFIG + "/campaign.yaml", encoding="utf-8") as f:
            campaign = f.read()
        apt("install", NEXT)
        self.assertIn("99.0.0", run("xuanwangctl", "--version"))
        self.wait_active()
        self.assertNotEqual(pid, main_pid())
        self.assertEqual(version + 1, self.user_version())
        self.assertRegex(journal.text(), r"(?s)database.copied.*version=%d.*database.migrated.*version=%d" % (version, version + 1))
        self.assertEqual(version, self.user_version(".version-%d" % version))
        self.settle_one_more()
        self.wait_settled()
        self.assertEqual(count + 1, ctl_json("audit")["in"])
        # Its vocabulary knows a label more; the administrator's campaign is as it was.
        self.assertEqual("filed", self.becomes("妙品"))
        with open(CONFIG + "/campaign.yaml", encoding="utf-8") as f:
            self.assertEqual(campaign, f.read())

    def becomes(self, label):
        """What would become of a work whose title stands behind this label, and nowhere else; in a trial, for test_15 goes back."""
        with tempfile.NamedTemporaryFile(suffix=".eml") as f:
            f.write(submission(1, label, "第%d趟末班车", "IMG_%04d.jpg"))
            f.flush()
            os.chmod(f.name, 0o644)
            return ctl_json("inspect", f.name, "--config", CONFIG + "/xuanwangd.yaml")["state"]

    def user_version(self, suffix=""):
        with contextlib.closing(sqlite3.connect("file:%s/xuanwangd.db%s?mode=ro" % (STATE, suffix), uri=True)) as connection:
            self.assertEqual([("ok",)], connection.execute("PRAGMA integrity_check").fetchall())
            return connection.execute("PRAGMA user_version").fetchone()[0]

    def test_14_downgrade_is_refused(self):
        journal, version = Journal(), self.user_version()
        apt("--allow-downgrades", "install", PACKAGE)
        wait_until(lambda: prop(SERVICE, "ActiveState") == "failed", SOON, "the refusal")
        self.assertRegex(journal.text(), r"the database is of version %d, this program knows versions up to %d.*Install that again" % (version, version - 1))
        self.assertEqual(version, self.user_version())

    def test_15_back_altogether(self):
        """As xuanwangd(8) tells it: the copy of before takes the database's place, and what came since is fetched again."""
        version = self.user_version() - 1
        for suffix in ("", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(STATE + "/xuanwangd.db" + suffix)
        run("cp", "-p", STATE + "/xuanwangd.db.version-%d" % version, STATE + "/xuanwangd.db")
        run("systemctl", "start", SERVICE)
        self.wait_settled()
        self.assertEqual(version, self.user_version())

    def test_16_upgrade_leaves_a_stopped_service_stopped(self):
        run("systemctl", "stop", SERVICE)
        apt("install", "--reinstall", PACKAGE)
        self.assertFalse(is_active())
        run("systemctl", "start", SERVICE)
        self.settle_one_more()

    def test_17_remove_and_purge(self):
        apt("remove", "xuanwangd")
        self.assertEqual({}, processes())
        self.assertTrue(os.path.exists(CONFIG + "/xuanwangd.yaml"))
        apt("install", PACKAGE)
        self.wait_active()
        self.settle_one_more()
        said = apt("purge", "xuanwangd")
        self.assertIn("%s is kept" % STATE, said)
        self.assertFalse(os.path.exists(CONFIG))
        self.assertTrue(os.path.exists(STATE + "/xuanwangd.db"))
        self.assertEqual("", run("systemctl", "list-unit-files", "--no-legend", "xuanwang*", expect=None))

    def test_18_purge_with_everything(self):
        apt("install", PACKAGE)
        with open(STATE + "/remove-on-purge", "w", encoding="ascii"):
            pass
        apt("purge", "xuanwangd")
        self.assertFalse(os.path.exists(STATE))
        for kept in ("-north", "-backup"):
            self.assertTrue(os.listdir(STATE + kept), "nothing was said of it")


if __name__ == "__main__":
    unittest.main()
