# A new, minimal Debian in a folder, for the scripts beside this file to source.
# shellcheck shell=bash disable=SC1091,SC2016,SC2034
# It takes the mirror, the certificate authorities and the proxy variables of this machine.

# In name spaces of its own, so that no mount and no process outlives the script, however it ends.
if [ -z "${CLEAN_MACHINE:-}" ]; then
    CLEAN_MACHINE=1 exec unshare --mount --pid --fork --kill-child --mount-proc "$0" "$@"
fi

repository=$(realpath "$(dirname "$0")/../..")
root=$(mktemp -d /var/tmp/clean-machine.XXXXXX)
chmod 755 "$root"
trap 'umount -q "$root/proc" "$root/dev/pts"; rm -rf --one-file-system "$root"' EXIT

say() { printf '\n-- %s (after %d s)\n' "$1" "$SECONDS"; }

network=()
for name in http_proxy https_proxy no_proxy; do
    if [ -n "${!name:-}" ]; then network+=("$name=${!name}"); fi
done

# Installs a minimal Debian with the packages named, and a user. Usage: install_debian [PACKAGE,…]
install_debian() {
    . /etc/os-release
    local mirror own=$root/usr/local/share/ca-certificates
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' \
        "Codename: $VERSION_CODENAME" | head -n 1)
    debootstrap --variant=minbase ${1:+--include="$1"} \
        "$VERSION_CODENAME" "$root" "$mirror" >"$root.log" || { cat "$root.log" && exit 1; }
    rm "$root.log"
    # As the system's, and as the person's own for when ca-certificates is installed later.
    mkdir -p "$root/etc/ssl/certs" "$own"
    cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
    cp /etc/ssl/certs/ca-certificates.crt "$own/of-the-trial.crt"
    echo "127.0.0.1 localhost $(hostname)" >"$root/etc/hosts"
    mount -t proc proc "$root/proc"
    mount -t devpts -o ptmxmode=666 devpts "$root/dev/pts"
    chroot "$root" useradd --create-home person
}

# Runs a command on the clean machine with a clean environment. Usage: as USER FOLDER COMMAND…
as() {
    local user=$1 folder=$2 home
    home=$(chroot "$root" getent passwd "$user" | cut -d: -f6)
    shift 2
    chroot --userspec="$user" "$root" \
        env -i --chdir="$folder" PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        HOME="$home" LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "${network[@]}" "$@" </dev/null
}
