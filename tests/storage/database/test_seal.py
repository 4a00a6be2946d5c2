"""A large file that was left in order is not read through at each start; any other is."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app.core.errors import DatabaseProblem, DatabaseUnusable
from desktop_app.storage.database import ConversationDatabase, opening
from desktop_app.storage.database.connection import is_sound
from desktop_app.storage.database.seal import Seal
from tests.storage.database.talking import opened
from tests.tabs.chat.sidebar.filling import Talk, fill

if TYPE_CHECKING:
    import sqlite3

_MESSAGE = "river stone cloud letter " * 10_000
_FILE = "conversations.sqlite3"


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Grows with each check."""
    checks: list[object] = []

    def count(connection: sqlite3.Connection, **options: bool) -> bool:
        checks.append(connection)
        return is_sound(connection, **options)

    monkeypatch.setattr(opening, "is_sound", count)
    return checks


async def write_much(folder: Path) -> None:
    async with opened(folder) as database:
        await fill(database, [Talk("Long", messages=(_MESSAGE,) * 16)])


async def test_what_was_closed_in_order_is_opened_without_a_check(
    tmp_path: Path, checked: list[object]
) -> None:
    await write_much(tmp_path)
    assert len(checked) == 1
    for _ in range(2):
        async with opened(tmp_path) as database:
            assert await database.conversations.page()
    assert len(checked) == 1


async def test_a_file_that_was_damaged_meanwhile_is_noticed(tmp_path: Path) -> None:
    await write_much(tmp_path)
    with (tmp_path / _FILE).open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"\xff" * 1_000_000)
    async with opened(tmp_path) as database:
        assert database.problem is not None
        assert database.problem.problem is DatabaseProblem.DAMAGED


async def test_after_a_kill_the_file_is_checked(tmp_path: Path, checked: list[object]) -> None:
    await write_much(tmp_path)
    killed = tmp_path / "killed"
    database = await ConversationDatabase.open(tmp_path)
    shutil.copytree(tmp_path, killed)  # as it is while the program runs
    await database.close()
    checked.clear()
    async with opened(killed):
        assert len(checked) == 1


async def test_damage_that_is_met_on_the_way_is_looked_at_the_next_time(
    tmp_path: Path, checked: list[object]
) -> None:
    await write_much(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        # The times of a file that a failing disk has changed stay as they were.
        patch.setattr(Seal, "holds", lambda _seal: True)
        with (tmp_path / _FILE).open("r+b") as file:
            file.seek(1_000_000)
            file.write(b"\xff" * 1_000_000)
        async with opened(tmp_path) as database:
            with pytest.raises(DatabaseUnusable):
                await database.backups.make_daily()
    checked.clear()
    async with opened(tmp_path) as database:
        assert checked
        assert database.problem is not None
