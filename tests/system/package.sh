#!/bin/bash
# What the Debian package holds and says, and what lintian thinks of it.
#
#   tests/system/package.sh FILE.deb
set -euo pipefail
package=$1
status=0

complain() {
	printf '%s\n' "$*"
	status=1
}

expected=(
	usr/sbin/xuanwangd usr/bin/xuanwangctl usr/libexec/xuanwangd/xuanwang-parse
	usr/lib/systemd/system/xuanwangd.service usr/lib/systemd/system/xuanwangd@.service
	usr/lib/systemd/system/xuanwangd-digest.timer usr/lib/sysusers.d/xuanwangd.conf usr/lib/tmpfiles.d/xuanwangd.conf
	usr/share/xuanwangd/xuanwangd.yaml usr/share/xuanwangd/campaigns/2022.yaml
	usr/share/xuanwangd/vocabulary.yaml
	usr/share/xuanwangd/templates/acknowledge.text.xsl
	usr/share/man/man8/xuanwangd.8.gz usr/share/man/man1/xuanwangctl.1.gz usr/share/man/man5/xuanwangd.yaml.5.gz
	usr/share/bash-completion/completions/xuanwangctl
	usr/share/doc/xuanwangd/README.md usr/share/doc/xuanwangd/README.zh-CN.md
	usr/share/doc/xuanwangd/copyright usr/share/doc/xuanwangd/changelog.gz
)
held=$(dpkg-deb -c "$package" | awk '{ print $6 }')
for file in "${expected[@]}"; do
	grep -qxF "./$file" <<<"$held" || complain "the package lacks $file"
done
# /etc is the administrator's: what `setup` writes there is never asked about in an upgrade.
! grep -q '^\./etc/.' <<<"$held" || complain "the package brings configuration"

depends=$(dpkg-deb -f "$package" Depends)
for library in libetpan20 libgnutls30 libgmime-3.0-0 libsqlite3-0 libpoppler-glib8 libsystemd0 libsasl2-modules poppler-data; do
	grep -qE "(^|, )$library( |,|$)" <<<"$depends" || complain "the package does not depend on $library: $depends"
done

version=$(dpkg-deb -f "$package" Version)
changed=$(dpkg-deb --fsys-tarfile "$package" | tar -xO ./usr/share/doc/xuanwangd/changelog.gz | zcat | sed -n '1s/.*(\(.*\)).*/\1/p')
[ "$version" = "$changed" ] || complain "the version is $version, the changelog's newest $changed"

said=$(lintian --allow-root --fail-on error,warning "$package" 2>&1) || complain "lintian: $said"
exit $status
