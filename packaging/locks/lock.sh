#!/bin/sh
# Writes the locks from pyproject.toml. Usage: lock.sh [--upgrade]
# They hold for every system and Python from 3.11 on, and name no index.
set -eu
cd "$(dirname "$0")/../.."
locks=packaging/locks

resolve() {
    .venv/bin/uv pip compile --quiet --system-certs --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-header "$@"
}

resolve "$@" --override $locks/overrides.txt pyproject.toml --extra engine -o $locks/run.lock
resolve "$@" --override $locks/overrides.txt pyproject.toml --extra engine --group test \
    -c $locks/run.lock -o $locks/test.lock
resolve "$@" --override $locks/overrides.txt pyproject.toml --extra engine $locks/package.in \
    -c $locks/run.lock -o $locks/package.lock
resolve "$@" $locks/tools.in -o $locks/tools.lock
