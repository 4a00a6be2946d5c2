#!/bin/sh
# Builds a Debian package of a folder that PyInstaller made.
# Usage: deb.sh llmhub-desktop|llmhub-desktop-engine PYTHON VERSION FOLDER OUTPUT
# FOLDER holds the one of the package's name; PYTHON is that whose packages were collected.
set -eu
package=$1 python=$2 version=$3 folder=$4 output=$5
here=$(dirname "$0")
id=io.github.llmhub_desktop.LLMHubDesktop
work=$output/deb/$package
root=$work/root
umask 022
rm -rf "$work"

# The same commit gives the same package: no file is younger than it.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH

put() { # put MODE FILE DESTINATION
    install -D --mode="$1" "$2" "$root/usr/$3"
}

install_program() {
    mkdir -p "$root/usr/bin"
    ln -s "../lib/$package/$package" "$root/usr/bin/$package"
    put 644 "$here/applications/$id.desktop" "share/applications/$id.desktop"
    put 644 "$here/metainfo/$id.metainfo.xml" "share/metainfo/$id.metainfo.xml"
    put 644 "$here/$package.1" "share/man/man1/$package.1"
    gzip --best --no-name "$root/usr/share/man/man1/$package.1"
    "$python" packaging/icons.py hicolor "$root/usr/share/icons/hicolor" $id
}

install_documents() {
    documents=share/doc/$package
    put 644 "$here/debian/copyright" "$documents/copyright"
    sed "s/^llmhub-desktop (/$package (/; s/^\($package\) ([^)]*)/\1 ($version)/" \
        "$here/debian/changelog" >"$work/changelog"
    put 644 "$work/changelog" "$documents/changelog"
    "$python" "$here/third_party.py" "$folder/$package" >"$work/third-party.txt"
    put 644 "$work/third-party.txt" "$documents/third-party.txt"
    gzip --best --no-name "$root/usr/$documents/changelog" "$root/usr/$documents/third-party.txt"
    put 644 "$here/debian/$package.lintian-overrides" "share/lintian/overrides/$package"
}

# Prints the packages whose libraries the files inside are linked with.
libraries() {
    mkdir -p "$work/source/debian"
    printf 'Source: %s\n\nPackage: %s\nArchitecture: any\n' "$package" "$package" >"$work/source/debian/control"
    {
        find "$inside" -name '*.so*' -printf '-l%h\n' | sort -u
        find "$inside" -type f | while read -r file; do
            [ "$(head -c 4 "$file" | tail -c 3)" != ELF ] || echo "$file"
        done
    } >"$work/binaries"
    # In one call: the limit is far above what there is.
    (cd "$work/source" && xargs -d '\n' -x -s 1000000 \
        dpkg-shlibdeps -O --ignore-missing-info --warnings=0 <"$work/binaries") |
        sed 's/^shlibs:Depends=//'
}

mkdir -p "$root/usr/lib"
cp -a "$folder/$package" "$root/usr/lib/$package"
# Neither is a library to link with, and neither is a program.
find "$root/usr/lib/$package" -type f ! -name "$package" -exec chmod 644 {} +
find "$root/usr/lib/$package" -type d -exec chmod 755 {} +
if [ "$package" = llmhub-desktop ]; then install_program; fi
install_documents

mkdir "$root/DEBIAN"
work=$(realpath "$work") root=$(realpath "$root")
inside=$root/usr/lib/$package
depends=$(libraries)
sed "s|@VERSION@|$version|; s|@ARCHITECTURE@|$(dpkg --print-architecture)|
    s|@SIZE@|$(du --summarize --apparent-size --block-size=1K --exclude=DEBIAN "$root" | cut -f 1)|
    s|@LIBRARIES@|$depends|" "$here/debian/$package.control" >"$root/DEBIAN/control"
(cd "$root" && find usr -type f -exec md5sum {} + | sort -k 2) >"$root/DEBIAN/md5sums"
# The engine is mostly weights, which hardly shrink: xz would take ten times as long for nothing,
# and lintian of Debian 12 cannot read zstd.
case $package in *-engine) compression="-Zgzip -z3" ;; *) compression="-Zxz -z4" ;; esac
# shellcheck disable=SC2086 # two words are meant
dpkg-deb --root-owner-group $compression --build "$root" "$output"
