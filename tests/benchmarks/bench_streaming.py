"""How smoothly an answer streams: the transcript against setting the whole document anew.

Run as `python -m tests.benchmarks.bench_streaming [--quick]`. All contenders run in turn in one
process; the verdict is a ratio between them, never a time. The rich answer holds code in four
languages, tables of 10 and 40 rows, and formulas that the drawing process draws meanwhile.

The budget is a p99 of 8 ms, a longest stall of 16 ms and sixty frames a second. As ratios: where
these limits were set the naive way with 100 messages has a p99 of 50 to 62 ms, which makes 0.16 and
0.32. By the clock the budget is 8 and 16 beats of the timer; a beat is what a bare window has at
its p99 in the same minutes, so that a busy machine is the same for both. Frames are held as well as
by a bare window that a timer paints. A thread that runs Python all the time may cost a few switches
between threads a frame, which makes 3.2 to 3.7: with Python's own interval of 5 ms it is above 6.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from desktop_app.formulas import Formula, FormulaProcess
from tests.benchmarks.answers import ANSWERS
from tests.benchmarks.contenders import (
    BareWindow,
    conversation,
    shown,
    shown_naive,
    shown_transcript,
)
from tests.benchmarks.running import run
from tests.benchmarks.stalls import Result, Run, idle, print_table, result, streamed
from tests.benchmarks.verdicts import Verdict, against, broken

FEW, MANY = 100, 5_000
BUSY = f"the same, {FEW}, a thread busy"


async def transcript(count: int, text: str, seconds: float, process: FormulaProcess) -> Run:
    async with shown_transcript(conversation(count), process) as view:
        view.begin_reply("reply", "model")
        return await streamed(view.viewport(), view.append_text, text, seconds)


@contextmanager
def busy_thread() -> Iterator[None]:
    """A thread that runs Python all the time."""
    ended = threading.Event()

    def work() -> None:
        while not ended.is_set():
            sum(range(10_000))

    thread = threading.Thread(target=work)
    thread.start()
    yield
    ended.set()
    thread.join()


async def naive(text: str, seconds: float) -> Run:
    async with shown_naive(conversation(FEW)) as view:
        return await streamed(view.viewport(), view.append_text, text, seconds)


async def bare(seconds: float) -> Run:
    window = BareWindow()
    async with shown(window):
        return await idle(window, seconds)


async def measure(quick: bool) -> int:
    """Print the table; how many ratios are broken."""
    rounds = 3 if quick else 5
    # The rich answer has shown all its kinds after 1.3 seconds.
    seconds = {"plain": 0.8 if quick else 4.0, "rich": 1.4 if quick else 6.0}
    process = FormulaProcess()
    await process.draw(Formula("x"))
    await transcript(0, ANSWERS["rich"], 0.8, process)
    runs: dict[str, list[Run]] = {}
    for number in range(rounds):
        runs.setdefault("bare window", []).append(await bare(0.8))
        for name, text in ANSWERS.items():
            for count in (FEW, MANY) if number % 2 else (MANY, FEW):  # each follows the other
                taken = await transcript(count, text, seconds[name], process)
                runs.setdefault(f"transcript, {count:,}, {name}", []).append(taken)
            if name == "plain":
                with busy_thread():
                    taken = await transcript(FEW, text, seconds[name], process)
                runs.setdefault(BUSY, []).append(taken)
            if number == 0 or not quick:
                runs.setdefault(f"naive, {FEW}, {name}", []).append(await naive(text, 1.0))
    await process.close()
    results = {name: result(taken) for name, taken in runs.items()}
    print_table(results)
    return broken(*verdicts(results))


def verdicts(results: dict[str, Result]) -> list[Verdict]:
    bare = results["bare window"]
    found: list[Verdict] = []
    for name in ANSWERS:
        few, many = (results[f"transcript, {count:,}, {name}"] for count in (FEW, MANY))
        found += against(f"{name}: ", few, results[f"naive, {FEW}, {name}"], bare)
        found.append(Verdict(f"{name}: p99 at 5,000 / at 100", many.calmest / few.calmest, 1.2))
    alone, busy = results[f"transcript, {FEW}, plain"], results[BUSY]
    found.append(Verdict("p99 beside a busy thread / alone", busy.p99 / alone.p99, 5.0))
    return found


if __name__ == "__main__":
    sys.exit(run(__doc__, measure))
