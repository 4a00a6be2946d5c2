"""All benchmarks in their short form; fails when a ratio is broken in each of four rounds.

A busy neighbour on the same machine can spoil a measurement, and those right after it: what broke
is measured again when all others are done.
"""

from __future__ import annotations

import subprocess
import sys

ROUNDS = 4
BENCHMARKS: tuple[tuple[str, ...], ...] = (
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
    """Run one benchmark in a process of its own; what it printed, if a ratio is broken."""
    print(f"-- {module}", flush=True)
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    print(done.stdout, end="", flush=True)
    return (done.stdout or "it printed nothing\n") if done.returncode else ""


def main() -> int:
    """Run all, and say at the end what broke; the number of those that failed."""
    waiting = BENCHMARKS
    tables: dict[str, str] = {}
    for _round in range(ROUNDS):
        tables = {module: broken_table(module, *arguments) for module, *arguments in waiting}
        waiting = tuple(benchmark for benchmark in waiting if tables[benchmark[0]])
    for module, *_ in waiting:
        print(f"\nbroken: {module}\n{tables[module]}", end="")
    return len(waiting)


if __name__ == "__main__":
    sys.exit(main())
