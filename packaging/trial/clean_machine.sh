#!/bin/bash
# Tries the two commands on a clean machine: a new, minimal Debian in a folder, entered by chroot.
# Usage, as root on Debian: clean_machine.sh run PICTURE.png | test
#   run   as a person with sudo: `make run`, a picture of the window, and a second call
#   test  as root in a bare container: `.ci/run`
# Needs debootstrap, and Xvfb for run. Takes nothing from here but the files that git knows or
# would add, and what the network asks for: proxy variables and certificate authorities.
# shellcheck disable=SC1091,SC2016
set -euo pipefail
scope=$1 picture=${2:-}

# In name spaces of its own, so that no mount and no process outlives this script, however it ends.
if [ -z "${CLEAN_MACHINE:-}" ]; then
    CLEAN_MACHINE=1 exec unshare --mount --pid --fork --kill-child --mount-proc "$0" "$@"
fi

repository=$(realpath "$(dirname "$0")/../..")
root=$(mktemp -d /var/tmp/clean-machine.XXXXXX)
chmod 755 "$root"
trap 'umount -q "$root/proc" "$root/dev/pts"; rm -rf --one-file-system "$root"' EXIT
project="/home/person/LLM Hub Desktop" # a path with spaces, as people have

say() { printf '\n-- %s (after %d s)\n' "$1" "$SECONDS"; }

network=()
for name in http_proxy https_proxy no_proxy; do
    if [ -n "${!name:-}" ]; then network+=("$name=${!name}"); fi
done

# Runs a command in the project on the clean machine. Usage: as root|person COMMAND…
as() {
    local user=$1 home
    home=$(chroot "$root" getent passwd "$user" | cut -d: -f6)
    shift
    chroot --userspec="$user" "$root" \
        env -i --chdir="$project" PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        HOME="$home" LANG=C.UTF-8 "${network[@]}" "$@" </dev/null
}

install_debian() {
    . /etc/os-release
    local mirror
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' \
        "Codename: $VERSION_CODENAME" | head -n 1)
    debootstrap --variant=minbase --include=make,python3,ca-certificates"$1" \
        "$VERSION_CODENAME" "$root" "$mirror" >"$root.log" || { cat "$root.log" && exit 1; }
    rm "$root.log"
    cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
    echo "127.0.0.1 localhost $(hostname)" >"$root/etc/hosts"
    mount -t proc proc "$root/proc"
    mount -t devpts -o ptmxmode=666 devpts "$root/dev/pts"
    chroot "$root" useradd --create-home person
}

copy_project() {
    mkdir "$root$project"
    git -C "$repository" ls-files --cached --others --exclude-standard -z |
        tar --create --directory "$repository" --null --files-from - --ignore-failed-read |
        tar --extract --directory "$root$project"
    chroot "$root" chown -R person: /home/person
}

try_run() {
    say "a clean Debian with make, python3, ca-certificates and sudo"
    install_debian ,sudo
    echo 'person ALL=(ALL) NOPASSWD: ALL' >"$root/etc/sudoers.d/person"
    copy_project
    Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 3>"$root/display" 2>/dev/null &
    until [ -s "$root/display" ]; do sleep 0.1; done
    local display
    display=:$(cat "$root/display")

    say "make run"
    as person DISPLAY="$display" make run &
    until [ -e "$root$project/.venv/installed-locks" ]; do
        kill -0 $! || exit 1
        sleep 0.5
    done
    say "everything is installed; waiting for the window"
    as person DISPLAY="$display" .venv/bin/python packaging/trial/photograph.py /tmp/window.png
    cp "$root/tmp/window.png" "$picture"

    say "a second call"
    TIMEFORMAT='make setup took %R s'
    time as person make --silent setup
}

try_test() {
    say "a clean Debian with make, python3 and ca-certificates"
    install_debian ""
    copy_project
    say ".ci/run"
    as root CI=true bash .ci/run
}

"try_$scope"
say "done"
