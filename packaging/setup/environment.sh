#!/bin/sh
# Makes an environment and installs a lock into it.
# Usage: environment.sh run|test|package PYTHON [FOLDER, else .venv]
set -eu
scope=$1 python=$2 folder=${3:-.venv}
locks=packaging/locks
stamp=$folder/installed-locks

if [ "$python" != "$folder/bin/python" ]; then
    echo "Making $folder with $("$python" -V)."
    "$python" -m venv --clear "$folder"
fi

# What is installed: the Python and the locks. test.lock and package.lock hold all of run.lock, so
# that their environments are ones for running too: their stamps begin with the same lines.
fingerprint() {
    "$folder/bin/python" -V
    sha256sum $locks/tools.lock $locks/run.lock
    if [ "$scope" != run ]; then sha256sum "$locks/$scope.lock"; fi
}
wanted=$(fingerprint)
case $(cat "$stamp" 2>/dev/null) in "$wanted"*) exit ;; esac

echo "Installing the Python packages of $locks/$scope.lock into $folder (1.1 GB with the embedded engine)."
rm -f "$stamp"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check \
    --no-deps --require-hashes --requirement $locks/tools.lock
# System certificates: a company's own authority is known there. Bytecode: else the first start is slow.
"$folder/bin/uv" pip install --python "$folder/bin/python" --system-certs --compile-bytecode \
    --no-deps --require-hashes --requirement "$locks/$scope.lock"
echo "$wanted" >"$stamp"
