#!/bin/bash
# Tries the two commands on a clean machine: a new, minimal Debian in a folder, entered by chroot.
# Usage, as root on Debian: clean_machine.sh run PICTURE.png | test
#   run   as a person with sudo: `make run`, a picture of the window, and a second call
#   test  as root in a bare container: `.ci/run`
# Needs debootstrap, and Xvfb for run. Takes nothing from here but the files that git knows or
# would add, and what the network asks for: proxy variables and certificate authorities.
# shellcheck disable=SC1091,SC2154
set -euo pipefail
scope=$1 picture=${2:-}

. "$(dirname "$0")/debian.sh"
project="/home/person/LLM Hub Desktop" # a path with spaces, as people have

copy_project() {
    mkdir "$root$project"
    git -C "$repository" ls-files --cached --others --exclude-standard -z |
        tar --create --directory "$repository" --null --files-from - --ignore-failed-read |
        tar --extract --directory "$root$project"
    chroot "$root" chown -R person: /home/person
}

try_run() {
    say "a clean Debian with make, python3, ca-certificates and sudo"
    install_debian make,python3,ca-certificates,sudo
    echo 'person ALL=(ALL) NOPASSWD: ALL' >"$root/etc/sudoers.d/person"
    copy_project
    Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 3>"$root/display" 2>/dev/null &
    until [ -s "$root/display" ]; do sleep 0.1; done
    local display
    display=:$(cat "$root/display")

    say "make run"
    as person "$project" DISPLAY="$display" make run &
    until [ -e "$root$project/.venv/installed-locks" ]; do
        kill -0 $! || exit 1
        sleep 0.5
    done
    say "everything is installed; waiting for the window"
    as person "$project" DISPLAY="$display" .venv/bin/python packaging/trial/photograph.py /tmp/window.png
    cp "$root/tmp/window.png" "$picture"

    say "a second call"
    TIMEFORMAT='make setup took %R s'
    time as person "$project" make --silent setup
}

try_test() {
    say "a clean Debian with make, python3 and ca-certificates"
    install_debian make,python3,ca-certificates
    copy_project
    say ".ci/run"
    as root "$project" CI=true bash .ci/run
}

"try_$scope"
say "done"
