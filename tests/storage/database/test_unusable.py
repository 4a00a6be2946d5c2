"""A file that cannot be used is kept, said, and does not stop the program."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.core.errors import DatabaseProblem
from desktop_app.storage.database import ConversationDatabase
from tests.storage.database.holding import held
from tests.storage.database.killing import stream_and_kill
from tests.storage.database.mounted import READ_ONLY, run_mounted, small_disk
from tests.storage.database.talking import opened, shown, talk

_OPENING = """
import asyncio, json, sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from desktop_app.storage.database import ConversationDatabase
from tests.storage.database.talking import shown, talk

async def main():
    database = await ConversationDatabase.open(Path(sys.argv[1]), patience=0.0)
    listed = [await shown(database, c.id) for c in await database.conversations.page()]
    added = await shown(database, await talk(database, "usable"))
    problem = database.problem and database.problem.problem
    print(json.dumps([problem, database.in_memory, listed, added]))
    await database.close()

asyncio.run(main())
"""


def _cut_off(text: bytes) -> bytes:
    return text[: len(text) // 2]


def _overwritten(text: bytes) -> bytes:
    return b"not a database at all " * (len(text) // 22)


def _scratched(text: bytes) -> bytes:
    return text[:4096] + b"\xff" * 8192 + text[4096 + 8192 :]


@pytest.mark.parametrize("damage", [_cut_off, _overwritten, _scratched])
async def test_a_damaged_file_is_moved_aside_for_a_new_one(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    async with opened(tmp_path) as database:
        await talk(database, *["words " * 200] * 50)
    file = tmp_path / "conversations.sqlite3"
    damaged = damage(file.read_bytes())
    file.write_bytes(damaged)
    async with opened(tmp_path) as database:
        assert database.problem is not None
        assert database.problem.problem is DatabaseProblem.DAMAGED
        assert database.problem.kept_as is not None
        assert database.problem.kept_as.read_bytes() == damaged
        assert not database.in_memory
        conversation = await talk(database, "a new start")
    async with opened(tmp_path) as database:
        assert database.problem is None
        assert await shown(database, conversation) == ["a new start"]


async def test_after_damage_a_backup_brings_everything_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        conversation = await talk(database, "precious")
        await database.backups.make_daily()
    (tmp_path / "conversations.sqlite3").write_bytes(b"\0" * 5000)
    async with opened(tmp_path) as database:
        (backup,) = await database.backups.available()
        await database.restore(backup.path)
        assert await shown(database, conversation) == ["precious"]


async def test_a_file_that_another_program_holds_stays_with_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        conversation = await talk(database, "kept")
    with held(tmp_path / "conversations.sqlite3"):
        async with opened(tmp_path) as database:
            assert database.problem is not None
            assert database.problem.problem is DatabaseProblem.LOCKED
            assert database.in_memory
            assert await shown(database, await talk(database, "usable")) == ["usable"]
    async with opened(tmp_path) as database:
        assert database.problem is None
        assert await shown(database, conversation) == ["kept"]


async def test_a_second_window_does_not_interrupt_the_answers_of_the_first(tmp_path: Path) -> None:
    async with opened(tmp_path) as first:
        writer = await first.answers.begin(await talk(first, "question"), model="m")
        async with opened(tmp_path) as second:
            assert second.problem is not None
            assert second.problem.problem is DatabaseProblem.LOCKED
        assert (await first.messages.get(writer.message_id)).state == "streaming"


async def test_the_person_reads_on_when_the_folder_is_read_only(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        await talk(database, "still readable")
    said = _open_in(tmp_path, READ_ONLY)
    assert said == ["read_only", True, [["still readable"]], ["usable"]]
    async with opened(tmp_path) as database:
        assert len(await database.conversations.page()) == 1


def test_what_a_killed_program_wrote_last_can_be_read_when_nothing_can_be_written(
    tmp_path: Path,
) -> None:
    stream_and_kill(tmp_path, seconds=1.5)
    said = _open_in(tmp_path, READ_ONLY)
    assert isinstance(said, list)
    assert said[0] == "read_only"
    ((question, answer),) = said[2]
    assert question == "question"
    assert answer.startswith("0 1 2 ")


async def test_a_folder_that_cannot_be_made_is_read_only() -> None:
    database = await ConversationDatabase.open(Path("/proc/llmhub"))
    assert database.problem is not None
    assert database.problem.problem is DatabaseProblem.READ_ONLY
    assert await shown(database, await talk(database, "usable")) == ["usable"]
    await database.close()


async def test_a_disk_without_room_for_a_database_is_full(tmp_path: Path) -> None:
    said = _open_in(tmp_path, small_disk(kilobytes=16))
    assert said == ["disk_full", True, [], ["usable"]]


def _open_in(folder: Path, mount: str) -> object:
    return json.loads(run_mounted(_OPENING, folder, mount))
