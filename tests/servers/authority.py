"""A certificate authority made on the fly, and server certificates with and without faults."""
import datetime
import subprocess

from servers.scratch import need_program

# Every fault has its own loopback address, so that one server shows them all at once.
ADDRESSES = {
    "good": "127.0.0.1",
    "expired": "127.0.0.2",
    "wrong-host": "127.0.0.3",
    "other-ca": "127.0.0.4",
}


class Authority:
    def __init__(self, scratch):
        self.scratch = scratch
        scratch.folder("tls")
        self._authority("ca")
        self._authority("stranger")
        for name, address in ADDRESSES.items():
            self._certificate(name, address)

    @property
    def ca_file(self):
        return self.scratch.at("tls", "ca.crt")

    def files(self, name):
        """(certificate, key)"""
        return self.scratch.at("tls", name + ".crt"), self.scratch.at("tls", name + ".key")

    def _authority(self, name):
        self._template(name, ['cn = "Test authority %s"' % name, "ca", "cert_signing_key"])
        self._key(name)
        self._certtool(name, "--generate-self-signed")

    def _certificate(self, name, address):
        lines = ['cn = "%s"' % name, "tls_www_server", "signing_key"]
        if name == "wrong-host":
            lines += ["dns_name = elsewhere.example"]
        else:
            lines += ["dns_name = localhost", "ip_address = " + address]
        self._template(name, lines, ended=name == "expired")
        self._key(name)
        issuer = "stranger" if name == "other-ca" else "ca"
        certificate, key = self.files(issuer)
        self._certtool(name, "--generate-certificate", "--load-ca-certificate", certificate, "--load-ca-privkey", key)

    def _template(self, name, lines, ended=False):
        now = datetime.datetime.now(datetime.timezone.utc)
        day = datetime.timedelta(days=1)
        first, last = (now - 30 * day, now - day) if ended else (now - day, now + 30 * day)
        form = "%Y-%m-%d %H:%M:%S UTC"
        lines = lines + ['activation_date = "%s"' % first.strftime(form), 'expiration_date = "%s"' % last.strftime(form)]
        self.scratch.write("tls/%s.template" % name, "\n".join(lines) + "\n")

    def _key(self, name):
        self._run("--generate-privkey", "--key-type", "ecdsa", "--outfile", self.files(name)[1])
        # The servers read it as their own users; it guards nothing.
        subprocess.run(["chmod", "644", self.files(name)[1]], check=True)

    def _certtool(self, name, *command):
        certificate, key = self.files(name)
        self._run(*command, "--load-privkey", key, "--template", self.scratch.at("tls", name + ".template"),
                  "--outfile", certificate)

    def _run(self, *command):
        subprocess.run([need_program("certtool")] + list(command), check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
