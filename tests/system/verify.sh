#!/bin/bash
# What an installation puts where, and what systemd thinks of it: the tree is whole, the units are silent under
# `systemd-analyze verify`, their exposure stays under its bounds, user and folders can be made.
#
#   tests/system/verify.sh [BUILD]       (default: build; it must be built)
set -euo pipefail
build=${1:-build}
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
DESTDIR=$root cmake --install "$build" >/dev/null
prefix=$root$(sed -n 's/^CMAKE_INSTALL_PREFIX:PATH=//p' "$build/CMakeCache.txt")
units=$prefix/lib/systemd/system
status=0

complain() {
	printf '%s\n' "$*"
	status=1
}

expected=(
	sbin/xuanwangd bin/xuanwangctl libexec/xuanwangd/xuanwang-parse
	share/xuanwangd/campaigns/2022.yaml share/xuanwangd/templates/acknowledge.text.xsl
	share/doc/xuanwangd/xuanwangd.yaml share/doc/xuanwangd/README.md share/doc/xuanwangd/LICENSE
	lib/systemd/system/xuanwangd.service lib/systemd/system/xuanwangd-digest.service lib/systemd/system/xuanwangd-digest.timer
	lib/sysusers.d/xuanwangd.conf lib/tmpfiles.d/xuanwangd.conf
)
for file in "${expected[@]}"; do
	[ -s "$prefix/$file" ] || complain "not installed: $file"
done

# Verified against this machine's own units, beside the programs where they were just installed.
mkdir "$root/units"
for unit in "$units"/*; do
	sed "s|^ExecStart=/|ExecStart=$root/|" "$unit" >"$root/units/${unit##*/}"
done
said=$(systemd-analyze verify --man=no "$root"/units/* 2>&1) || said="$said (exit $?)"
[ -z "$said" ] || complain "systemd-analyze verify: $said"

# exposed UNIT MOST: tenths of a point.
exposed() {
	said=$(systemd-analyze security --no-pager --offline=true --threshold="$2" "$units/$1" 2>&1) ||
		complain "$1 is more exposed than $2 tenths:" "$(grep -v '✓' <<<"$said")"
}
exposed xuanwangd.service 12
exposed xuanwangd-digest.service 2

mkdir -p "$root/etc"
said=$(systemd-sysusers --root="$root" "$prefix/lib/sysusers.d/xuanwangd.conf" 2>&1) || complain "systemd-sysusers: $said"
grep -q '^xuanwangd:' "$root/etc/passwd" || complain "systemd-sysusers made no user"
if [ "$EUID" = 0 ]; then # it gives folders away
	said=$(systemd-tmpfiles --root="$root" --create "$prefix/lib/tmpfiles.d/xuanwangd.conf" 2>&1) || complain "systemd-tmpfiles: $said"
	[ "$(stat -c %a "$root/etc/xuanwangd/credentials")" = 700 ] || complain "the passwords' folder is open to others"
fi
exit $status
