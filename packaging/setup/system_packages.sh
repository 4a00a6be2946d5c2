#!/bin/sh
# Installs the Debian packages that are missing. Usage: system_packages.sh run|test|package PYTHON
# Without apt it names them instead.
# shellcheck disable=SC2086 # lists of names are meant to be split
set -eu
scope=$1 python=$2
here=$(dirname "$0")

wanted() {
    cat "$here/run.packages"
    if [ "$scope" != run ]; then cat "$here/$scope.packages"; fi
    # What PyInstaller puts into the program; Debian's own python3 is linked without it.
    [ "$scope" != package ] || "$python" -c 'import sys; print("libpython%d.%d" % sys.version_info[:2])'
    # Debian keeps apart from each Python what makes an environment of it.
    [ "$python" = .venv/bin/python ] || "$python" -c 'import ensurepip' 2>/dev/null ||
        "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
}

# A newer release may only provide a name: libglib2.0-0t64 provides libglib2.0-0.
installed() {
    dpkg-query --show --showformat='${db:Status-Status} ${Package}, ${Provides}\n' |
        sed -n 's/^installed //p' | tr ',' '\n' | sed 's/^ *//; s/ .*//'
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

apt_install() {
    # A fresh system may be updating itself: wait for its lock.
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 \
        install --yes --no-install-recommends "$@" </dev/null
}

names=$(wanted | sed 's/ *#.*//; /^$/d')

if ! command -v apt-get >/dev/null; then
    # Said once, before the first start: names differ elsewhere, so what is there cannot be checked.
    [ -d .venv ] || echo "There is no apt here. Please install what your system calls:" $names
    exit
fi

missing=$(echo "$names" | grep -vxF "$(installed)" || true)
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
    echo "There is no sudo here. Please run as root: apt-get install" $missing >&2
    exit 1
fi
case $scope in test) users="the program's tests" ;; package) users="building packages" ;; *) users="the program's window, sound and text" ;; esac
echo "Installing with apt what $users need:" $missing
# The package lists may be absent (a new container) or old (they name files that are gone).
apt-get --simulate install $missing >/dev/null 2>&1 || as_root apt-get update
apt_install $missing || { as_root apt-get update && apt_install $missing; }
