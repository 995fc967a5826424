"""Backup of a running service, and the way back: nothing is lost, nothing is answered twice that the backup knew of."""
import contextlib
import os
import shutil
import sqlite3
import subprocess
import unittest

from flow.talk import UNIT, Talk, submission
from servers.evidence import tree
from servers.scratch import wait_until
from servers.stage import OFFICE


class BackupTest(Talk):
    def setUp(self):
        super().setUp()
        self.to = self.stage.folder("backups")
        self.tell(submission(1), submission(2, "第二部"), submission(3, "缺单位", without="单位"))
        self.assertEqual(3, len(self.heard()))

    def backup(self, *arguments, expect=0):
        return self.service.ctl_json("backup", self.to, *arguments, expect=expect)

    def snapshots(self):
        return sorted(os.listdir(self.to))

    def elsewhere(self, name="restored", **settings):
        service = self.stage.service(name, **settings)
        shutil.rmtree(service.state)
        shutil.rmtree(service.archive)
        return service

    def row(self, statement, service=None):
        path = os.path.join((service or self.service).state, "xuanwangd.db")
        with contextlib.closing(sqlite3.connect(path)) as connection, connection:
            return connection.execute(statement).fetchall()

    def contents(self, snapshot):
        return {path: os.stat(path) for path in (os.path.join(at, name) for at, _, names in os.walk(snapshot) for name in names)
                if "/mail/" in path or "/.content/" in path}


class MakeTest(BackupTest):
    def test_while_the_service_runs(self):
        daemon = self.service.start()
        made = self.backup()
        self.assertEqual(0, self.service.end(daemon))
        self.assertEqual((3, 3, 6, []), (made["mails"], made["contents"], made["copied"], made["problems"]))
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "manifest"], cwd=made["snapshot"], check=True)
        self.assertEqual(tree(self.service.archive), tree(os.path.join(made["snapshot"], "archive")))
        for path, st in self.contents(made["snapshot"]).items():
            self.assertGreaterEqual(st.st_nlink, 2, path)
        self.assertEqual(0o700, os.stat(made["snapshot"]).st_mode & 0o777)
        self.assertEqual({"xuanwangd.yaml", "campaign.yaml"}, set(os.listdir(os.path.join(made["snapshot"], "configuration"))))

    def test_the_next_one_copies_only_what_is_new(self):
        first = self.backup()["snapshot"]
        os.rename(first, os.path.join(self.to, "2020-01-01T000000Z"))
        self.tell(submission(4, "第四部"))
        second = self.backup()
        self.assertEqual((4, 4, 2), (second["mails"], second["contents"], second["copied"]))
        before = {st.st_ino for st in self.contents(os.path.join(self.to, "2020-01-01T000000Z")).values()}
        after = {st.st_ino for st in self.contents(second["snapshot"]).values()}
        self.assertEqual((6, 8), (len(before), len(after)))
        self.assertLess(before, after)
        live = {st.st_ino for st in self.contents(self.service.folder).values()}
        self.assertEqual(set(), live & after, "a copy that shares the disk's blocks is none")

    def test_old_ones_go_and_what_was_interrupted(self):
        for day in range(1, 5):
            os.rename(self.backup()["snapshot"], os.path.join(self.to, "2020-01-0%dT000000Z" % day))
        os.makedirs(os.path.join(self.to, "2020-01-09T000000Z.unfinished", "mail"))
        os.makedirs(os.path.join(self.to, "of-somebody-else"))
        made = self.backup("--keep", "2")
        self.assertEqual(3, made["removed_snapshots"])
        self.assertEqual(["2020-01-04T000000Z", os.path.basename(made["snapshot"]), "of-somebody-else"], self.snapshots())

    def test_a_changed_file_is_told_and_the_others_saved(self):
        (path, _), *_ = [it for it in self.contents(self.service.archive).items()]
        os.chmod(path, 0o640)
        with open(path, "r+b") as f:
            f.write(b"changed")
        made = self.backup(expect=1)
        self.assertIn("was changed", "".join(made["problems"]))
        self.assertEqual(5, made["copied"])


class RestoreTest(BackupTest):
    def test_restored_and_going_on(self):
        made = self.backup()
        self.tell(submission(5, "备份之后"))
        self.assertEqual(4, len(self.heard()))
        again = self.elsewhere()
        said = again.ctl("restore", self.to)
        self.assertIn("fetched and answered again", said)
        self.assertTrue(again.ctl_json("audit")["holds"])
        self.assertEqual(3, again.ctl_json("audit")["in"])
        self.assertEqual(tree(os.path.join(made["snapshot"], "archive")), tree(again.archive))
        again.once()
        self.assertEqual(4, again.ctl_json("audit")["in"])
        self.assertTrue(again.ctl_json("audit")["holds"])
        heard = self.heard()
        self.assertEqual(5, len(heard), "the one mail that the backup did not know is answered again")
        ids = [[line for line in raw.split(b"\n") if line.lower().startswith(b"message-id")][0] for raw in heard]
        self.assertEqual(4, len(set(ids)), "under the same Message-ID")

    def test_what_waited_is_not_sent_a_second_time(self):
        self.row("UPDATE answer SET state = 'queued', finished = NULL, next_attempt = 0 WHERE id = 1")
        self.backup()
        again = self.elsewhere()
        self.assertIn("1 answers were about to be sent", again.ctl("restore", self.to))
        again.once()
        self.assertEqual(3, len(self.heard()))
        self.assertEqual([("unknown",)], self.row("SELECT state FROM answer WHERE id = 1", again))

    def test_refuses_what_is_in_use_or_not_empty(self):
        self.backup()
        self.assertIn("is there", self.refusal(self.service))
        daemon = self.service.start()
        wait_until(lambda: self.service.ctl_json("status")["running"], 30, "the service")
        self.assertIn("at work", self.refusal(self.service, 3))
        self.assertEqual(0, self.service.end(daemon))

    def refusal(self, service, expect=1):
        from servers.stage import program
        done = subprocess.run([program("xuanwangctl"), "restore", self.to, "--config", service.config], capture_output=True, check=False)
        self.assertEqual(expect, done.returncode, done.stderr)
        return done.stderr.decode()

    def test_a_damaged_snapshot_is_refused_and_no_service_starts_on_half_of_it(self):
        made = self.backup()
        path = next(path for path in self.contents(made["snapshot"]) if "/mail/" in path)
        kept = path + ".kept"
        shutil.copyfile(path, kept)
        os.chmod(path, 0o640)
        with open(path, "r+b") as f:
            f.write(b"changed")
        again = self.elsewhere()
        self.assertIn("was changed", self.refusal(again))
        with again.popen("--once", stderr=subprocess.PIPE) as child:
            self.assertIn(b"restoration was interrupted", child.communicate(timeout=60)[1])
        self.assertIn(child.returncode, (1, 3), "which role's end is seen first is chance")
        os.rename(kept, path)
        again.ctl("restore", made["snapshot"])
        self.assertTrue(again.ctl_json("audit")["holds"])
        again.once()
        self.assertEqual(3, len(self.heard()))

    def test_a_changed_database_is_refused(self):
        made = self.backup()
        with open(os.path.join(made["snapshot"], "xuanwangd.db"), "r+b") as f:
            f.seek(5000)
            f.write(b"x")
        again = self.elsewhere()
        self.assertIn("not what it was", self.refusal(again))
        self.assertFalse(os.path.exists(os.path.join(again.state, "restoring")))
        self.stage.mailboxes.append(OFFICE, [submission(6)])
        again.once()
        self.assertEqual(UNIT, list(self.stage.mailboxes.read_all(but=(OFFICE,)))[0])


if __name__ == "__main__":
    unittest.main()
