"""How fast conversations are listed and searched: 10,000 of them against 100 and naive ways.

Run as `python -m tests.benchmarks.bench_archive [--quick]`. All contenders run in turn in one
process; the verdict is a ratio between them, never a time.
"""

from __future__ import annotations

import argparse
import asyncio
import dataclasses
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from desktop_app.core.settings import Theme
from desktop_app.event_loop import new_event_loop
from desktop_app.storage.database import ConversationDatabase
from desktop_app.tabs.chat.sidebar.list_view import ConversationListView
from desktop_app.tabs.chat.sidebar.presenter import PAGE
from desktop_app.ui.theme import ThemeManager
from tests.tabs.chat.sidebar.filling import Talk, fill, many

if TYPE_CHECKING:
    import sqlite3

FEW, MANY = 100, 10_000
STEPS = 200  # of scrolling from the top to the end
_REST = 0.05  # seconds for what is still to be painted and deleted: it belongs to nobody's time
QUERIES = ("unique7", "river", "riv", "r", "river stone cloud", '"stone river"', "absent")
LIKE = "SELECT id FROM messages WHERE text LIKE '%{}%' ORDER BY id DESC LIMIT 50"


def milliseconds(work: Callable[[], object]) -> float:
    """Processor time: what other programs take of the machine is not in it."""
    began = time.process_time()
    work()
    return 1_000 * (time.process_time() - began)


async def by_the_clock(work: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await work()
    return 1_000 * (time.perf_counter() - began)


def new_view(theme: ThemeManager) -> ConversationListView:
    view = ConversationListView(theme)
    view.resize(248, 700)
    view.show()
    return view


async def opening(database: ConversationDatabase, theme: ThemeManager) -> float:
    """From asking the database until the first rows are painted."""
    view = new_view(theme)
    await asyncio.sleep(_REST)
    began = time.process_time()
    page = await database.conversations.page(limit=PAGE)
    view.show_page(page, is_complete=False)
    view.grab()
    taken = 1_000 * (time.process_time() - began)
    view.deleteLater()
    await asyncio.sleep(_REST)
    return taken


async def whole_list(database: ConversationDatabase, theme: ThemeManager) -> ConversationListView:
    """A list that has been read to its end."""
    view = new_view(theme)
    is_complete = False
    while not is_complete:
        page = await database.conversations.page(after=view.conversations.last(), limit=PAGE)
        is_complete = len(page) < PAGE
        view.append_page(page, is_complete=is_complete)
    view.grab()
    return view


def scrolling(view: ConversationListView) -> float:
    """One of STEPS from the top to the end, painted."""
    bar = view.verticalScrollBar()

    def scroll() -> None:
        for step in range(STEPS):
            bar.setValue(bar.maximum() * step // STEPS)
            view.grab()

    return milliseconds(scroll) / STEPS


def moving(view: ConversationListView) -> float:
    """The last conversation is used and moves to the top, painted."""
    last = view.conversations.last()
    assert last is not None
    used = dataclasses.replace(last, used=datetime.now(UTC))

    def move() -> None:
        view.place(used)
        view.grab()

    return milliseconds(move)


async def search(database: ConversationDatabase) -> tuple[float, float]:
    """The slowest of the queries; the same texts by LIKE, the fastest."""

    def scan(connection: sqlite3.Connection, words: str) -> object:
        return connection.execute(LIKE.format(words)).fetchall()

    found = [await by_the_clock(partial(database.search.find, query)) for query in QUERIES]
    scanned = [
        await by_the_clock(partial(database._thread.read, partial(scan, words=words)))
        for words in ("unique7 ", "absent")
    ]
    return max(found), min(scanned)


async def measure(theme: ThemeManager, folder: Path, rounds: int) -> int:
    """Print the table; how many ratios are broken."""
    few = await ConversationDatabase.open(folder / "few")
    full = await ConversationDatabase.open(folder / "many")
    await fill(few, many(FEW))
    await fill(full, many(MANY - 1, messages=1))
    await fill(full, [Talk("unique", messages=("unique7 is said once",))])
    few_view, full_view = await whole_list(few, theme), await whole_list(full, theme)
    names = ("opening", "scrolling", "moving to the top")
    times: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in names}
    searches: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for column, (database, view) in enumerate(((few, few_view), (full, full_view))):
            times["opening"][column].append(await opening(database, theme))
            times["scrolling"][column].append(scrolling(view))
            times["moving to the top"][column].append(moving(view))
        for column, taken in enumerate(await search(full)):
            searches[column].append(taken)
    await few.close()
    await full.close()
    return report(times, searches)


def report(
    times: dict[str, tuple[list[float], list[float]]], searches: tuple[list[float], list[float]]
) -> int:
    print(f"{'milliseconds':26}{FEW:>10,}{MANY:>10,}")
    medians = {name: tuple(map(statistics.median, both)) for name, both in times.items()}
    for name, (at_few, at_many) in medians.items():
        print(f"{name:26}{at_few:10.2f}{at_many:10.2f}")
    found, scanned = map(statistics.median, searches)
    print(
        f"search in {MANY:,} messages: {found:.1f} ms at most, by LIKE {scanned:.1f} ms at least\n"
    )
    verdicts = (
        ("opening 10,000 / 100", _ratio(medians["opening"]), 1.5),
        ("scrolling 10,000 / 100", _ratio(medians["scrolling"]), 1.5),
        # Qt counts the rows when one has moved: a tenth of a microsecond for each.
        ("moving 10,000 / 100", _ratio(medians["moving to the top"]), 3.0),
        ("search / LIKE", found / scanned, 1.0),
    )
    broken = 0
    for name, ratio, limit in verdicts:
        broken += ratio > limit
        print(f"{name:26}{ratio:8.3f}  limit {limit:<5}  {'BROKEN' if ratio > limit else 'ok'}")
    return broken


def _ratio(both: tuple[float, ...]) -> float:
    return both[1] / both[0]


def main() -> int:
    """Print the table; 1 if a ratio is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, less exact")
    rounds = 3 if parser.parse_args().quick else 9
    application = QApplication(sys.argv[:1])
    theme = ThemeManager(application, Theme.LIGHT)
    with (
        tempfile.TemporaryDirectory() as folder,
        asyncio.Runner(loop_factory=lambda: new_event_loop(application)) as runner,
    ):
        return 1 if runner.run(measure(theme, Path(folder), rounds)) else 0


if __name__ == "__main__":
    sys.exit(main())
