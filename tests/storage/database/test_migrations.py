"""A new version brings an older database up to date, and never at the price of its content."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from desktop_app.core.errors import DatabaseProblem
from desktop_app.storage.database import ConversationDatabase
from desktop_app.storage.database.migrations import MIGRATIONS, Migration
from tests.storage.database.talking import shown, talk

LATER = Migration("colours", ("ALTER TABLE conversations ADD COLUMN colour TEXT",))
BROKEN = Migration("broken", ("CREATE TABLE half (x)", "INSERT INTO nowhere VALUES (1)"))


async def _filled(folder: Path) -> int:
    database = await ConversationDatabase.open(folder)
    conversation = await talk(database, "from before")
    await database.close()
    return conversation


def _names(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    names = [row[0] for row in connection.execute("SELECT name FROM migrations ORDER BY rowid")]
    connection.close()
    return names


def test_the_list_only_grows() -> None:
    assert [migration.name for migration in MIGRATIONS[:2]] == ["conversations", "full_text_search"]


async def test_a_new_database_needs_no_backup(tmp_path: Path) -> None:
    await _filled(tmp_path)
    assert not (tmp_path / "backups").exists()
    assert _names(tmp_path / "conversations.sqlite3") == [m.name for m in MIGRATIONS]


async def test_a_later_migration_is_preceded_by_a_backup(tmp_path: Path) -> None:
    conversation = await _filled(tmp_path)
    database = await ConversationDatabase.open(tmp_path, migrations=(*MIGRATIONS, LATER))
    assert database.problem is None
    assert await shown(database, conversation) == ["from before"]
    (backup,) = await database.backups.available()
    assert backup.path.name.startswith("before-colours")
    assert _names(backup.path) == [m.name for m in MIGRATIONS]
    await database.restore(backup.path)  # and up to date again
    assert await shown(database, conversation) == ["from before"]
    await database.close()
    assert _names(tmp_path / "conversations.sqlite3")[-1] == "colours"


async def test_an_update_that_fails_at_each_start_does_not_fill_the_disk(tmp_path: Path) -> None:
    await _filled(tmp_path)
    for _ in range(5):
        with pytest.raises(sqlite3.OperationalError, match="nowhere"):
            await ConversationDatabase.open(tmp_path, migrations=(*MIGRATIONS, BROKEN))
    assert len(list((tmp_path / "backups").iterdir())) == 3


async def test_an_update_of_many_steps_keeps_what_the_version_before_can_read(
    tmp_path: Path,
) -> None:
    conversation = await _filled(tmp_path)
    steps = [Migration(f"step_{n}", (f"CREATE TABLE step_{n} (x)",)) for n in range(5)]
    updated = await ConversationDatabase.open(tmp_path, migrations=(*MIGRATIONS, *steps))
    await updated.close()
    (first,) = (tmp_path / "backups").glob("before-step_0-*")
    assert _names(first) == [m.name for m in MIGRATIONS]
    for name in ("later", "latest"):  # the next updates drop only what is older than the last three
        steps.append(Migration(name, (f"CREATE TABLE {name} (x)",)))
        updated = await ConversationDatabase.open(tmp_path, migrations=(*MIGRATIONS, *steps))
        await updated.close()
        names = [path.name for path in sorted((tmp_path / "backups").iterdir())]
        assert len(names) == 3
        assert any(each.startswith(f"before-{name}-") for each in names)
    database = await ConversationDatabase.open(tmp_path, migrations=(*MIGRATIONS, *steps))
    assert await shown(database, conversation) == ["from before"]
    await database.close()


async def test_a_migration_that_fails_leaves_no_trace(tmp_path: Path) -> None:
    conversation = await _filled(tmp_path)
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        await ConversationDatabase.open(tmp_path, migrations=(*MIGRATIONS, BROKEN))
    database = await ConversationDatabase.open(tmp_path)
    assert database.problem is None
    assert await shown(database, conversation) == ["from before"]
    await database.close()


async def test_a_file_of_a_newer_version_is_left_as_it_is(tmp_path: Path) -> None:
    await _filled(tmp_path)
    newer = await ConversationDatabase.open(tmp_path, migrations=(*MIGRATIONS, LATER))
    await newer.close()
    file = tmp_path / "conversations.sqlite3"
    before = file.read_bytes()
    database = await ConversationDatabase.open(tmp_path)
    assert database.problem is not None
    assert database.problem.problem is DatabaseProblem.NEWER_VERSION
    assert database.in_memory
    conversation = await talk(database, "usable")
    assert await shown(database, conversation) == ["usable"]
    assert await database.backups.make_daily() is None
    await database.close()
    assert file.read_bytes() == before
