"""A private Exim: submission by implicit TLS and STARTTLS with AUTH. All it accepts goes to our Dovecot by LMTP; there is
no other transport and no DNS, so nothing can leave the machine.

A line "address: word" in the file of refusals makes it refuse that recipient: `later` and `never` at RCPT (451, 550),
`data-later` and `data-never` after the whole message was read."""
import os
import re

from servers.authority import ADDRESSES
from servers.dovecot import PASSWORD
from servers.scratch import UNPRIVILEGED, free_ports, listens, need_program, wait_until

SETTINGS = r"""
exim_user = {user}
exim_group = {group}
deliver_drop_privilege
primary_hostname = smtp.test
spool_directory = {spool}
log_file_path = {spool}/log-%s
pid_file_path = {spool}/exim.pid
local_interfaces = {addresses}
daemon_smtp_ports = {tls_port} : {starttls_port}
tls_on_connect_ports = {tls_port}
tls_advertise_hosts = *
tls_certificate = ${{lookup{{$received_ip_address}}lsearch{{{spool}/certificates}}{{{tls}/${{value}}.crt}}}}
tls_privatekey = ${{lookup{{$received_ip_address}}lsearch{{{spool}/certificates}}{{{tls}/${{value}}.key}}}}
disable_ipv6
host_lookup =
rfc1413_hosts =
keep_environment =
smtp_accept_max = 200
smtp_accept_queue_per_connection = 0
smtp_accept_max_per_connection = 0
message_size_limit = 300M
bounce_return_size_limit = 10K
log_selector = +received_recipients +smtp_protocol_error
acl_smtp_rcpt = rcpt
acl_smtp_data = data

begin acl
rcpt:
  deny    message = 530 5.7.0 authentication required
          !authenticated = *
  defer   message = 451 4.3.0 try again later
          condition = ${{if eq{{${{lookup{{$local_part@$domain}}lsearch{{{refusals}}}}}}}{{later}}}}
  deny    message = 550 5.1.1 no such mailbox
          condition = ${{if eq{{${{lookup{{$local_part@$domain}}lsearch{{{refusals}}}}}}}{{never}}}}
  accept
data:
  defer   message = 452 4.2.2 mailbox full for now
          condition = ${{if eq{{${{lookup{{$recipients}}lsearch{{{refusals}}}}}}}{{data-later}}}}
  deny    message = 554 5.6.0 message refused
          condition = ${{if eq{{${{lookup{{$recipients}}lsearch{{{refusals}}}}}}}{{data-never}}}}
  accept

begin routers
# What was handed in by "x@gathered.test" goes to the one mailbox "sent-x@gathered.test" instead: parallel runs of a test
# then do not see one another's answers. Envelope-to keeps the address that was meant.
gathered:
  driver = redirect
  condition = ${{if match{{$authenticated_id}}{{@gathered\.test\$}}}}
  condition = ${{if match_domain{{$domain}}{{gathered.test}}{{no}}{{yes}}}}
  data = sent-$authenticated_id
store:
  driver = accept
  transport = lmtp

begin transports
lmtp:
  driver = lmtp
  socket = {lmtp}
  user = {user}
  group = {group}
  envelope_to_add
  return_path_add
  timeout = 1m

begin retry
*  *  F,1h,1s

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if eq{{$auth3}}{{{password}}}}}
  server_set_id = $auth2
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = Username:: : Password::
  server_condition = ${{if eq{{$auth2}}{{{password}}}}}
  server_set_id = $auth1
"""


class Exim:
    def __init__(self, scratch, dovecot, deliver=True):
        """Without `deliver` it takes everything and keeps it."""
        self.scratch = scratch
        self.deliver = deliver
        self.dovecot = dovecot
        self.tls_port, self.starttls_port = free_ports(2)
        self.spool = scratch.folder("exim", owner=UNPRIVILEGED)
        self.refusals_file = scratch.write("refusals", "")
        certificates = "".join("%s: %s\n" % (address, name) for name, address in ADDRESSES.items())
        scratch.write("exim/certificates", certificates)
        self.child = None

    def start(self):
        path = self.scratch.write("exim.conf", SETTINGS.format(
            user=UNPRIVILEGED, group="nogroup", spool=self.spool, addresses=" : ".join(ADDRESSES.values()),
            tls_port=self.tls_port, starttls_port=self.starttls_port, tls=self.scratch.at("tls"),
            refusals=self.refusals_file, lmtp=self.dovecot.lmtp_socket, password=PASSWORD))
        queue = "-q1s" if self.deliver else "-odq"
        self.child = self.scratch.start([need_program("exim4"), "-C", path, "-bdf", queue], "exim.out")
        wait_until(lambda: self._is_up(), 15, "Exim")

    def stop(self):
        self.scratch.stop(self.child)
        self.child = None

    def refuse(self, **addresses):
        """refuse(**{"a@x.test": "later"}); without arguments everything is taken again."""
        text = "".join("%s: %s\n" % item for item in addresses.items())
        with open(self.refusals_file + ".new", "w", encoding="utf-8") as f:
            f.write(text)
        os.replace(self.refusals_file + ".new", self.refusals_file)

    def accepted(self, user):
        """The Message-IDs it answered with 250, of what this user handed in, in order."""
        path = os.path.join(self.spool, "log-main")
        if not os.path.exists(path):
            return []
        with open(path, encoding="utf-8", errors="replace") as f:
            return ["<%s>" % found.group(1) for line in f if " <= " in line and " A=plain:%s " % user in line
                    for found in [re.search(r" id=(\S+)", line)] if found]

    def queue(self):
        """How many messages it took and has not yet delivered."""
        folder = os.path.join(self.spool, "input")
        return sum(name.endswith("-H") for name in os.listdir(folder)) if os.path.isdir(folder) else 0

    def wait_delivered(self, seconds=60):
        wait_until(lambda: self.queue() == 0, seconds, "Exim's queue to drain")

    def _is_up(self):
        if self.child.poll() is not None:
            with open(self.scratch.at("exim.out"), encoding="utf-8", errors="replace") as f:
                raise RuntimeError("Exim ended: " + f.read()[-2000:])
        return listens(self.tls_port) and listens(self.starttls_port)
