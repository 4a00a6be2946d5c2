"""The program is killed at any moment: the next start shows what had been said."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from desktop_app.core.conversations import MessageState
from desktop_app.storage.database import ConversationDatabase
from desktop_app.storage.database.migrations import MIGRATIONS, Migration
from tests.storage.database.killing import do_and_kill, stream_and_kill
from tests.storage.database.talking import opened, said, shown, talk

_TEXTS = ["a question", "an answer"] * 20
_DELETING = """
    database = await ConversationDatabase.open(folder)
    first, second, *_ = reversed(await database.conversations.page())
    (message, *_) = await database.messages.branch(second.id)
    while True:
        await database.bin.delete_conversation(first.id)
        await database.bin.delete_message(message.id)
        print("deleted", flush=True)
        await database.bin.restore_conversation(first.id)
        await database.bin.restore_message(message.id)
"""
_EMPTYING = """
    database = await ConversationDatabase.open(folder)
    while True:
        for conversation in (await database.conversations.page())[:-1]:
            await database.bin.delete_conversation(conversation.id)
        print("emptying", flush=True)
        await database.bin.empty()
        await talk(database, *["to be forgotten"] * 40)
"""
_MIGRATING = """
    numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    endless = f"{numbers} SELECT sum(i) FROM n"
    slow = Migration("slow", ("CREATE TABLE half (x)", "DELETE FROM messages", endless))
    opening = asyncio.ensure_future(
        ConversationDatabase.open(folder, migrations=(*MIGRATIONS, slow))
    )
    while not list((folder / "backups").glob("before-slow-*.sqlite3")):
        await asyncio.sleep(0.01)
    print("backed up", flush=True)
    await opening
"""
_RESTORING = """
    database = await ConversationDatabase.open(folder)
    backups = [backup.path for backup in await database.backups.available()]
    while True:
        for backup in backups:
            print("restoring", flush=True)
            await database.restore(backup)
"""


async def test_everything_up_to_the_last_second_is_there(tmp_path: Path) -> None:
    pieces, killed = stream_and_kill(tmp_path, seconds=2.0)
    older = "".join(f"{number} " for number, moment in pieces if moment <= killed - 1.0)
    async with opened(tmp_path) as database:
        assert database.problem is None
        (conversation,) = await database.conversations.page()
        question, answer = await database.messages.branch(conversation.id)
    assert question.text == "question"
    assert answer.state is MessageState.INTERRUPTED
    assert older
    assert answer.text.startswith(older)
    assert answer.reasoning.startswith(older)


async def test_an_interrupted_answer_is_found_and_continued(tmp_path: Path) -> None:
    stream_and_kill(tmp_path, seconds=1.0)
    async with opened(tmp_path) as database:
        (hit,) = await database.search.find('"0 1 2"')
        assert hit.message_id is not None
        writer = await database.answers.resume(hit.message_id)
        before = (await database.messages.get(hit.message_id)).text
        writer.append_text("and so on")
    async with opened(tmp_path) as database:
        assert (await database.messages.get(writer.message_id)).text == before + "and so on"


async def test_a_program_killed_again_and_again_loses_no_conversation(tmp_path: Path) -> None:
    for _ in range(3):
        stream_and_kill(tmp_path, seconds=0.1)
    async with opened(tmp_path) as database:
        assert database.problem is None
        listed = await database.conversations.page()
        assert [conversation.title for conversation in listed] == ["question"] * 3


@pytest.mark.parametrize("delay", [0.0, 0.001, 0.003])
async def test_a_deletion_is_done_or_not_and_can_be_undone(tmp_path: Path, delay: float) -> None:
    async with opened(tmp_path) as database:
        conversations = [await talk(database, *_TEXTS), await talk(database, *_TEXTS)]
    do_and_kill(_DELETING, tmp_path, lines=20, delay=delay)
    async with opened(tmp_path) as database:
        assert database.problem is None
        for deleted in await database.bin.conversations():
            await database.bin.restore_conversation(deleted.id)
        for conversation in conversations:
            assert len(await shown(database, conversation)) >= len(_TEXTS) - 1
    _assert_sound(tmp_path)


@pytest.mark.parametrize("delay", [0.0, 0.001, 0.003])
async def test_emptying_the_bin_takes_nothing_else_along(tmp_path: Path, delay: float) -> None:
    async with opened(tmp_path) as database:
        conversation = await talk(database, *_TEXTS)
    do_and_kill(_EMPTYING, tmp_path, lines=3, delay=delay)
    async with opened(tmp_path) as database:
        assert await shown(database, conversation) == _TEXTS
    _assert_sound(tmp_path)


async def test_a_migration_is_done_or_not(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        conversation = await talk(database, *_TEXTS)
    do_and_kill(_MIGRATING, tmp_path, lines=1, delay=0.1)
    async with opened(tmp_path) as database:
        assert database.problem is None
        assert await shown(database, conversation) == _TEXTS
        (backup,) = await database.backups.available()
        await database.restore(backup.path)
        assert await shown(database, conversation) == _TEXTS
    finished = Migration("slow", ("CREATE TABLE half (x)",))
    database = await ConversationDatabase.open(tmp_path, migrations=(*MIGRATIONS, finished))
    assert database.problem is None
    assert await shown(database, conversation) == _TEXTS
    await database.close()


@pytest.mark.parametrize("delay", [0.002, 0.006, 0.01, 0.015])
async def test_one_of_the_two_is_there_after_a_kill_amid_going_back(
    tmp_path: Path, delay: float
) -> None:
    async with opened(tmp_path) as database:
        conversation = await talk(database, "then")
        await database.backups.make_daily(date(2026, 11, 22))
        await database.messages.add(conversation, said("now"))
        await database.backups.make_daily(date(2026, 11, 23))
    do_and_kill(_RESTORING, tmp_path, lines=4, delay=delay)
    async with opened(tmp_path) as database:
        assert database.problem is None
        assert await shown(database, conversation) in (["then"], ["then", "now"])
    _assert_sound(tmp_path)


def _assert_sound(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    assert names <= {"conversations.sqlite3", "backups", "attachments"}
    with closing(sqlite3.connect(folder / "conversations.sqlite3")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
