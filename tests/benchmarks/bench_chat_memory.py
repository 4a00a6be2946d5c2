"""How much the program grows while it answers all day.

Run as `python -m tests.benchmarks.bench_chat_memory [--quick]`. 200 answers of 1,000 tokens are
streamed into one conversation of the real window, a thousand tokens a second, in a process of its
own; the server is another. Beside it the naive way: one document that gets the same answers.
`--quick` begins with a conversation that fills the transcript already, and streams faster.

What has scrolled by must not stay. So the growth is judged once the transcript holds all the
messages that it may hold, against what the same answers add to the naive document.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.verdicts import Verdict, broken

TOKENS, LENGTH = 1_000, 4_000  # of an answer, the latter in characters
_PREPARED = 5  # answers after which every part of the program has been used


class Plan(NamedTuple):
    """`answers` are streamed; the transcript is full after `full` of them."""

    answers: int
    full: int
    stored: int  # messages that are there before
    size: int  # characters a chunk
    rate: float | None  # chunks a second


LONG = Plan(answers=200, full=60, stored=0, size=4, rate=1_000)
QUICK = Plan(answers=60, full=30, stored=130, size=16, rate=None)


async def at_rest() -> float:
    """Megabytes that this process alone has written to, when nothing is left to be done."""
    await asyncio.sleep(0.7)
    return written_mb()


def written_mb() -> float:
    gc.collect()
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty")) / 1024


async def answered(url: str, plan: Plan) -> list[float]:
    """Memory at the start, with a full transcript, at the end."""
    from tests.benchmarks.chat_window import chat_window
    from tests.benchmarks.streaming_server import question
    from tests.tabs.chat.sidebar.filling import Talk

    asked = question("plain", tokens=LENGTH // plan.size, rate=plan.rate, size=plan.size)
    stored = Talk("before", messages=(asked, answer()) * (plan.stored // 2) + ("The end",))
    taken: list[float] = []
    async with chat_window(url, [stored] if plan.stored else []) as chat:
        if plan.stored:
            chat.open(stored.title)
            await chat.until_shown("The end")
        for number in range(-_PREPARED, plan.answers):
            taken += [await at_rest() for mark in (0, plan.full) if number == mark]
            chat.ask(asked)
            assert chat.is_answering
            await chat.until_idle()
        taken.append(await at_rest())
    return taken


async def answered_naively(plan: Plan) -> list[float]:
    """The same in one document that is set anew."""
    from desktop_app.ui.transcript import TranscriptMessage
    from tests.benchmarks.contenders import Naive, shown

    view = Naive([TranscriptMessage("", "assistant", answer())] * (plan.stored // 2))
    taken: list[float] = []
    async with shown(view):
        for number in range(-_PREPARED, plan.answers):
            view.append_text(answer())
            if number % 10 == 0:  # nothing that was set in between is left
                view.show_all()
            taken += [await at_rest() for mark in (0, plan.full) if number == mark]
        view.show_all()
        taken.append(await at_rest())
    return taken


def answer() -> str:
    from tests.benchmarks.answers import PLAIN

    return (PLAIN * (LENGTH // len(PLAIN) + 1))[:LENGTH] + "\n\n"


def child(way: str, url: str, quick: str) -> None:
    """What the process of its own does."""
    from tests.benchmarks.running import on_the_programs_loop

    plan = QUICK if quick else LONG
    work = answered(url, plan) if way == "chat" else answered_naively(plan)
    print(json.dumps(on_the_programs_loop(work)))


def taken_by(way: str, url: str, *, quick: bool) -> list[float]:
    command = [sys.executable, "-m", "tests.benchmarks.bench_chat_memory", way, url]
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    result = subprocess.run(
        [*command, "quick" if quick else ""],
        env=environ,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    figures: list[float] = json.loads(result.stdout.splitlines()[-1])
    return figures


def main() -> int:
    """Print the table; 1 if a ratio is broken."""
    from tests.benchmarks.streaming_server import streaming_server

    quick = "--quick" in sys.argv
    plan = QUICK if quick else LONG
    growth: dict[str, float] = {}
    heads = ("start", f"full, +{plan.full}", f"+{plan.answers}", "growth")
    print(f"{'megabytes':12}" + "".join(f"{head:>12}" for head in heads))
    with streaming_server() as url:
        for way in ("chat", "naive"):
            start, full, end = taken_by(way, url, quick=quick)
            growth[way] = (end - full) / (plan.answers - plan.full)
            print(f"{way:12}{start:12.1f}{full:12.1f}{end:12.1f}{end - start:12.1f}")
    chat, naive = growth["chat"], growth["naive"]
    print(f"an answer adds to the full transcript {1024 * chat:.0f} kB, naively {1024 * naive:.0f}")
    return 1 if broken(Verdict("growth with an answer / naive", chat / naive, 0.5)) else 0


if __name__ == "__main__":
    if len(sys.argv) == 4:
        child(*sys.argv[1:])
    else:
        sys.exit(main())
