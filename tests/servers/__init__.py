"""Real servers for demo, flow, crash and benchmark: Dovecot, Exim and a CA, all private, on loopback, in a scratch folder."""
