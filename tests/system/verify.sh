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
	sbin/xuanwangd bin/xuanwangctl libexec/xuanwangd/xuanwang-parse libexec/xuanwangd/xuanwang-probe
	share/xuanwangd/vocabulary.yaml share/xuanwangd/campaigns/2022.yaml share/xuanwangd/templates/acknowledge.text.xsl share/xuanwangd/xuanwangd.yaml
	share/man/man8/xuanwangd.8 share/man/man1/xuanwangctl.1 share/bash-completion/completions/xuanwangctl
	share/doc/xuanwangd/README.md share/doc/xuanwangd/LICENSE
	lib/systemd/system/xuanwangd.service lib/systemd/system/xuanwangd@.service
	lib/systemd/system/xuanwangd-digest.service lib/systemd/system/xuanwangd-digest.timer
	lib/systemd/system/xuanwangd-retention.service lib/systemd/system/xuanwangd-retention.timer
	lib/systemd/system/xuanwangd-backup.service lib/systemd/system/xuanwangd-backup.timer
	lib/sysusers.d/xuanwangd.conf lib/tmpfiles.d/xuanwangd.conf
)
for file in "${expected[@]}"; do
	[ -s "$prefix/$file" ] || complain "not installed: $file"
done

# Verified against this machine's own units, beside the programs where they were just installed; templates as an instance.
mkdir "$root/units"
for unit in "$units"/*; do
	name=${unit##*/}
	sed -E "s#^(Exec[A-Za-z]*=)(/[a-z/]*/xuanwang)#\1$root\2#" "$unit" >"$root/units/${name/@./@north.}"
done
said=$(systemd-analyze verify --man=no "$root"/units/* 2>&1) || said="$said (exit $?)"
[ -z "$said" ] || complain "systemd-analyze verify: $said"

# exposed UNIT MOST: tenths of a point.
exposed() {
	said=$(systemd-analyze security --no-pager --offline=true --threshold="$2" "$1" 2>&1) ||
		complain "${1##*/} is more exposed than $2 tenths:" "$(grep -v '✓' <<<"$said")"
}
for unit in "$units"/*.service; do
	case ${unit##*/} in
	xuanwangd.service | xuanwangd@.service | xuanwangd-watch.service | xuanwangd-watch@.service) exposed "$unit" 10 ;;
	*) exposed "$unit" 2 ;; # no network
	esac
done

mkdir -p "$root/etc"
said=$(systemd-sysusers --root="$root" "$prefix/lib/sysusers.d/xuanwangd.conf" 2>&1) || complain "systemd-sysusers: $said"
grep -q '^xuanwangd:' "$root/etc/passwd" || complain "systemd-sysusers made no user"
if [ "$EUID" = 0 ]; then # it gives folders away
	said=$(systemd-tmpfiles --root="$root" --create "$prefix/lib/tmpfiles.d/xuanwangd.conf" 2>&1) || complain "systemd-tmpfiles: $said"
	[ "$(stat -c %a "$root/etc/xuanwangd/credentials")" = 700 ] || complain "the passwords' folder is open to others"
fi
exit $status
