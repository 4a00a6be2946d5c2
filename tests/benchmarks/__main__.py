"""All benchmarks in their short form; fails when a ratio is broken twice in a row.

Twice, because a busy neighbour on the same machine can spoil one measurement.
"""

from __future__ import annotations

import subprocess
import sys

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


def holds(module: str, *arguments: str) -> bool:
    """Run one benchmark in a process of its own; True when its ratios hold."""
    print(f"-- {module}", flush=True)
    return not subprocess.run([sys.executable, "-m", module, *arguments], check=False).returncode


def main() -> int:
    """Run all; the number of those that failed."""
    failed = [
        module
        for module, *arguments in BENCHMARKS
        if not (holds(module, *arguments) or holds(module, *arguments))
    ]
    if failed:
        print("broken:", ", ".join(failed))
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
