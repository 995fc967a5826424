#!/bin/bash
# Makes the Debian 12 tree that the boot test boots, once: systemd, private mail servers, Python, and all that our package
# depends on, so that the test itself needs no network. Prints the tree's path.
#
#   tests/system/tree.sh PACKAGE.deb      in $XW_SYSTEM_CACHE (default /var/cache/xuanwangd-system-test)
set -euo pipefail
package=$1
cache=${XW_SYSTEM_CACHE:-/var/cache/xuanwangd-system-test}
mirror=${XW_DEBIAN_MIRROR:-http://deb.debian.org/debian}
base=systemd,systemd-sysv,dbus,ca-certificates
servers=(python3 dovecot-imapd dovecot-lmtpd exim4-daemon-light gnutls-bin libsasl2-modules clamav-daemon)
depends=$(dpkg-deb -f "$package" Depends | sed "s|, |\n|g" | sort | paste -sd,)

# Another list, another tree: nobody has to remember to remove the old one.
key=$(printf '%s\n' "$base" "${servers[@]}" "$depends" "$mirror" | sha256sum | cut -c 1-16)
tree=$cache/$key
if [ ! -d "$tree" ]; then
	mkdir -p "$cache"
	rm -rf "$cache"/*
	trap 'rm -rf "$tree.new"' EXIT
	{
		debootstrap --variant=minbase --include="$base" bookworm "$tree.new" "$mirror"
		# No service starts here; the test starts its own.
		printf '#!/bin/sh\nexit 101\n' >"$tree.new/usr/sbin/policy-rc.d"
		chmod 755 "$tree.new/usr/sbin/policy-rc.d"
		inside=(chroot "$tree.new" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8)
		"${inside[@]}" apt-get -qq -o Dpkg::Use-Pty=0 install -y --no-install-recommends "${servers[@]}"
		"${inside[@]}" apt-get -qq -o Dpkg::Use-Pty=0 satisfy -y --no-install-recommends "$depends"
		"${inside[@]}" systemctl mask --quiet clamav-daemon.service clamav-daemon.socket \
			clamav-freshclam.service dovecot.service dovecot.socket exim4.service exim4-base.timer apt-daily.timer \
			apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer
		"${inside[@]}" apt-get clean
		rm -f "$tree.new/usr/sbin/policy-rc.d" "$tree.new/etc/machine-id"
		: >"$tree.new/etc/machine-id" # each boot gets its own
		mv "$tree.new" "$tree"
	} >"$cache/log" 2>&1 || { tail -20 "$cache/log" >&2 && exit 1; }
	trap - EXIT
fi
printf '%s\n' "$tree"
