"""How smoothly four answers stream side by side: paced together, or each painting by itself.

Run as `python -m tests.benchmarks.bench_compare [--quick]`. Every column gets a thousand tokens a
second; all contenders run in turn in one process, and the verdict is a ratio between them.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from desktop_app.core.settings import Theme
from desktop_app.tabs.chat.compare.pace import Pace
from desktop_app.tabs.chat.compare.view import CompareView
from desktop_app.ui.theme import ThemeManager
from tests.benchmarks.answers import PLAIN
from tests.benchmarks.running import run
from tests.benchmarks.stalls import Result, Run, result, streamed
from tests.benchmarks.verdicts import Verdict, broken

if TYPE_CHECKING:
    from desktop_app.ui.transcript import Transcript

ONE, PACED, ALONE = "one column", "four columns, paced", "four columns, each by itself"


@asynccontextmanager
async def columns(theme: ThemeManager, count: int) -> AsyncIterator[list[Transcript]]:
    view = CompareView(theme)
    view.resize(1_300, 800)
    view.show()
    view.show_question("What is it?", count)
    for column in view.columns:
        column.begin("model")
    await asyncio.sleep(0.3)
    yield [column.transcript for column in view.columns]
    for column in view.columns:
        column.end("finished", can_keep=True)
    view.hide()
    view.deleteLater()
    await asyncio.sleep(0.1)


async def stream(theme: ThemeManager, count: int, seconds: float, *, is_paced: bool) -> Run:
    async with columns(theme, count) as transcripts:
        pace = Pace(transcripts[0])

        def append(token: str) -> None:
            for transcript in transcripts:
                if is_paced:
                    pace.append_text(transcript, token)
                else:
                    transcript.append_text(token)

        return await streamed(transcripts[0].viewport(), append, PLAIN, seconds)


async def measure(quick: bool) -> int:
    """Print the table; how many ratios are broken."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme = ThemeManager(application, Theme.LIGHT)
    theme.follow_system()
    seconds, rounds = (2.0, 2) if quick else (4.0, 3)
    await stream(theme, 1, 0.5, is_paced=False)
    runs: dict[str, list[Run]] = {}
    for _ in range(rounds):
        runs.setdefault(ONE, []).append(await stream(theme, 1, seconds, is_paced=False))
        runs.setdefault(PACED, []).append(await stream(theme, 4, seconds, is_paced=True))
        runs.setdefault(ALONE, []).append(await stream(theme, 4, seconds, is_paced=False))
    results = {name: result(taken) for name, taken in runs.items()}
    table(results)
    one, paced, alone = results[ONE], results[PACED], results[ALONE]
    return broken(
        Verdict("p99 of four / of one", paced.p99 / one.p99, 1.2),
        Verdict("CPU of four, paced / each by itself", paced.load / alone.load, 0.85),
    )


def table(results: dict[str, Result]) -> None:
    print(f"{'milliseconds':30}{'p99':>6}{'max':>6}{'by clock':>10}{'load':>7}")
    for name, row in results.items():
        figures = f"{row.p99:6.1f}{row.longest:6.1f}{row.clock:10.1f}{row.load:7.0%}"
        print(f"{name:30}{figures}")


if __name__ == "__main__":
    sys.exit(run(__doc__, measure))
