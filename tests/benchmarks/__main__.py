"""All benchmarks in their short form; fails when a ratio is broken three times in a row.

Three times, because a busy neighbour on the same machine can spoil a measurement, and the next.
"""

from __future__ import annotations

import subprocess
import sys

ATTEMPTS = 3
BENCHMARKS = (
    ("tests.benchmarks.bench_memory",),
    ("tests.benchmarks.bench_streaming", "--quick"),
    ("tests.benchmarks.bench_chat", "--quick"),
    ("tests.benchmarks.bench_chat_memory", "--quick"),
    ("tests.benchmarks.bench_opening", "--quick"),
    ("tests.benchmarks.bench_resizing", "--quick"),
    ("tests.benchmarks.bench_compare", "--quick"),
    ("tests.benchmarks.bench_archive", "--quick"),
    ("tests.benchmarks.bench_completion", "--quick"),
    ("tests.benchmarks.bench_year", "--quick"),
    # Last: right after an installation the disk is still busy, which the start would feel.
    ("tests.benchmarks.bench_start",),
)


def broken_table(module: str, *arguments: str) -> str:
    """Run one benchmark in a process of its own; what it printed if a ratio broke each time."""
    table = ""
    for _attempt in range(ATTEMPTS):
        print(f"-- {module}", flush=True)
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        print(done.stdout, end="", flush=True)
        if not done.returncode:
            return ""
        table = done.stdout
    return table or "it printed nothing\n"


def main() -> int:
    """Run all, and say at the end what broke; the number of those that failed."""
    tables = {module: broken_table(module, *arguments) for module, *arguments in BENCHMARKS}
    broken = {module: table for module, table in tables.items() if table}
    for module, table in broken.items():
        print(f"\nbroken: {module}\n{table}", end="")
    return len(broken)


if __name__ == "__main__":
    sys.exit(main())
