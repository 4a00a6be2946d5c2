#!/bin/sh
# Installs the wheel, or the sdist, with pipx into a place of its own, and looks at what came.
# Usage: wheel.sh [FILE], else the wheel in dist/. The environment stays in build/pipx.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck disable=SC2012 # these names have no spaces
file=${1:-$(ls -t dist/llmhub_desktop-*.whl | head -n 1)}
python=$(sh packaging/setup/find_python.sh)
top=$(realpath .)/build/pipx
rm -rf "$top"
"$python" -m venv "$top/pipx"
"$top/pipx/bin/python" -m pip install --quiet --disable-pip-version-check pipx
export PIPX_HOME="$top" PIPX_BIN_DIR="$top/bin" PIPX_MAN_DIR="$top/man"
"$top/pipx/bin/pipx" install --python "$python" "$file"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Away from the source tree, or it would be found there.
cd "$folder"
"$top/bin/llmhub-desktop" --version
"$top/venvs/llmhub-desktop/bin/python" - <<'END'
from desktop_app.core.resources import resource

icons = list(resource("icons").glob("*.svg"))
style = resource("themes", "base.qss")
assert "site-packages" in str(style), style
assert style.is_file() and len(icons) > 40, (style, icons)
print(f"{len(icons)} icons and the style sheet are in {style.parents[1]}")
END
du --summarize --human-readable "$top/venvs/llmhub-desktop"
