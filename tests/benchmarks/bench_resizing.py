"""How long a step takes while a person drags the window's edge.

Run as `python -m tests.benchmarks.bench_resizing [--quick]`. A conversation of 5,000 messages with
code, tables and lists against a text browser that holds no more than a screenful of it: what is out
of view must cost nothing. Each step from its width to its painting, in processor time.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time

from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from desktop_app.ui.transcript import Transcript, TranscriptMessage
from tests.benchmarks.answers import PLAIN, WORDS
from tests.benchmarks.contenders import SIZE, Naive, shown
from tests.benchmarks.running import run
from tests.benchmarks.verdicts import Verdict, broken

MANY = 5_000
_SCREENFUL = 4  # messages
_NARROW = 480
_WIDTHS = (*range(SIZE[0], _NARROW, -40), *range(_NARROW, SIZE[0] + 1, 40))
_REST = 0.5  # seconds until what was put aside while the edge moved is back


def mixed(count: int) -> list[TranscriptMessage]:
    """Questions of words, answers of everything."""
    return [
        TranscriptMessage(str(number), "assistant", PLAIN)
        if number % 2
        else TranscriptMessage(str(number), "user", WORDS)
        for number in range(count)
    ]


def dragged(view: QTextEdit) -> list[float]:
    """Milliseconds of each step."""
    taken: list[float] = []
    for width in _WIDTHS:
        began = time.process_time()
        view.resize(width, SIZE[1])
        view.viewport().repaint()
        taken.append(1_000 * (time.process_time() - began))
    return taken


async def contenders(window: QWidget) -> dict[str, QTextEdit]:
    """They stand in one window, whose place they do not change."""
    transcript = Transcript(parent=window)
    browser = QTextBrowser(window)
    naive = Naive(mixed(100))
    naive.setParent(window)
    found: dict[str, QTextEdit] = {
        f"transcript, {MANY:,}": transcript,
        "browser, a screenful": browser,
        "naive, 100": naive,
    }
    for view in found.values():
        view.resize(*SIZE)
        view.show()
    transcript.show_messages(mixed(MANY))
    browser.setMarkdown("\n\n".join(message.text for message in mixed(_SCREENFUL)))
    naive.show_all()
    await asyncio.sleep(_REST)
    return found


async def measure(quick: bool) -> int:
    """Print the table; how many ratios are broken."""
    rounds = 2 if quick else 6
    window = QWidget()
    async with shown(window):
        views = await contenders(window)
        steps: dict[str, list[list[float]]] = {name: [] for name in views}
        for _ in range(rounds):
            for name, view in views.items():
                view.raise_()
                steps[name].append(dragged(view))
                await asyncio.sleep(_REST)
    print(f"{'milliseconds a step':26}{'median':>8}{'longest':>9}")
    figures: dict[str, tuple[float, float]] = {}
    for name, taken in steps.items():
        median = statistics.median(step for drag in taken for step in drag)
        longest = statistics.median(map(max, taken))
        figures[name] = median, longest
        print(f"{name:26}{median:8.1f}{longest:9.1f}")
    ours, screenful, whole = figures.values()
    return broken(
        Verdict("median / a screenful", ours[0] / screenful[0], 1.5),
        # In one step of a drag all that is out of view is put aside.
        Verdict("longest / a screenful", ours[1] / screenful[1], 3.5),
        Verdict("longest / naive", ours[1] / whole[1], 0.75),
    )


if __name__ == "__main__":
    sys.exit(run(__doc__, measure))
