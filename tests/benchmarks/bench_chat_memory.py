"""How much the program grows while it answers all day.

Run as `python -m tests.benchmarks.bench_chat_memory [--quick]`. 200 answers of 1,000 tokens are
streamed into one conversation of the real window, in a process of its own whose private memory is
read from /proc; the server is another process. Beside it the naive way, one document with the same
answers, in a process of its own too. What has scrolled by must not stay: the growth of the second
half is held against the first, and all of it against the naive way.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.verdicts import Verdict, broken

TOKENS = 1_000
_SIZE = 16  # characters a chunk: four tokens, so that 200 answers do not take 200 seconds
_HISTORY, _QUICK = 200, 60
_PREPARED = 10  # answers until every part of the program has been used


def private_mb() -> float:
    """Memory that this process alone has."""
    gc.collect()
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    private = (line.split() for line in lines if line.startswith("Private_"))
    return sum(int(words[1]) for words in private) / 1024


async def answered(url: str, count: int) -> list[float]:
    """Memory after the preparation, after half of the answers, at the end."""
    from tests.benchmarks.chat_window import chat_window
    from tests.benchmarks.streaming_server import question

    taken: list[float] = []
    asked = question("plain", tokens=4 * TOKENS // _SIZE, rate=None, size=_SIZE)
    async with chat_window(url) as chat:
        for number in range(-_PREPARED, count):
            if number in {0, count // 2}:
                taken.append(await at_rest())
            chat.ask(asked)
            assert chat.is_answering
            await chat.until_idle()
        taken.append(await at_rest())
        print(chat.window.text("chat.usage"), file=sys.stderr)
    return taken


async def answered_naively(count: int) -> list[float]:
    """The same in one document that is set anew."""
    from desktop_app.ui.transcript import TranscriptMessage
    from tests.benchmarks.answers import PLAIN
    from tests.benchmarks.contenders import Naive, shown

    answer = (PLAIN * (4 * TOKENS // len(PLAIN) + 1))[: 4 * TOKENS]
    taken: list[float] = []
    view = Naive([])
    async with shown(view):
        for number in range(-_PREPARED, count):
            if number in {0, count // 2}:
                taken.append(await at_rest())
            view.append_text(answer)
            # Only the last painting of each answer: the others leave nothing behind.
            view.show_all()
        taken.append(await at_rest())
    return taken


async def at_rest() -> float:
    """Memory when what is done later has been done."""
    await asyncio.sleep(1.5)
    return private_mb()


def child(way: str, url: str, count: str) -> None:
    """What the process of its own does."""
    from tests.benchmarks.running import on_the_programs_loop

    work = answered(url, int(count)) if way == "chat" else answered_naively(int(count))
    print(json.dumps(on_the_programs_loop(work)))


def taken_by(way: str, url: str, count: int) -> list[float]:
    command = [sys.executable, "-m", "tests.benchmarks.bench_chat_memory", way, url, str(count)]
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    result = subprocess.run(command, env=environ, stdout=subprocess.PIPE, text=True, check=True)
    figures: list[float] = json.loads(result.stdout.splitlines()[-1])
    return figures


def main() -> int:
    """Print the table; 1 if a ratio is broken."""
    from tests.benchmarks.streaming_server import streaming_server

    count = _QUICK if "--quick" in sys.argv else _HISTORY
    growth: dict[str, tuple[float, float]] = {}
    with streaming_server() as url:
        for way in ("chat", "naive"):
            start, half, end = taken_by(way, url, count)
            growth[way] = half - start, end - half
            print(f"{way:6} {start:6.1f} MB, {half - start:+5.1f} MB after half, {end - half:+5.1f}")
    first, second = growth["chat"]
    naive = sum(growth["naive"])
    print(f"growth with {count} answers of {TOKENS:,} tokens: {first + second:.1f} MB, naive {naive:.1f}")
    return broken(
        Verdict("growth / naive", (first + second) / naive, 0.5),
    )


if __name__ == "__main__":
    if len(sys.argv) == 4:
        child(*sys.argv[1:])
    else:
        sys.exit(1 if main() else 0)
