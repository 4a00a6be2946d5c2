#!/bin/sh
# Runs the checks to the end and says which failed. Usage: checks.sh static|all [ARGUMENT OF PYTEST…]
set -u
scope=$1
shift
cd "$(dirname "$0")/.." || exit
export QT_QPA_PLATFORM=offscreen # tests that need a real screen start their own
python=.venv/bin/python
failed=

check() {
    name=$1
    shift
    printf '\n== %s\n' "$name"
    "$@" || failed="$failed${failed:+, }$name"
}

check "ruff check" $python -m ruff check
check "ruff format" $python -m ruff format --check
check "mypy" $python -m mypy
check "import-linter" $python .venv/bin/lint-imports

if [ "$scope" = all ]; then
    # Most tests wait for something: three at a time keep two cores busy.
    check "pytest" $python -m pytest --numprocesses 3 --dist loadfile "$@"
    check "benchmarks" $python -m tests.benchmarks
fi

if [ -n "$failed" ]; then
    printf '\nFAILED: %s\n' "$failed"
    exit 1
fi
