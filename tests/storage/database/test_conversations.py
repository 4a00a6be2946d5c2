"""The list of conversations, and what a person changes about one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.storage.database.talking import FULL_END, answer, opened, said, talk

if TYPE_CHECKING:
    import sqlite3

    from desktop_app.storage.database import ConversationDatabase


async def test_a_conversation_gets_its_title_from_its_first_words(
    database: ConversationDatabase,
) -> None:
    conversation = await talk(
        database,
        "Please  explain\nhow a heat pump works in winter, and why it is not just a heater",
        "It moves heat.",
        "Thanks",
    )
    title = (await database.conversations.get(conversation)).title
    assert title == "Please explain how a heat pump works in winter, and why it…"


async def test_a_title_of_the_persons_own_stays(database: ConversationDatabase) -> None:
    created = await database.conversations.create({})
    await database.conversations.rename(created.id, "Physics")
    await database.messages.add(created.id, said("What is heat?"))
    assert (await database.conversations.get(created.id)).title == "Physics"


async def test_what_is_pinned_comes_first_and_then_what_was_used_last(
    database: ConversationDatabase,
) -> None:
    first, second, third = [await talk(database, text) for text in ("one", "two", "three")]
    await database.conversations.pin(second, pinned=True)
    await answer(database, first, "Yes?")
    listed = await database.conversations.page()
    assert [conversation.id for conversation in listed] == [second, first, third]


async def test_the_list_comes_in_pages_without_gaps(database: ConversationDatabase) -> None:
    created = [(await database.conversations.create({})).id for _ in range(25)]
    await database.conversations.pin(created[3], pinned=True)
    seen: list[int] = []
    page = await database.conversations.page(limit=10)
    while page:
        seen += [conversation.id for conversation in page]
        page = await database.conversations.page(after=page[-1], limit=10)
    assert seen == [created[3], *reversed(created[4:]), *reversed(created[:3])]


async def test_tags_narrow_the_list(database: ConversationDatabase) -> None:
    tagged, other = await talk(database, "one"), await talk(database, "two")
    await database.conversations.set_tags(tagged, ["work", " work ", "", "later"])
    await database.conversations.set_tags(other, ["home"])
    (found,) = await database.conversations.page(tag="work")
    assert (found.id, found.tags) == (tagged, ("later", "work"))
    assert await database.conversations.all_tags() == ["home", "later", "work"]
    await database.bin.delete_conversation(other)
    assert await database.conversations.all_tags() == ["later", "work"]


async def test_parameters_and_everything_else_are_there_after_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        created = await database.conversations.create({"model": "a", "temperature": 0.7})
        await database.conversations.set_parameters(created.id, {"model": "b", "seed": 1})
        kept = await database.conversations.get(created.id)
    async with opened(tmp_path) as database:
        assert await database.conversations.get(created.id) == kept
        assert kept.parameters == {"model": "b", "seed": 1}


async def test_tokens_of_a_conversation_are_added_up(database: ConversationDatabase) -> None:
    conversation = await talk(database, "one")
    await answer(database, conversation, "two", end=FULL_END)
    await answer(database, conversation, "three", end=FULL_END)
    tokens = await database.conversations.tokens(conversation)
    assert (tokens.prompt_tokens, tokens.completion_tokens, tokens.total_tokens) == (20, 40, 60)
    assert tokens.estimated


async def test_a_conversation_that_is_gone_is_not_found(database: ConversationDatabase) -> None:
    with pytest.raises(LookupError):
        await database.conversations.get(99)
    with pytest.raises(LookupError):
        await database.messages.add(99, said("hello"))


async def test_half_a_character_does_not_lose_the_message(database: ConversationDatabase) -> None:
    conversation = await talk(database, "half \ud83d and whole \ud83d\ude00")
    (message,) = await database.messages.branch(conversation)
    assert message.text == "half \ufffd and whole 😀"


async def test_deleting_reads_no_table_from_end_to_end(database: ConversationDatabase) -> None:
    """Foreign keys without an index would make emptying the bin quadratic."""

    def unindexed(connection: sqlite3.Connection) -> list[str]:
        found = []
        tables = [
            r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        for table in tables:
            for key in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall():
                plan = connection.execute(
                    f"EXPLAIN QUERY PLAN SELECT 1 FROM {table} WHERE {key['from']} = 1"
                ).fetchone()["detail"]
                if not plan.startswith("SEARCH"):
                    found.append(f"{table}.{key['from']}")
        return found

    assert await database._thread.read(unindexed) == []
