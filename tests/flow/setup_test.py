"""From a mailbox's address to a configured service: setup with a file of answers, with lines, on a terminal; and the probe."""
import json
import os
import pty
import re
import select
import stat
import subprocess
import time
import unittest

from servers.dovecot import PASSWORD
from servers.stage import CAMPAIGN, Stage, pipe_with, program

OFFICE = "xuanwangbu@office.test"


class Setup(unittest.TestCase):
    def setUp(self):
        self.stage = self.enterContext(Stage())
        self.folder = self.stage.folder("etc")
        self.config = os.path.join(self.folder, "xuanwangd.yaml")

    def answers(self, **changes):
        answers = {"address": OFFICE, "provider": "generic", "display_name": '"征集"组委会', "staff": "a@office.test, b@office.test",
                   "imap_host": "localhost", "imap_port": self.stage.dovecot.tls_port, "imap_ca_file": self.stage.authority.ca_file,
                   "smtp_host": "localhost", "smtp_port": self.stage.exim.tls_port, "smtp_ca_file": self.stage.authority.ca_file,
                   "imap_password": PASSWORD, "since": "all", "campaign": CAMPAIGN, **changes}
        path = os.path.join(self.folder, "answers")
        with open(path, "w", encoding="utf-8") as f:
            f.writelines("%s: %s\n" % (key, json.dumps(value, ensure_ascii=False)) for key, value in answers.items() if value is not None)
        return path

    def ctl(self, command, *arguments, expect=0, text="", env=None):
        done = subprocess.run([program("xuanwangctl"), command, "--config", self.config, *arguments], input=text, encoding="utf-8",
                              capture_output=True, timeout=200, check=False, env={**os.environ, "LANG": "C.UTF-8", **(env or {})})
        self.assertEqual(expect, done.returncode, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def setup(self, *arguments, **options):
        return self.ctl("setup", *arguments, **options)

    def mode(self, name):
        return stat.S_IMODE(os.stat(os.path.join(self.folder, name)).st_mode)

    def text(self, name="xuanwangd.yaml"):
        with open(os.path.join(self.folder, name), encoding="utf-8") as f:
            return f.read()


class SetupTest(Setup):
    def test_writes_what_check_takes(self):
        self.setup("--answers", self.answers())
        self.ctl("check")
        self.assertIn('display_name: "\\"征集\\"组委会"', self.text())
        self.assertNotIn("since", self.text())
        self.assertEqual(PASSWORD, self.text("credentials/imap-password"))
        self.assertEqual(PASSWORD, self.text("credentials/smtp-password"))
        self.assertEqual((0o600, 0o700), (self.mode("credentials/imap-password"), self.mode("credentials")))
        self.assertEqual(0, self.mode("xuanwangd.yaml") & 0o007)
        self.assertNotIn(PASSWORD, self.text())

    def test_overwrites_only_when_told(self):
        self.setup("--answers", self.answers())
        before = self.text()
        self.assertIn("--force", self.setup("--answers", self.answers(display_name="另一个"), expect=1))
        self.assertEqual(before, self.text())
        self.setup("--force", "--answers", self.answers(display_name="另一个"))
        self.assertEqual(before, self.text("xuanwangd.yaml.bak"))
        self.assertIn("另一个", self.text())

    def test_refuses_before_it_writes(self):
        for change, said in (({"address": "nobody"}, "address"), ({"staff": "a@b c"}, "staff"), ({"since": "2026-02-30"}, "since"),
                             ({"provider": "nowhere"}, "provider"), ({"imap_port": 70000}, "imap_port"), ({"imap_password": None}, "imap_password"),
                             ({"imap_password": "a\tb"}, "imap_password"), ({"campaign": "1999"}, "1999"), ({"stafff": "x"}, "stafff")):
            with self.subTest(change):
                self.assertIn(said, self.setup("--answers", self.answers(**change), expect=1))
                self.assertFalse(os.path.exists(self.config))

    def test_the_address_tells_the_servers(self):
        from_domain = {"x@sina.com": "imap.sina.com", "x@sina.cn": "imap.sina.cn", "x@vip.sina.com": "imap.vip.sina.com",
                       "x@vip.sina.cn": "imap.vip.sina.cn", "x@163.com": "imap.163.com", "x@126.com": "imap.126.com",
                       "x@qq.com": "imap.qq.com", "x@foxmail.com": "imap.qq.com", "x@aliyun.com": "imap.aliyun.com", "x@139.com": "imap.139.com"}
        for address, host in from_domain.items():
            with self.subTest(address):
                self.setup("--force", text="%s\nauthcode\n\n组委会\na@office.test\n\n%s\nn\n" % (address, CAMPAIGN))
                self.assertIn('host: "%s"' % host, self.text())
                self.assertIn('host: "%s"' % host.replace("imap.", "smtp."), self.text())
                self.assertRegex(self.text(), r"since: \d{4}-\d\d-\d\d\n")
                self.ctl("check")
        for provider, host in (("sina-net", "imap.sina.net"), ("exmail", "imap.exmail.qq.com"), ("aliyun-qiye", "imap.qiye.aliyun.com")):
            with self.subTest(provider):
                self.setup("--force", text="x@tjbhzgh.test\n%s\nauthcode\nother\n组委会\na@office.test\nall\n\nn\n" % provider)
                self.assertIn('host: "%s"' % host, self.text())
                self.assertEqual("other", self.text("credentials/smtp-password"))

    def test_speaks_chinese_and_tells_of_the_code(self):
        said = self.setup(text="x@sina.com\nauthcode\n\n组委会\na@office.test\nall\n%s\nn\n" % CAMPAIGN, env={"LANG": "zh_CN.UTF-8"})
        self.assertIn("接收报送材料的邮箱地址", said)
        self.assertIn("授权码", said)

    def test_seals_the_passwords_for_its_unit(self):
        """In a name space of its own, where /etc/xuanwangd and the units' folder are empty."""
        answers = self.answers()
        script = """set -e; mkdir -p /etc/xuanwangd
            mount -t tmpfs none /etc/systemd/system; mount -t tmpfs none /etc/xuanwangd
            for config in /etc/xuanwangd/xuanwangd.yaml /etc/xuanwangd/second/xuanwangd.yaml; do
            "$0" setup --config $config --answers "$1"; "$0" check --config $config >/dev/null; grep state: $config; done
            cat /etc/systemd/system/*/credentials.conf
            systemd-creds decrypt --name=imap-password /etc/xuanwangd/credentials/imap-password.cred - 2>/dev/null
            ls /etc/xuanwangd/credentials"""
        done = subprocess.run(["unshare", "-m", "sh", "-c", script, program("xuanwangctl"), answers], capture_output=True, encoding="utf-8",
                              check=False, timeout=60)
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)
        self.assertIn("LoadCredentialEncrypted=imap-password:/etc/xuanwangd/credentials/imap-password.cred", done.stdout)
        self.assertIn("LoadCredentialEncrypted=smtp-password:/etc/xuanwangd/second/credentials/smtp-password.cred", done.stdout)
        self.assertIn("/var/lib/xuanwangd-second", done.stdout)
        self.assertIn(PASSWORD, done.stdout)
        self.assertRegex(done.stdout, r"imap-password\.cred\s+smtp-password\.cred\s*$")

    def type(self, *dialogue):
        """setup on a terminal; what it showed."""
        child, terminal = pty.fork()
        if child == 0:
            os.execve(program("xuanwangctl"), ["xuanwangctl", "setup", "--config", self.config], {**os.environ, "LANG": "C.UTF-8"})
        shown = ""
        for wait, answer in dialogue:
            shown += self.read_until(terminal, wait)
            if answer is not None:
                os.write(terminal, answer.encode() + b"\n")
        self.assertEqual(0, os.waitpid(child, 0)[1])
        os.close(terminal)
        return shown

    def test_on_a_terminal(self):
        shown = self.type(("Address of", "nonsense"), ("is asked for", "x@163.com"), ("not shown", "secret-code"), ("for SMTP", ""),
                          ("signed with", "组委会"), ("daily digest", "a@office.test b@office.test"), ("from this day", "2022-07-01"),
                          (r"2022, 2025", "1999"), (r"cannot read 1999.*2022, 2025", "2025"), ("Try both", "n"), ("is over", None))
        self.assertNotIn("secret-code", shown)
        self.assertEqual("secret-code", self.text("credentials/smtp-password"))
        self.assertIn('id: "2025"', self.text("campaign.yaml"))
        # A second time what is there is proposed: Enter leaves it.
        before = self.text()
        self.type(("Replace it", "y"), ("Address of", ""), ("not shown", "new-code"), ("for SMTP", ""), ("signed with", ""),
                  ("daily digest", ""), ("from this day", ""), ("Campaign", ""), ("Try both", "n"), ("root can read", None))
        self.assertEqual((before, before), (self.text(), self.text("xuanwangd.yaml.bak")))
        self.assertEqual("new-code", self.text("credentials/imap-password"))

    def read_until(self, terminal, pattern):
        said, end = "", time.monotonic() + 20
        while not re.search(pattern, said):
            if time.monotonic() > end or not select.select([terminal], [], [], 20)[0]:
                self.fail("no %r in %r" % (pattern, said))
            said += os.read(terminal, 4096).decode("utf-8", "replace")
        time.sleep(0.1)
        return said


class PasswordTest(Setup):
    """An authorization code that has run out: a new one is tried, then it takes the old one's place."""

    def setUp(self):
        super().setUp()
        self.setup("--answers", self.answers(imap_password="ran out"))
        self.ctl("probe", expect=1)

    def secrets(self):
        return [self.text("credentials/" + name) for name in ("imap-password", "smtp-password")]

    def test_a_right_one(self):
        before = self.text()
        said = self.ctl("password", text=PASSWORD + "\n\n")
        self.assertNotIn(PASSWORD, said)
        self.assertEqual([PASSWORD, PASSWORD], self.secrets())
        self.assertEqual(before, self.text())
        self.ctl("probe")

    def test_a_wrong_one_changes_nothing(self):
        self.assertIn("nothing was changed", self.ctl("password", text="wrong\n%s\n" % PASSWORD, expect=1))
        self.assertEqual(["ran out", "ran out"], self.secrets())
        self.assertIn("imap_password", self.ctl("password", text="", expect=1))

    def test_untried(self):
        self.stage.dovecot.stop()
        self.assertIn("nothing was changed", self.ctl("password", text=PASSWORD + "\n\n", expect=3))
        self.ctl("password", "--force", text=PASSWORD + "\n\n")
        self.assertEqual([PASSWORD, PASSWORD], self.secrets())


class ProbeTest(Setup):
    def configure(self, **changes):
        self.setup("--force", "--answers", self.answers(**changes))

    def probe(self, expect=0):
        return json.loads(re.search(r"\{.*\}\n", self.ctl("probe", "--json", expect=expect), re.S).group())

    def test_sees_its_own_mail_which_the_service_ignores(self):
        self.stage.mailboxes.append(OFFICE, [b"Subject: old\n\nold\n"])
        self.configure()
        seen = self.probe()
        self.assertTrue(seen["imap"]["ok"] and seen["smtp"]["ok"] and seen["mail"]["ok"])
        self.assertEqual(("generic", 1, True), (seen["provider"], seen["imap"]["messages"], seen["imap"]["idle"]))
        self.assertIn("IMAP4rev1", seen["imap"]["offers"])
        self.assertEqual("localhost", seen["imap"]["certificate"]["name"])
        self.assertTrue(seen["smtp"]["size"] and seen["smtp"]["auth_plain"])
        said = self.ctl("probe")
        self.assertRegex(said, r"all is in order")
        service = self.stage.service(user=OFFICE)
        service.once()
        states = [mail["state"] for mail in service.ctl_json("list")]
        self.assertEqual(2, states.count("ignored"), states)
        self.assertEqual([OFFICE], list(self.stage.mailboxes.read_all()))

    def test_with_passwords_over_pipes(self):
        self.configure(imap_password="wrong")
        fds = [pipe_with(PASSWORD), pipe_with(PASSWORD)]
        done = subprocess.run([program("xuanwangctl"), "probe", "--config", self.config, "--imap-password-fd", str(fds[0]),
                               "--smtp-password-fd", str(fds[1])], pass_fds=fds, capture_output=True, check=False, timeout=200)
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)

    def test_a_refused_password_is_told_apart(self):
        self.configure(imap_password="wrong", smtp_password=PASSWORD)
        seen = self.probe(expect=1)
        self.assertEqual(("password", "none", False), (seen["imap"]["trouble"], seen["smtp"]["trouble"], seen["mail"]["ran"]))
        self.configure(imap_password=PASSWORD, smtp_password="wrong")
        self.assertEqual("password", self.probe(expect=1)["smtp"]["trouble"])
        self.assertIn("the network is in order", self.ctl("probe", expect=1))

    def test_from_network_trouble_and_certificates(self):
        self.configure(imap_port=1)
        self.assertEqual("network", self.probe(expect=3)["imap"]["trouble"])
        self.configure(smtp_host="no-such-host.invalid")
        self.assertEqual("network", self.probe(expect=3)["smtp"]["trouble"])
        self.configure(imap_ca_file="/etc/ssl/certs/ca-certificates.crt")
        self.assertEqual("certificate", self.probe(expect=1)["imap"]["trouble"])


class PoorServerTest(Setup):
    """A server that offers as little as Sina's."""

    def setUp(self):
        self.stage = self.enterContext(Stage(capability="IMAP4rev1 ID"))
        self.folder = self.stage.folder("etc")
        self.config = os.path.join(self.folder, "xuanwangd.yaml")

    def test_the_mail_is_seen_all_the_same(self):
        self.setup("--answers", self.answers())
        said = self.ctl("probe")
        self.assertIn("offers IMAP4rev1 ID\n", said)
        self.assertIn("no IDLE: new mail is asked for every 60 s", said)
        self.assertIn("all is in order", said)


if __name__ == "__main__":
    unittest.main()
