"""A private Dovecot: IMAP by implicit TLS, STARTTLS and in the clear, and LMTP on a Unix socket. Any user name exists, all
with one password; mail lies in Maildirs below `mail/`."""
import os

from servers.authority import ADDRESSES
from servers.scratch import UNPRIVILEGED, free_ports, listens, need_program, wait_until

PASSWORD = 'mima-"1925"-%ok'  # characters that want quoting somewhere

SETTINGS = """
protocols = imap lmtp
base_dir = {run}
state_dir = {run}
log_path = {log}
instance_name = {run}
listen = {addresses}
default_internal_user = dovecot
default_login_user = dovenull
first_valid_uid = 1
mail_uid = {user}
mail_gid = {group}
mail_location = maildir:~/Maildir
# Mails are stored as they came, to the byte.
mail_save_crlf = yes
mail_fsync = never
maildir_very_dirty_syncs = no
mail_max_userip_connections = 100
mailbox_list_index = no
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
{capability}

ssl = yes
ssl_cert = <{tls}/good.crt
ssl_key = <{tls}/good.key
ssl_min_protocol = TLSv1.2
{faulty}

passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={mail}/%Lu allow_all_users=yes
}}

service imap-login {{
  inet_listener imap {{
    port = {starttls_port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
  service_count = 0
}}
service lmtp {{
  unix_listener lmtp {{
    mode = 0666
  }}
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
"""


class Dovecot:
    """`capability` replaces what the server says it can do, as "IMAP4rev1 ID" for a server like Sina's."""

    def __init__(self, scratch, authority, capability=None):
        self.scratch = scratch
        self.tls_port, self.starttls_port = free_ports(2)
        self.mail = scratch.folder("mail", owner=UNPRIVILEGED)
        self.log = scratch.at("dovecot.log")
        self.lmtp_socket = scratch.at("dovecot", "lmtp")
        self.capability = capability
        self.child = None

    def start(self):
        self.scratch.folder("dovecot")
        path = self.scratch.write("dovecot.conf", SETTINGS.format(
            run=self.scratch.at("dovecot"), log=self.log, mail=self.mail, tls=self.scratch.at("tls"),
            user=UNPRIVILEGED, group="nogroup", password=PASSWORD.replace("%", "%%"),
            addresses=", ".join(ADDRESSES.values()), faulty=self._faulty_certificates(),
            capability="imap_capability = " + self.capability if self.capability else "",
            tls_port=self.tls_port, starttls_port=self.starttls_port))
        self.child = self.scratch.start([need_program("dovecot"), "-F", "-c", path], "dovecot.out")
        wait_until(lambda: self._is_up(), 15, "Dovecot")

    def stop(self):
        self.scratch.stop(self.child)
        self.child = None

    def home(self, user):
        return os.path.join(self.mail, user.lower())

    def users(self):
        return sorted(os.listdir(self.mail))

    def _is_up(self):
        if self.child.poll() is not None:
            raise RuntimeError("Dovecot ended: " + self._last_words())
        return listens(self.tls_port) and listens(self.starttls_port) and os.path.exists(self.lmtp_socket)

    def _last_words(self):
        text = ""
        for path in (self.scratch.at("dovecot.out"), self.log):
            if os.path.exists(path):
                with open(path, encoding="utf-8", errors="replace") as f:
                    text += f.read()[-2000:]
        return text

    def _faulty_certificates(self):
        tls = self.scratch.at("tls")
        return "".join("local %s {\n  ssl_cert = <%s/%s.crt\n  ssl_key = <%s/%s.key\n}\n" % (address, tls, name, tls, name)
                       for name, address in ADDRESSES.items() if name != "good")
