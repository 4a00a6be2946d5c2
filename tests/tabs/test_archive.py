"""The conversations are opened, backed up, tidied, gone back to and closed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app.core.backups import BackupKind
from desktop_app.core.conversations import MessageState
from desktop_app.core.errors import (
    BackupProblem,
    BackupUnusable,
    DatabaseProblem,
    DatabaseUnusable,
)
from desktop_app.tabs.archive import AN_HOUR, Archive, Ending
from tests.end_to_end.window import until
from tests.servers.replies import chat_stream
from tests.storage.database.holding import held
from tests.storage.database.talking import age_bin, opened, said, shown, talk
from tests.tabs.chat.conversation.at_a_desk import at_a_desk

if TYPE_CHECKING:
    from desktop_app.storage.database import ConversationDatabase
    from tests.servers import ScriptedServer

CHAT = "/v2/chat/completions"


class Told:
    """What an archive tells, in its order."""

    def __init__(self, archive: Archive) -> None:
        self.news: list[str] = []
        self.problems: list[DatabaseUnusable] = []
        archive.opened.connect(lambda: self.news.append("opened"))
        archive.replaced.connect(lambda: self.news.append("replaced"))
        archive.problem_found.connect(self._on_problem)

    def _on_problem(self, problem: DatabaseUnusable) -> None:
        self.news.append("problem")
        self.problems.append(problem)


@asynccontextmanager
async def archive_in(
    folder: Path, *, interval: int = AN_HOUR
) -> AsyncIterator[tuple[Archive, Told, ConversationDatabase]]:
    """An archive that has opened its database."""
    archive = Archive(folder, interval=interval, settling=0)
    told = Told(archive)
    archive.start()
    try:
        database = await archive.database()
        await until(lambda: "opened" in told.news, "the news")
        yield archive, told, database
    finally:
        await archive.close()


async def backup_of(folder: Path, *texts: str) -> tuple[int, Path]:
    """A conversation that is kept and backed up."""
    async with opened(folder) as database:
        conversation = await talk(database, *texts)
        backup = await database.backups.make_daily()
        assert backup is not None
    return conversation, backup


async def test_who_asks_before_it_is_open_waits_until_it_is(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.start()
    database = await archive.database()
    assert await shown(database, await talk(database, "kept")) == ["kept"]
    await archive.close()
    async with opened(tmp_path) as again:
        assert len(await again.conversations.page()) == 1


async def test_what_is_wrong_is_told_once_it_is_open(tmp_path: Path) -> None:
    await backup_of(tmp_path, "precious")
    (tmp_path / "conversations.sqlite3").write_bytes(b"not a database at all")
    async with archive_in(tmp_path) as (_archive, told, _database):
        assert told.news == ["opened", "problem"]
        assert told.problems[0].problem is DatabaseProblem.DAMAGED
        assert told.problems[0].kept_as == tmp_path / "conversations.sqlite3.broken-1"


async def test_a_backup_is_made_after_it_opens_and_the_last_seven_are_kept(tmp_path: Path) -> None:
    today = date.today()  # noqa: DTZ011 (the day of the person's calendar)
    async with opened(tmp_path) as database:
        await talk(database, "something")
        for days in range(9, 1, -1):
            await database.backups.make_daily(today - timedelta(days=days))
    async with archive_in(tmp_path) as (_archive, _told, database):
        newest = tmp_path / "backups" / f"daily-{today.isoformat()}.sqlite3"
        await until(newest.exists, "the backup of today")
    async with opened(tmp_path) as database:
        assert len(await database.backups.available()) == 7


async def test_a_window_that_stays_open_is_looked_after(tmp_path: Path) -> None:
    async with archive_in(tmp_path, interval=20) as (_archive, _told, database):
        assert await database.backups.available() == []
        await talk(database, "written while it is open")
        backups = tmp_path / "backups"
        await until(lambda: any(backups.glob("daily-*.sqlite3")), "a backup")


async def test_the_bin_forgets_what_has_been_in_it_for_long(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        await database.bin.delete_conversation(await talk(database, "long ago"))
        await age_bin(database, days=31)
        yesterday = await talk(database, "yesterday")
        await database.bin.delete_conversation(yesterday)
    async with archive_in(tmp_path) as (_archive, told, database):
        assert await bin_when_it_holds(database, 1) == [yesterday]
        assert told.problems == []


async def test_what_cannot_be_backed_up_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        await talk(database, "something")
    (tmp_path / "backups").write_text("a file where the folder should be")
    async with archive_in(tmp_path) as (_archive, told, database):
        await until(lambda: bool(told.problems), "the problem")
        assert told.problems[0].problem is DatabaseProblem.READ_ONLY
        assert await shown(database, await talk(database, "still kept")) == ["still kept"]


async def test_everybody_keeps_the_last_before_a_backup_takes_its_place(tmp_path: Path) -> None:
    conversation, backup = await backup_of(tmp_path, "then")
    async with archive_in(tmp_path) as (archive, told, database):

        async def keep_the_last() -> None:
            await asyncio.sleep(0.05)
            await database.messages.add(conversation, said("the last words"))

        def on_replacing(ending: Ending) -> None:
            told.news.append("replacing")
            ending.append(keep_the_last())

        archive.replacing.connect(on_replacing)
        await archive.restore(backup)
        assert told.news == ["opened", "replacing", "replaced", "opened"]
        assert await archive.database() is database
        assert await shown(database, conversation) == ["then"]
        (kept,) = await _before_restore(database)
        await archive.restore(kept)
        assert await shown(database, conversation) == ["then", "the last words"]


async def test_an_answer_that_streams_is_ended_and_is_in_the_backup(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    _, backup = await backup_of(tmp_path / "conversations", "then")
    hub.on("POST", CHAT, chat_stream(["word "] * 1000, pause=0.01))
    async with at_a_desk(tmp_path, hub) as room:
        room.current.ask(said("Tell me much"))
        await until(
            lambda: room.current.answer is not None and "d w" in room.current.answer.message.text,
            "the first words",
        )
        await room.archive.restore(backup)
        assert not room.current.is_busy
        assert hub.last(CHAT).client_left.wait(5)
        assert len(await room.database.conversations.page()) == 1
        (kept,) = await _before_restore(room.database)
        await room.archive.restore(kept)
        question, answer = await room.database.messages.branch(room.current.id or 0)
        assert question.text == "Tell me much"
        assert answer.text.startswith("word word")
        assert answer.state is MessageState.STOPPED


async def test_a_damaged_backup_ends_no_answer(tmp_path: Path, hub: ScriptedServer) -> None:
    _, backup = await backup_of(tmp_path / "conversations", "then")
    backup.write_bytes(b"no database")
    hub.on("POST", CHAT, chat_stream(["word "] * 30, pause=0.01))
    async with at_a_desk(tmp_path, hub) as room:
        room.current.ask(said("Tell me much"))
        await until(lambda: room.current.answer is not None, "the answer")
        with pytest.raises(BackupUnusable) as caught:
            await room.archive.restore(backup)
        assert caught.value.problem is BackupProblem.DAMAGED
        assert room.current.is_busy
        assert await room.said() == [("user", "Tell me much"), ("assistant", "word " * 30)]


async def test_a_restore_goes_to_its_end_when_the_dialog_is_closed(tmp_path: Path) -> None:
    conversation, backup = await backup_of(tmp_path, "then")
    async with archive_in(tmp_path) as (archive, told, database):
        await database.messages.add(conversation, said("now"))
        restoring = asyncio.ensure_future(archive.restore(backup))
        await asyncio.sleep(0)
        restoring.cancel()
        await asyncio.wait([restoring])
        assert told.news == ["opened", "replaced", "opened"]
        assert await shown(database, conversation) == ["then"]


async def test_closing_waits_for_a_restore(tmp_path: Path) -> None:
    conversation, backup = await backup_of(tmp_path, "then")
    async with archive_in(tmp_path) as (archive, _told, database):
        await database.messages.add(conversation, said("now"))
        begun = asyncio.Event()
        archive.replacing.connect(lambda _: begun.set())
        restoring = asyncio.ensure_future(archive.restore(backup))
        await begun.wait()
    await restoring
    async with opened(tmp_path) as again:
        assert await shown(again, conversation) == ["then"]


async def test_a_locked_file_is_told_and_left_to_its_holder(tmp_path: Path) -> None:
    conversation, backup = await backup_of(tmp_path, "precious")
    with held(tmp_path / "conversations.sqlite3"):
        async with archive_in(tmp_path) as (archive, told, database):
            assert told.problems[0].problem is DatabaseProblem.LOCKED
            assert told.problems[0].in_memory
            with pytest.raises(DatabaseUnusable):
                await archive.restore(backup)
            assert await shown(database, await talk(database, "usable")) == ["usable"]
    async with opened(tmp_path) as database:
        assert await shown(database, conversation) == ["precious"]


async def test_closing_keeps_what_still_streams(tmp_path: Path) -> None:
    async with archive_in(tmp_path) as (_archive, _told, database):
        conversation = await talk(database, "question")
        writer = await database.answers.begin(conversation, model="m")
        writer.append_text("half an answer")
    async with opened(tmp_path) as again:
        kept = await again.messages.get(writer.message_id)
        assert (kept.text, kept.state) == ("half an answer", MessageState.INTERRUPTED)


async def bin_when_it_holds(database: ConversationDatabase, count: int) -> list[int]:
    """The conversations in the bin, as soon as there are no more than that."""
    for _ in range(1000):
        left = [conversation.id for conversation in await database.bin.conversations()]
        if len(left) <= count:
            return left
        await asyncio.sleep(0.01)
    pytest.fail("the bin is never emptied")


async def _before_restore(database: ConversationDatabase) -> list[Path]:
    found = await database.backups.available()
    return [backup.path for backup in found if backup.kind is BackupKind.BEFORE_RESTORE]
