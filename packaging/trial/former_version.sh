#!/bin/sh
# Builds the program as it was at an earlier commit, as version 0.0.9, to try the upgrade from it.
# Usage: former_version.sh COMMIT OUTPUT.deb, after `make package`, whose environment it uses
set -eu
commit=$1 output=$(realpath "$2")
cd "$(dirname "$0")/../.."
environment=$(realpath build/environment)
tree=$(mktemp -d /var/tmp/former-version.XXXXXX)
trap 'rm -rf "$tree"' EXIT
git archive "$commit" desktop_app resources | tar --extract --directory "$tree"
# From today: how it is packed. A former version cannot start its children; its window works.
cp -r packaging "$tree"
[ -e "$tree/desktop_app/core/own_command.py" ] || cp desktop_app/core/own_command.py "$tree/desktop_app/core"
cd "$tree"
sed -i 's/^__version__ = .*/__version__ = "0.0.9"/' desktop_app/__init__.py
"$environment/bin/python" -m PyInstaller --noconfirm --log-level ERROR \
    --workpath build --distpath folders packaging/pyinstaller/program.spec
sh packaging/linux/deb.sh llmhub-desktop "$environment/bin/python" 0.0.9 folders build
mv build/llmhub-desktop_0.0.9_*.deb "$output"
