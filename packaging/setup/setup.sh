#!/bin/sh
# Makes ready what the program or its tests need. Usage: setup.sh run|test
# Does nothing and prints nothing when all is there.
set -eu
scope=$1
cd "$(dirname "$0")/../.."

python=.venv/bin/python
if ! $python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$(sh packaging/setup/find_python.sh)
fi
sh packaging/setup/system_packages.sh "$scope" "$python"
sh packaging/setup/environment.sh "$scope" "$python"
