"""Words are found as they are typed, whatever is typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.storage.database.talking import answer, said, talk

if TYPE_CHECKING:
    import sqlite3

    from desktop_app.core.conversations import SearchHit
    from desktop_app.storage.database import ConversationDatabase


def _marked(hit: SearchHit) -> list[str]:
    return [hit.excerpt[start:end] for start, end in hit.marks]


async def test_the_beginning_of_a_word_finds_it_in_any_case(database: ConversationDatabase) -> None:
    conversation = await talk(database, "hello", "The Wärmepumpe moves heat.")
    (hit,) = await database.search.find("WARMEP")
    assert (hit.conversation_id, hit.title) == (conversation, "hello")
    assert hit.excerpt == "The Wärmepumpe moves heat."
    assert _marked(hit) == ["Wärmepumpe"]


async def test_all_words_must_be_there_and_all_are_marked(database: ConversationDatabase) -> None:
    await talk(database, "x", "red apples and green pears")
    await talk(database, "x", "red cherries")
    (hit,) = await database.search.find("pear red")
    assert _marked(hit) == ["red", "pears"]


async def test_quotation_marks_find_a_phrase(database: ConversationDatabase) -> None:
    await talk(database, "x", "over the moon")
    await talk(database, "x", "the moon is over there")
    (hit,) = await database.search.find('"over the"')
    assert hit.excerpt == "over the moon"


async def test_titles_come_first_and_then_the_newest_messages(
    database: ConversationDatabase,
) -> None:
    old = await talk(database, "tea in general", "x")
    new = await talk(database, "x", "green tea")
    hits = await database.search.find("tea")
    assert [(hit.conversation_id, hit.message_id is None) for hit in hits] == [
        (old, True),
        (new, False),
        (old, False),
    ]
    assert _marked(hits[0]) == ["tea"]


async def test_hits_come_in_pages(database: ConversationDatabase) -> None:
    await talk(database, "x", *(f"word {number}" for number in range(7)))
    first = await database.search.find("word", limit=5)
    rest = await database.search.find("word", limit=5, before=first[-1])
    assert [hit.excerpt for hit in first + rest] == [f"word {n}" for n in range(6, -1, -1)]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        '"',
        '""',
        "'",
        "*",
        "a*b",
        "NEAR(",
        "a AND",
        "OR",
        "NOT x",
        "-",
        "(",
        "col:x",
        "a\x00b",
        "^x",
        "{a}",
        "😀",
        "�",
        "a" * 5000,
        "%",
        ";DROP TABLE messages",
        "text:x",
    ],
)
async def test_nothing_that_is_typed_breaks_the_search(
    database: ConversationDatabase, typed: str
) -> None:
    await talk(database, "something else entirely")
    assert await database.search.find(typed) == []
    assert len(await database.search.find("entirely")) == 2


async def test_words_with_punctuation_are_found(database: ConversationDatabase) -> None:
    await talk(database, "x", "call foo_bar(x) from config-file.json, it's C++")
    for typed in ("foo_bar(", "config-fi", "it's", "C++", "file.json"):
        assert len(await database.search.find(typed)) == 1, typed


async def test_an_excerpt_of_a_long_text_is_short_and_holds_the_hit(
    database: ConversationDatabase,
) -> None:
    text = " ".join(["hay"] * 3000 + ["needle"] + ["straw"] * 3000)
    await talk(database, "x", text)
    (hit,) = await database.search.find("needle")
    assert _marked(hit) == ["needle"]
    assert len(hit.excerpt) < 300


async def test_the_index_follows_every_change(database: ConversationDatabase) -> None:
    conversation = await talk(database, "alpha")
    stored = await answer(database, conversation, "beta")
    await database.conversations.rename(conversation, "gamma")
    found = {word: len(await database.search.find(word)) for word in ("alpha", "beta", "gamma")}
    assert found == {"alpha": 1, "beta": 1, "gamma": 1}
    await database.bin.delete_message(stored.id)
    assert await database.search.find("beta") == []
    await database.bin.restore_message(stored.id)
    assert len(await database.search.find("beta")) == 1
    await database.bin.delete_conversation(conversation)
    assert await database.search.find("alpha") == []
    assert await database.search.find("gamma") == []
    await database.bin.empty()
    for table in ("message_index", "title_index"):
        check = f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)"
        await database._thread.run(partial(_execute, statement=check))


async def test_a_message_is_found_in_whatever_branch_it_is(database: ConversationDatabase) -> None:
    conversation = await talk(database, "first wording")
    (first,) = await database.messages.branch(conversation)
    await database.messages.add(conversation, said("second"), instead_of=first.id)
    hits = await database.search.find("wording")
    assert [hit.message_id for hit in hits] == [None, first.id]


def _execute(connection: sqlite3.Connection, statement: str) -> None:
    connection.execute(statement)
