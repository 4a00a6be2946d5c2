#!/bin/sh
# Makes .venv and installs the locked packages into it. Usage: environment.sh run|test PYTHON
set -eu
scope=$1 python=$2
locks=packaging/locks
stamp=.venv/installed-locks

if [ "$python" != .venv/bin/python ]; then
    echo "Making .venv with $("$python" -V)."
    "$python" -m venv --clear .venv
fi

# What is installed: the Python and the locks. test.lock holds all of run.lock, so that an
# environment for the tests is one for running too: its stamp begins with the same lines.
fingerprint() {
    .venv/bin/python -V
    sha256sum $locks/tools.lock $locks/run.lock
    if [ "$scope" = test ]; then sha256sum $locks/test.lock; fi
}
wanted=$(fingerprint)
case $(cat $stamp 2>/dev/null) in "$wanted"*) exit ;; esac

echo "Installing the Python packages of $locks/$scope.lock into .venv (1.1 GB with the embedded engine)."
rm -f $stamp
.venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --no-deps --require-hashes --requirement $locks/tools.lock
# System certificates: a company's own authority is known there. Bytecode: else the first start is slow.
.venv/bin/uv pip install --python .venv/bin/python --system-certs --compile-bytecode \
    --no-deps --require-hashes --requirement "$locks/$scope.lock"
echo "$wanted" >$stamp
