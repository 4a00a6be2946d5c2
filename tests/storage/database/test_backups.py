"""A backup a day, and the way back."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app.core.backups import BackupKind
from desktop_app.core.errors import BackupProblem, BackupUnusable, DatabaseUnusable
from tests.storage.database.talking import opened, rich_conversation, said, shown, talk

if TYPE_CHECKING:
    from desktop_app.storage.database import ConversationDatabase

MONDAY = date(2026, 11, 23)


async def test_one_backup_a_day_and_the_last_seven_are_kept(
    database: ConversationDatabase,
) -> None:
    await talk(database, "something")
    for day in range(10):
        assert await database.backups.make_daily(MONDAY + timedelta(days=day)) is not None
    assert await database.backups.make_daily(MONDAY + timedelta(days=9)) is None
    names = sorted(backup.path.name for backup in await database.backups.available())
    assert names[0] == "daily-2026-11-26.sqlite3"
    assert names[-1] == "daily-2026-12-02.sqlite3"
    assert len(names) == 7


async def test_nothing_is_backed_up_while_there_is_nothing(database: ConversationDatabase) -> None:
    assert await database.backups.make_daily() is None


async def test_a_backup_is_one_sound_file_of_its_own(database: ConversationDatabase) -> None:
    await rich_conversation(database)
    path = await database.backups.make_daily()
    assert path is not None
    assert [found.name for found in path.parent.iterdir()] == [path.name]
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as backup:
        assert backup.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert backup.execute("SELECT count(*) FROM messages").fetchone() == (4,)
    backup.close()


async def test_restoring_brings_back_what_was_there_and_keeps_what_is(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        conversation = await talk(database, "then")
        path = await database.backups.make_daily()
        assert path is not None
        await database.messages.add(conversation, said("now"))
        await database.restore(path)
        assert await shown(database, conversation) == ["then"]
        assert await database.search.find("now") == []
        await database.messages.add(conversation, said("afterwards"))
    async with opened(tmp_path) as database:
        assert await shown(database, conversation) == ["then", "afterwards"]
        newest = (await database.backups.available())[0]
        assert newest.kind is BackupKind.BEFORE_RESTORE
        await database.restore(newest.path)
        assert await shown(database, conversation) == ["then", "now"]


async def test_going_back_and_forth_keeps_what_was_there_the_last_three_times(
    database: ConversationDatabase,
) -> None:
    conversation = await talk(database, "then")
    daily = await database.backups.make_daily()
    assert daily is not None
    for number in range(5):
        await database.messages.add(conversation, said(f"now {number}"))
        await database.restore(daily)
    kept = [each.path for each in await database.backups.available() if each.path != daily]
    assert len(kept) == 3
    oldest = kept[-1]
    await database.restore(oldest)  # and the one that a person went back to stays
    assert await shown(database, conversation) == ["then", "now 2"]
    left = [each.path for each in await database.backups.available()]
    assert {daily, oldest} < set(left)
    assert len(left) == 4


async def test_what_a_killed_program_left_of_a_backup_is_removed(
    database: ConversationDatabase, tmp_path: Path
) -> None:
    await talk(database, "something")
    folder = tmp_path / "conversations" / "backups"
    folder.mkdir()
    (folder / "daily-2026-11-22.sqlite3.partial").write_text("half")
    (folder / "daily-2026-11-22.sqlite3.partial-journal").write_text("half")
    path = await database.backups.make_daily()
    assert [backup.path for backup in await database.backups.available()] == [path]
    assert _names_in(folder) == [path and path.name]


async def test_a_damaged_backup_changes_nothing(database: ConversationDatabase) -> None:
    conversation = await talk(database, "precious", *(["text " * 500] * 20))
    path = await database.backups.make_daily()
    assert path is not None
    content = bytearray(path.read_bytes())
    content[8192:20000] = b"\xff" * (20000 - 8192)
    path.write_bytes(content)
    with pytest.raises(BackupUnusable) as caught:
        await database.restore(path)
    assert caught.value.problem is BackupProblem.DAMAGED
    assert len(await database.backups.available()) == 1
    assert (await shown(database, conversation))[0] == "precious"


async def test_a_backup_that_fails_leaves_the_older_one(
    database: ConversationDatabase, tmp_path: Path
) -> None:
    await talk(database, "something")
    folder = tmp_path / "conversations" / "backups"
    folder.write_text("a file where the folder should be")
    with pytest.raises(DatabaseUnusable):
        await database.backups.make_daily()
    assert folder.read_text() == "a file where the folder should be"


def _names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
