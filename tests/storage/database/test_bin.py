"""What was deleted can be had back until the bin is emptied."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.storage.database.bin import KEPT
from tests.storage.database.talking import (
    PICTURE,
    age_bin,
    answer,
    opened,
    rich_conversation,
    shown,
    talk,
)

if TYPE_CHECKING:
    from desktop_app.storage.database import ConversationDatabase


async def test_a_deleted_conversation_comes_back_whole(database: ConversationDatabase) -> None:
    conversation = await rich_conversation(database)
    before = await database.messages.tree(conversation)
    await database.bin.delete_conversation(conversation)
    assert await database.conversations.page() == []
    (deleted,) = await database.bin.conversations()
    assert deleted.id == conversation
    await database.bin.restore_conversation(conversation)
    assert await database.messages.tree(conversation) == before
    assert await database.bin.conversations() == []


async def test_what_follows_a_deleted_message_stays(database: ConversationDatabase) -> None:
    conversation = await talk(database, "one", "two", "three", "four")
    two = (await database.messages.branch(conversation))[1]
    await database.bin.delete_message(two.id)
    assert await shown(database, conversation) == ["one", "three", "four"]
    await database.bin.restore_message(two.id)
    assert await shown(database, conversation) == ["one", "two", "three", "four"]
    await database.bin.delete_message(two.id)
    await database.bin.empty()
    assert await shown(database, conversation) == ["one", "three", "four"]


async def test_another_answer_takes_the_place_of_a_deleted_one(
    database: ConversationDatabase,
) -> None:
    conversation = await talk(database, "question")
    first = await answer(database, conversation, "first")
    second = await answer(database, conversation, "second", instead_of=first.id)
    await database.bin.delete_message(second.id)
    (_, left) = await database.messages.branch(conversation)
    assert (left.text, left.position, left.siblings) == ("first", 1, 1)
    await database.bin.restore_message(second.id)
    assert await shown(database, conversation) == ["question", "second"]


async def test_the_last_message_can_be_deleted_for_good(database: ConversationDatabase) -> None:
    conversation = await talk(database, "one", "two")
    for message in reversed(await database.messages.branch(conversation)):
        await database.bin.delete_message(message.id)
    await database.bin.empty()
    assert await shown(database, conversation) == []
    await answer(database, conversation, "again")
    assert await shown(database, conversation) == ["again"]


async def test_the_bin_forgets_after_thirty_days(database: ConversationDatabase) -> None:
    old, new = await talk(database, "old"), await talk(database, "new")
    await database.bin.delete_conversation(old)
    await age_bin(database, KEPT / timedelta(days=1) + 0.1)
    await database.bin.delete_conversation(new)
    assert await database.bin.empty_by_age() == 1
    (left,) = await database.bin.conversations()
    assert left.id == new


async def test_an_emptied_bin_leaves_neither_text_nor_picture_on_the_disk(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        await rich_conversation(database)
        kept = await talk(database, "something else")
        (conversation,) = [c for c in await database.conversations.page() if c.id != kept]
        await database.bin.delete_conversation(conversation.id)
        assert await database.bin.empty() == 1
    left = _all_bytes(tmp_path)
    assert b"something else" in left
    assert b"What is on the picture" not in left
    assert PICTURE.content not in left


async def test_a_picture_stays_while_another_message_or_a_backup_needs_it(
    database: ConversationDatabase,
) -> None:
    first, second = await rich_conversation(database), await rich_conversation(database)
    (picture,) = (await database.messages.branch(second))[0].attachments
    await database.bin.delete_conversation(first)
    await database.bin.empty()
    assert await database.attachments.read(picture) == PICTURE.content
    backup = await database.backups.make_daily()
    assert backup is not None
    await database.bin.delete_conversation(second)
    await database.bin.empty()
    assert await database.attachments.read(picture) == PICTURE.content
    backup.unlink()
    await database.bin.empty()
    assert await database.attachments.read(picture) is None


def _all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
