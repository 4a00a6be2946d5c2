"""Size does not slow the list, the search or a long conversation down.

Work is counted in steps of SQLite's machine, or compared with a plain scan of the same run.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop_app.storage.database import ConversationDatabase

if TYPE_CHECKING:
    import sqlite3

_RANDOM = random.Random(1)
_LETTERS = "etaoinshrdlu"
_WORDS = ["".join(_RANDOM.choices(_LETTERS, k=_RANDOM.randint(2, 8))) for _ in range(20_000)]
# As often as in a language: Zipf.
_RANKS = list(itertools.accumulate(1 / rank for rank in range(1, len(_WORDS) + 1)))


def _text(number: int) -> str:
    return " ".join((f"unique{number}", *_RANDOM.choices(_WORDS, cum_weights=_RANKS, k=120)))


def _messages(conversation_id: int, count: int, first: int) -> Iterator[tuple[Any, ...]]:
    for number in range(count):
        parent = first + number - 1 if number else None
        role = "assistant" if number % 2 else "user"
        yield (first + number, conversation_id, parent, role, _text(first + number))


def _fill(connection: sqlite3.Connection) -> None:
    """10,000 conversations; 10,000 messages, in two conversations of 100 and 5,000 and others."""
    connection.executemany(
        "INSERT INTO conversations (id, title, created_at, used_at) VALUES (?, ?, ?, ?)",
        [(number, f"title {number}", number, number) for number in range(1, 10_001)],
    )
    first = 1
    for conversation_id, count in ((1, 100), (2, 5000), *((n, 7) for n in range(3, 703))):
        connection.executemany(
            "INSERT INTO messages (id, conversation_id, parent_id, role, text, state, created_at)"
            " VALUES (?, ?, ?, ?, ?, 'finished', 0)",
            _messages(conversation_id, count, first),
        )
        first += count
        connection.execute(
            "UPDATE conversations SET active_leaf = ? WHERE id = ?", (first - 1, conversation_id)
        )


@pytest.fixture(scope="module")
def filled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    async def fill() -> None:
        database = await ConversationDatabase.open(folder)
        await database._thread.write(_fill)
        await database.close()

    folder = tmp_path_factory.mktemp("filled")
    asyncio.run(fill())
    return folder


@pytest.fixture
async def full(filled_folder: Path, tmp_path: Path) -> AsyncIterator[ConversationDatabase]:
    shutil.copytree(filled_folder, tmp_path, dirs_exist_ok=True)
    database = await ConversationDatabase.open(tmp_path)
    yield database
    await database.close()


async def _steps(database: ConversationDatabase, work: Callable[[], Awaitable[object]]) -> int:
    """How many steps of SQLite's machine a query takes."""
    count = 0

    def step() -> int:
        nonlocal count
        count += 1
        return 0

    await database._thread.read(lambda c: c.set_progress_handler(step, 1))
    await work()
    await database._thread.read(lambda c: c.set_progress_handler(None, 0))
    return count


async def test_the_end_of_5000_messages_is_opened_like_that_of_100(
    full: ConversationDatabase,
) -> None:
    short = await _steps(full, lambda: full.messages.branch(1, limit=100))
    long = await _steps(full, lambda: full.messages.branch(2, limit=100))
    assert long <= 1.2 * short
    assert len(await full.messages.branch(2)) == 5000


async def test_a_page_of_the_list_costs_the_same_anywhere_in_it(full: ConversationDatabase) -> None:
    first = await full.conversations.page(limit=100)
    last = await full.conversations.get(150)
    at_the_top = await _steps(full, lambda: full.conversations.page(limit=100))
    at_the_end = await _steps(full, lambda: full.conversations.page(after=last, limit=100))
    assert first[0].id == 10_000
    assert at_the_end <= 1.2 * at_the_top


async def test_the_search_visits_only_what_it_shows(full: ConversationDatabase) -> None:
    """A hundred messages hold the one, nearly all the other."""
    some = await _steps(full, lambda: full.search.find("unique99", limit=20))
    most = await _steps(full, lambda: full.search.find("e", limit=20))
    assert len(await full.search.find("e", limit=20)) == 20
    assert most <= 1.2 * some


async def test_the_search_is_far_faster_than_reading_everything(full: ConversationDatabase) -> None:
    def scan(connection: sqlite3.Connection) -> list[Any]:
        return connection.execute(
            "SELECT id FROM messages WHERE text LIKE '%unique77%' OR text LIKE '%e'"
        ).fetchall()

    async def best_of(work: Callable[[], Awaitable[object]]) -> float:
        times = []
        for _ in range(5):
            began = time.perf_counter()
            await work()
            times.append(time.perf_counter() - began)
        return min(times)

    scanned = await best_of(lambda: full._thread.read(scan))
    common = " ".join(_WORDS[:3])
    for query in ("unique77", "e", "et", "eta", _WORDS[0], common, f'"{common}"'):
        found = await best_of(partial(full.search.find, query))
        assert found < 0.5 * scanned, query


async def test_emptying_the_bin_is_proportional_to_what_is_in_it(
    full: ConversationDatabase,
) -> None:
    await full.bin.delete_conversation(1)
    short = await _steps(full, full.bin.empty)
    await full.bin.delete_conversation(2)
    long = await _steps(full, full.bin.empty)
    assert long <= 75 * short  # fifty times as many messages
