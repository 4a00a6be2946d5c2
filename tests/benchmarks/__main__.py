"""All benchmarks in their short form; fails when a ratio is broken."""

from __future__ import annotations

import subprocess
import sys

BENCHMARKS = (
    ("tests.benchmarks.bench_start",),
    ("tests.benchmarks.bench_memory",),
    ("tests.benchmarks.bench_transcript", "--quick"),
)


def main() -> int:
    """Run each in a process of its own; the number of those that failed."""
    failed = []
    for module, *arguments in BENCHMARKS:
        print(f"-- {module}", flush=True)
        if subprocess.run([sys.executable, "-m", module, *arguments], check=False).returncode:
            failed.append(module)
    if failed:
        print("broken:", ", ".join(failed))
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
