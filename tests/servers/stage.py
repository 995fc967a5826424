"""The whole stage: servers, and xuanwangd with its configuration, in one scratch folder."""
import json
import os
import subprocess

from servers.authority import ADDRESSES, Authority
from servers.dovecot import PASSWORD, Dovecot
from servers.exim import Exim
from servers.mailbox import Mailboxes
from servers.scratch import Failure, Scratch, stop

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ.get("XW_BUILD", os.path.join(ROOT, "build"))
CASES = os.path.join(ROOT, "tests", "corpus", "cases")
CAMPAIGN = os.path.join(ROOT, "systemd", "campaigns", "2022.yaml")
OFFICE = "xuanwangbu@sina.com"  # whom the corpus is addressed to
STAFF = "staff@office.test"

ONCE_SECONDS = 600


class Stage(Scratch):
    """Servers that run; `service()` gives an xuanwangd with its own folders and mailbox."""

    def __init__(self, capability=None, deliver=True, keep=False):
        super().__init__(keep)
        self.authority = Authority(self)
        self.dovecot = Dovecot(self, self.authority, capability)
        self.exim = Exim(self, self.dovecot, deliver)
        self.mailboxes = Mailboxes(self.dovecot, self.authority.ca_file)

    def __enter__(self):
        super().__enter__()
        try:
            self.dovecot.start()
            self.exim.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def service(self, name="service", folder=None, **settings):
        return Service(self, folder or self.folder(name), **settings)


class Service:
    """One xuanwangd: a configuration, a state folder, an archive. Settings: see `configuration`."""

    def __init__(self, stage, folder, **settings):
        self.stage = stage
        self.folder = folder
        self.state = os.path.join(folder, "state")
        self.archive = os.path.join(folder, "archive")
        self.config = os.path.join(folder, "xuanwangd.yaml")
        self.user = settings.get("user", OFFICE)
        self.imap_password = settings.pop("imap_password", PASSWORD)
        self.smtp_password = settings.pop("smtp_password", PASSWORD)
        for path in (folder, self.state, self.archive):
            os.makedirs(path, exist_ok=True)
        self.configure(**settings)

    def configure(self, **settings):
        with open(self.config, "w", encoding="utf-8") as f:
            f.write(configuration(self.stage, self.state, self.archive, **settings))

    def popen_with_credentials(self, **options):
        """Starts xuanwangd as systemd does: the passwords lie in a folder that it names."""
        folder = self.stage.folder("credentials")
        for name, secret in (("imap-password", self.imap_password), ("smtp-password", self.smtp_password)):
            self.stage.write(os.path.join("credentials", name), secret + "\n")
        return subprocess.Popen([program("xuanwangd"), "--config", self.config], stdin=subprocess.DEVNULL,
                                env={**os.environ, "CREDENTIALS_DIRECTORY": folder}, **options)

    def popen(self, *arguments, env=None, pass_fds=(), **options):
        """Starts xuanwangd; the passwords go over pipes that are read to their end."""
        secrets = [pipe_with(self.imap_password), pipe_with(self.smtp_password)]
        command = [program("xuanwangd"), "--config", self.config, *arguments,
                   "--imap-password-fd", str(secrets[0]), "--smtp-password-fd", str(secrets[1])]
        try:
            return subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=(*secrets, *pass_fds),
                                    env={**os.environ, **(env or {})}, **options)
        finally:
            for fd in secrets:
                os.close(fd)

    def once(self, expect=0, seconds=ONCE_SECONDS, **options):
        """One --once run; its log. Any other exit code than `expect` fails the test with the log's end."""
        with self.popen("--once", stderr=subprocess.PIPE, **options) as child:
            try:
                log = child.communicate(timeout=seconds)[1].decode("utf-8", "replace")
            except subprocess.TimeoutExpired:
                child.terminate()
                log = child.communicate()[1].decode("utf-8", "replace")
                raise AssertionError("xuanwangd --once did not end within %g s:\n%s" % (seconds, log[-4000:])) from None
            except BaseException:
                child.terminate()
                raise
        if child.returncode != expect:
            raise AssertionError("xuanwangd --once: exit %d instead of %d:\n%s" % (child.returncode, expect, log[-4000:]))
        return log

    def start(self, credentials=False):
        """The service as it runs in production, without --once; its log goes to `<folder>/log`."""
        with open(os.path.join(self.folder, "log"), "ab") as log:
            child = self.popen_with_credentials(stderr=log) if credentials else self.popen(stderr=log)
        self.stage.children.append(child)
        return child

    def log(self):
        with open(os.path.join(self.folder, "log"), encoding="utf-8", errors="replace") as f:
            return f.read()

    def end(self, child):
        """SIGTERM; the exit code."""
        stop(child, 30)
        self.stage.children.remove(child)
        return child.returncode

    def ctl(self, *arguments, expect=0):
        """xuanwangctl's standard output, for all commands that want --config."""
        return ctl(arguments[0], "--config", self.config, *arguments[1:], expect=expect)

    def ctl_json(self, *arguments, expect=0):
        return json.loads(self.ctl(*arguments, "--json", expect=expect))


def ctl(*arguments, expect=0):
    done = subprocess.run([program("xuanwangctl"), *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=ONCE_SECONDS, check=False)
    if done.returncode != expect:
        raise AssertionError("xuanwangctl %s: exit %d instead of %d:\n%s" % (
            " ".join(arguments), done.returncode, expect, done.stderr.decode("utf-8", "replace")[-4000:]))
    return done.stdout.decode("utf-8")


def program(name):
    path = os.path.join(BUILD, name)
    if not os.access(path, os.X_OK):
        raise Failure("%s is not built: run ./dev build" % path)
    return path


def pipe_with(secret):
    """The reading end of a pipe that holds these bytes and then ends."""
    reader, writer = os.pipe()
    os.write(writer, secret.encode())
    os.close(writer)
    return reader


def configuration(stage, state, archive, authserv_id="", user=OFFICE, address=None, tls="implicit", host="localhost", ca_file=None, settled=None,
                  folder="INBOX", staff=(STAFF,), campaign=CAMPAIGN, poll_seconds=10, answers=50, when_quiet=True, restraint=None,
                  clamd=None, smtp_host=None, smtp_tls=None, imap_port=None, smtp_port=None, least_free_mib=16, alarm=None, metrics=""):
    """The text of xuanwangd.yaml. JSON's strings, lists and maps are YAML's too."""
    def server(kind, host, tls, port, more):
        return {"host": host, "port": port or (kind.tls_port if tls == "implicit" else kind.starttls_port), "tls": tls,
                "ca_file": ca_file or stage.authority.ca_file, "user": user, **more}
    watched = {"folder": folder, "poll_seconds": poll_seconds}
    if authserv_id:
        watched["authserv_id"] = authserv_id
    if settled:
        watched["settled"] = settled
    settings = {
        "account": {"address": address or user, "display_name": "滨海新区总工会宣网部"},
        "imap": server(stage.dovecot, host, tls, imap_port, watched),
        "smtp": server(stage.exim, smtp_host or host, smtp_tls or tls, smtp_port, {}),
        "storage": {"state": state, "archive": archive, "least_free_mib": least_free_mib},
        "alarm": alarm or {},
        "metrics": metrics,
        "campaign": campaign,
        "staff": list(staff),
        "digest": {"when_quiet": when_quiet},
        "answers": {"per_address_per_day": answers, "per_hour": 1000000, "per_day": 1000000, **(restraint or {})},
        # Kernels of build machines and containers may have no Landlock; everything else of the jail stays.
        "sandbox": {"require_landlock": not os.environ.get("XW_NO_LANDLOCK") and has_landlock()},
    }
    if clamd:
        settings["clamd"] = clamd
    return "".join("%s: %s\n" % (key, json.dumps(value, ensure_ascii=False)) for key, value in settings.items())


def has_landlock():
    """Asks the kernel for Landlock's version, as the daemon does (landlock_create_ruleset, number 444 on all machines)."""
    import ctypes
    return ctypes.CDLL(None, use_errno=True).syscall(444, None, ctypes.c_size_t(0), 1) >= 1


def corpus(only=None):
    """[(case name, raw bytes)] in order."""
    names = sorted(n for n in os.listdir(CASES) if os.path.exists(os.path.join(CASES, n, "mail.eml")))
    out = []
    for name in names:
        if only is None or name[:3] in only:
            with open(os.path.join(CASES, name, "mail.eml"), "rb") as f:
                out.append((name, f.read()))
    return out


FAULTS = {name: address for name, address in ADDRESSES.items() if name != "good"}
