"""After a year of use everything is as fast as on the first day.

10,000 conversations, 500 recordings and 30 days of recorded calls against ten conversations and two
recordings: the program is started for both in turn, as on the first start of a day. The backup that
is due then waits until the person has settled. Of each wait the shortest of all rounds counts, by
the clock and in processor time: what other programs take of the machine is in neither ratio for
long, and the lower one is the verdict.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.streaming_server import streaming_server
from tests.benchmarks.verdicts import Verdict, broken
from tests.benchmarks.year import A_DAY, A_YEAR, live_through
from tests.end_to_end.window import paths_below

LIMIT = 1.2
_LIMIT_OF = {"recordings listed": 1.5}  # twenty rows are made at once; the first day has two

Taken = dict[str, tuple[float, float]]


def session(folder: Path, url: str) -> Taken:
    """The first session of a day: seconds by what was waited for, by the clock and processor."""
    shutil.rmtree(paths_below(folder).conversations / "backups", ignore_errors=True)
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    module = "tests.benchmarks.one_session"
    command = [sys.executable, "-m", module, str(folder), url, str(time.monotonic())]
    result = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    if result.returncode:
        raise SystemExit(result.stderr)
    taken: Taken = json.loads(result.stdout.splitlines()[-1])
    return taken


def run(rounds: int) -> int:
    """Print the table; how many ratios are broken."""
    with tempfile.TemporaryDirectory() as folder, streaming_server() as url:
        day, year = Path(folder, "day"), Path(folder, "year")
        asyncio.run(live_through(paths_below(day), A_DAY))
        asyncio.run(live_through(paths_below(year), A_YEAR))
        for warm in (day, year):
            session(warm, url)
        pairs = [(session(day, url), session(year, url)) for _ in range(rounds)]
    first, later = _shortest([pair[0] for pair in pairs]), _shortest([pair[1] for pair in pairs])
    print(f"{'milliseconds':22}{'first day':>10}{'in a year':>10}  |  processor")
    for name in first:
        times = (1_000 * each for each in (first[name][0], later[name][0]))
        print("{:22}{:10.0f}{:10.0f}  |".format(name, *times), end="")
        times = (1_000 * each for each in (first[name][1], later[name][1]))
        print("{:10.0f}{:10.0f}".format(*times))
    limits = {name: _LIMIT_OF.get(name, LIMIT) for name in first}
    return broken(
        *(Verdict(name, _ratio(first[name], later[name]), limits[name]) for name in first)
    )


def _shortest(sessions: list[Taken]) -> Taken:
    return {
        name: (min(each[name][0] for each in sessions), min(each[name][1] for each in sessions))
        for name in sessions[0]
    }


def _ratio(first: tuple[float, float], later: tuple[float, float]) -> float:
    return min(later[0] / first[0], later[1] / first[1])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, less exact")
    sys.exit(1 if run(4 if parser.parse_args().quick else 9) else 0)
