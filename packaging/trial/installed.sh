#!/bin/bash
# Tries the Debian packages as a person has them: installed by apt with what they declare, and
# nothing else, on a new, minimal Debian; used, upgraded, removed. Screen, hands and microphone
# are lent from outside, so that they cannot bring a library that the package forgot to name.
# Usage, as root on Debian: installed.sh PROGRAM.deb FORMER.deb PICTURES [ENGINE.deb]
#   FORMER.deb   an earlier version (former_version.sh makes one)
#   PICTURES     a folder for pictures of the screen
# Needs debootstrap here, and `make test-setup` for the scripted server and the hands.
# shellcheck disable=SC1091,SC2154
set -euo pipefail
program=$1 former=$2 pictures=$3 engine=${4:-}
. "$(dirname "$0")/debian.sh"
mkdir -p "$pictures"

# Everything but what apt and dpkg note for themselves.
files() {
    chroot "$root" find / -xdev \( -path /proc -o -path /dev -o -path /tmp -o -path /var/cache \
        -o -path /var/log -o -path /var/lib/apt -o -path /var/lib/dpkg -o -path /trial \) \
        -prune -o -print | sort
}

apt_install() {
    as root / apt-get install --yes --no-install-recommends "$@"
}

use() { # use STEP…: a person at the screen
    (cd "$repository" && TMPDIR=$root/trial PYTHONPATH=. .venv/bin/python packaging/trial/use_installed.py "$root" "$pictures" "$@")
}

say "a clean Debian with nothing besides"
install_debian ""
install -d --mode=1777 "$root/trial"
cp "$program" "$root/trial/program.deb"
cp "$former" "$root/trial/former.deb"
as root / apt-get update --quiet
files >"$root/trial/before"

say "the former version"
apt_install /trial/former.deb | tail -n 3
as person /home/person llmhub-desktop --version
use ask-former

say "apt install ./llmhub-desktop_*.deb, over the former version"
apt_install /trial/program.deb | tail -n 3
as person /home/person llmhub-desktop --version
chroot "$root" du --summarize --apparent-size --human-readable /usr/lib/llmhub-desktop
use former-kept ask drop record

if [ -n "$engine" ]; then
    say "the engine"
    use local-missing
    cp "$engine" "$root/trial/engine.deb"
    apt_install /trial/engine.deb | tail -n 3
    use local
    as root / apt-get remove --yes llmhub-desktop-engine | tail -n 1
fi

say "apt remove"
as root / apt-get remove --yes llmhub-desktop | tail -n 1
left=$(files | grep llmhub | grep -v '^/home/person/' || true)
[ -z "$left" ] || { printf 'apt remove left:\n%s\n' "$left" && exit 1; }
echo "Nothing named llmhub is left outside of /home/person."

# It has no configuration of the system's: removed, it is purged as well.
say "apt autoremove --purge: what it brought goes too"
as root / apt-get autoremove --purge --yes | tail -n 1
files >"$root/trial/after"
comm -13 "$root/trial/before" "$root/trial/after" >"$root/trial/left"
grep '^/home/person/' "$root/trial/left" | cut -d/ -f1-6 | sort -u
# What Debian's own packages leave of theirs is no concern of this trial: it is only shown.
grep -v '^/home/person/' "$root/trial/left" || true
if grep -v '^/home/person/' "$root/trial/left" | grep llmhub; then exit 1; fi

say "done"
