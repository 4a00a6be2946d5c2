#!/bin/sh
# Installs the wheel as pipx does, into an environment of its own, and looks at what came.
# Usage: wheel.sh [WHEEL], else the one in dist/. The environment stays in build/wheel.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck disable=SC2012 # these names have no spaces
wheel=${1:-$(ls -t dist/llmhub_desktop-*.whl | head -n 1)}
python=$(sh packaging/setup/find_python.sh)
"$python" -m venv --clear build/wheel
build/wheel/bin/python -m pip install --quiet --disable-pip-version-check "$wheel"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Away from the source tree, or it would be found there.
environment=$(realpath build/wheel)
cd "$folder"
"$environment/bin/llmhub-desktop" --version
"$environment/bin/python" - <<'END'
from desktop_app.core.resources import resource

icons = list(resource("icons").glob("*.svg"))
style = resource("themes", "base.qss")
assert "site-packages" in str(style), style
assert style.is_file() and len(icons) > 40, (style, icons)
print(f"{len(icons)} icons and the style sheet are in {style.parents[1]}")
END
du --summarize --human-readable "$environment"
