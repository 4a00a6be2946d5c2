#!/bin/sh
# Builds what is handed out, into dist/. Usage: package.sh [program] [engine] [python]
#   program, engine   a Debian package each, by PyInstaller    python   wheel and sdist
# Without a word: all three. The tools are locked, in an environment of their own below build/.
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- program engine python
environment=build/environment
# Debian's own Python first: its security updates are the system's, and so are its libraries.
python=$environment/bin/python
if ! $python -c 'import pip' 2>/dev/null; then
    python=$(PATH=/usr/bin:$PATH sh packaging/setup/find_python.sh)
fi
sh packaging/setup/system_packages.sh package "$python"
sh packaging/setup/environment.sh package "$python" $environment
python=$environment/bin/python
version=$($python -c 'import desktop_app; print(desktop_app.__version__)')
mkdir -p dist

freeze() { # freeze SPEC
    $python -m PyInstaller --noconfirm --clean --log-level ERROR \
        --workpath build/pyinstaller --distpath build/folders "packaging/pyinstaller/$1.spec"
}

debian_package() { # debian_package SPEC NAME
    freeze "$1"
    sh packaging/linux/deb.sh "$2" $python "$version" build/folders build
    mv build/"$2"_*.deb dist/
}

for what in "$@"; do
    case $what in
    program) debian_package program llmhub-desktop ;;
    engine) debian_package engine llmhub-desktop-engine ;;
    python) $python -m hatchling build ;;
    *) echo "package.sh knows program, engine and python, not $what" >&2 && exit 2 ;;
    esac
done

# What is wrong with a package is said by Debian's own tool, which must have nothing to say.
for package in dist/*_"$version"_*.deb; do
    [ ! -e "$package" ] || lintian --allow-root --fail-on error,warning "$package"
done
du --summarize --apparent-size -h dist/* build/folders/* | sort -k 2
