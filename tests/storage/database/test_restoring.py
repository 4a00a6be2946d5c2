"""A backup takes the place of whatever there is, and nothing that was there is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.core.backups import BackupKind
from desktop_app.core.conversations import NewMessage
from desktop_app.core.errors import (
    BackupProblem,
    BackupUnusable,
    DatabaseProblem,
    DatabaseUnusable,
)
from desktop_app.core.messages import Role
from desktop_app.storage.database import ConversationDatabase
from desktop_app.storage.database.migrations import MIGRATIONS, Migration
from tests.storage.database.holding import held
from tests.storage.database.mounted import run_mounted, small_disk
from tests.storage.database.talking import PICTURE, opened, said, shown, talk

_FULL = """
import asyncio, json, sys
from pathlib import Path
from desktop_app.core.errors import DatabaseUnusable
from desktop_app.storage.database import ConversationDatabase
from tests.storage.database.talking import shown, talk

async def main():
    folder = Path(sys.argv[1])
    database = await ConversationDatabase.open(folder)
    conversation = await talk(database, "then " * 20_000)
    backup = await database.backups.make_daily()
    added = await talk(database, "now " * 20_000)
    with (folder / "ballast").open("wb", buffering=0) as stream:
        try:
            while stream.write(b"x" * 4096):
                pass
        except OSError:
            pass
    try:
        await database.restore(backup)
        said = None
    except DatabaseUnusable as error:
        said = error.problem
    there = [bool(await shown(database, each)) for each in (conversation, added)]
    names = sorted(path.name for path in folder.rglob("*.sqlite3*"))
    print(json.dumps([said, there, [name for name in names if "daily" not in name]]))
    await database.close()

asyncio.run(main())
"""


async def _backed_up(folder: Path, *texts: str) -> tuple[int, Path]:
    """A conversation that is in a backup and in the file."""
    async with opened(folder) as database:
        conversation = await talk(database, *texts)
        backup = await database.backups.make_daily()
        assert backup is not None
    return conversation, backup


def _of_a_newer_version(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO migrations (name) VALUES ('colours')")


async def test_a_backup_takes_the_place_of_a_file_of_a_newer_version(tmp_path: Path) -> None:
    conversation, backup = await _backed_up(tmp_path, "precious")
    _of_a_newer_version(tmp_path / "conversations.sqlite3")
    async with opened(tmp_path) as database:
        assert _state(database) == (DatabaseProblem.NEWER_VERSION, True)
        await database.restore(backup)
        assert _state(database) == (None, False)
        assert await shown(database, conversation) == ["precious"]
        await database.messages.add(conversation, said("kept again"))
        (newer,) = await _before_restore(database)
        with pytest.raises(BackupUnusable) as caught:
            await database.restore(newer)
        assert caught.value.problem is BackupProblem.NEWER_VERSION
    async with opened(tmp_path) as database:
        assert await shown(database, conversation) == ["precious", "kept again"]
    newer_version = (*MIGRATIONS, Migration("colours", ()))
    database = await ConversationDatabase.open(tmp_path, migrations=newer_version)
    await database.restore(newer)
    assert await shown(database, conversation) == ["precious"]
    await database.close()


async def test_what_was_said_in_memory_becomes_a_backup_with_its_pictures(tmp_path: Path) -> None:
    conversation, backup = await _backed_up(tmp_path, "precious")
    _of_a_newer_version(tmp_path / "conversations.sqlite3")
    async with opened(tmp_path) as database:
        meanwhile = await talk(database, "said meanwhile")
        message = NewMessage(role=Role.USER, text="a picture", attachments=(PICTURE,))
        await database.messages.add(meanwhile, message)
        await database.restore(backup)
        assert await shown(database, conversation) == ["precious"]
        in_memory, _of_the_file = await _before_restore(database)
        await database.restore(in_memory)
        assert await shown(database, meanwhile) == ["said meanwhile", "a picture"]
        attached = (await database.messages.branch(meanwhile))[1].attachments[0]
        assert await database.attachments.read(attached) == PICTURE.content


async def test_nothing_is_restored_below_the_window_that_has_the_file(tmp_path: Path) -> None:
    conversation, backup = await _backed_up(tmp_path, "precious")
    file = tmp_path / "conversations.sqlite3"
    before = file.read_bytes()
    with held(file):
        async with opened(tmp_path) as database:
            meanwhile = await talk(database, "said meanwhile")
            with pytest.raises(DatabaseUnusable) as caught:
                await database.restore(backup)
            assert caught.value.problem is DatabaseProblem.LOCKED
            assert await shown(database, meanwhile) == ["said meanwhile"]
            assert await _before_restore(database) == []
    assert file.read_bytes() == before
    async with opened(tmp_path) as database:
        assert await shown(database, conversation) == ["precious"]


async def test_a_file_that_is_damaged_while_it_is_open_is_kept_aside(tmp_path: Path) -> None:
    larger_than_the_cache = ["words " * 20_000] * 50
    conversation, backup = await _backed_up(tmp_path, *larger_than_the_cache)
    file = tmp_path / "conversations.sqlite3"
    async with opened(tmp_path) as database:
        content = file.read_bytes()
        damaged = content[:8192] + b"\xff" * (len(content) - 8192)
        file.write_bytes(damaged)
        await database.restore(backup)
        assert not database.in_memory
        assert len(await shown(database, conversation)) == 50
    assert (tmp_path / "conversations.sqlite3.broken-1").read_bytes() == damaged


async def test_a_file_that_became_damaged_while_it_could_not_be_used_is_kept_aside(
    tmp_path: Path,
) -> None:
    conversation, backup = await _backed_up(tmp_path, "precious")
    file = tmp_path / "conversations.sqlite3"
    _of_a_newer_version(file)
    async with opened(tmp_path) as database:
        file.write_bytes(b"not a database at all")
        await database.restore(backup)
        assert await shown(database, conversation) == ["precious"]
    kept = tmp_path / "conversations.sqlite3.broken-1"
    assert kept.read_bytes() == b"not a database at all"


async def test_the_log_of_the_former_file_does_not_spoil_the_new_one(tmp_path: Path) -> None:
    conversation, backup = await _backed_up(tmp_path, "then")
    async with opened(tmp_path) as database:
        for number in range(50):  # much of it is in the log only
            await database.messages.add(conversation, said(f"{number} " * 500))
        await database.restore(backup)
        assert await shown(database, conversation) == ["then"]
    async with opened(tmp_path) as database:
        assert database.problem is None
        assert await shown(database, conversation) == ["then"]
    assert not (tmp_path / "incoming.sqlite3").exists()


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda path: path.write_bytes(b"no database"), BackupProblem.DAMAGED),
        (lambda path: path.write_bytes(b""), BackupProblem.DAMAGED),
        (lambda path: path.unlink(), BackupProblem.GONE),
        (_of_a_newer_version, BackupProblem.NEWER_VERSION),
    ],
)
async def test_a_backup_that_cannot_be_used_changes_nothing(
    tmp_path: Path, spoil: Callable[[Path], None], problem: BackupProblem
) -> None:
    conversation, backup = await _backed_up(tmp_path, "precious")
    spoil(backup)
    async with opened(tmp_path) as database:
        await database.messages.add(conversation, said("and this"))
        with pytest.raises(BackupUnusable) as caught:
            await database.restore(backup)
        assert caught.value.problem is problem
        assert await shown(database, conversation) == ["precious", "and this"]
        assert await _before_restore(database) == []


def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    told = run_mounted(_FULL, tmp_path, small_disk(kilobytes=4096))
    assert '["disk_full", [true, true], ["conversations.sqlite3"' in told
    assert "incoming" not in told
    assert "before-restore" not in told


async def test_attachments_of_a_damaged_file_outlive_the_bin(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        message = NewMessage(role=Role.USER, text="a picture", attachments=(PICTURE,))
        conversation = await talk(database, "a question")
        stored = await database.messages.add(conversation, message)
    (tmp_path / "conversations.sqlite3").write_bytes(b"not a database at all")
    async with opened(tmp_path) as database:
        assert not database.in_memory
        await database.bin.empty()
        assert await database.attachments.read(stored.attachments[0]) == PICTURE.content


async def _before_restore(database: ConversationDatabase) -> list[Path]:
    """What restoring has kept, the last first."""
    found = await database.backups.available()
    return [backup.path for backup in found if backup.kind is BackupKind.BEFORE_RESTORE]


def _state(database: ConversationDatabase) -> tuple[DatabaseProblem | None, bool]:
    problem = database.problem
    return (problem.problem if problem else None), database.in_memory
