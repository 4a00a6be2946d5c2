"""What a person imports is there, and what could not be taken is said."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING

from tests.storage.database.exchange.test_chatgpt import _export
from tests.storage.database.talking import rich_conversation, shown, talk

if TYPE_CHECKING:
    from tests.tabs.chat.exchange.exchanging import Person


async def test_an_exported_file_can_be_imported_and_a_second_time_is_said_honestly(
    person: Person, tmp_path: Path
) -> None:
    file = tmp_path / "all.json"
    conversation = await rich_conversation(person.database)
    await talk(person.database, "other")
    await person.choose_file("chat.export_all", file)
    await person.told("2 conversations")
    await person.database.bin.delete_conversation(conversation)
    await person.choose_file("chat.import", file)
    assert await person.told("imported") == (
        "2 conversations were imported. There before, and twice now: 1 of them."
    )
    (first,) = person.imported
    assert await shown(person.database, first[0]) == await shown(person.database, conversation)
    person.strip.clear()
    await person.choose_file("chat.import", file)
    assert await person.told("imported") == (
        "2 conversations were imported. All of it was there before, and is there twice now."
    )
    assert len(person.imported) == 2


async def test_an_export_of_chatgpt_is_imported_with_what_was_left_out(
    person: Person, tmp_path: Path
) -> None:
    file = tmp_path / "conversations.json"
    broken = {"mapping": {"a": {"message": {"content": 7}}}}
    file.write_text(json.dumps([*_export(), broken]), "utf-8")
    await person.choose_file("chat.import", file)
    said = await person.told("imported")
    assert said == (
        "2 conversations were imported. Conversations that could not be read: 2. "
        "Messages of an unknown kind, left out: 2. Pictures that are not in the file: 1."
    )


async def test_a_file_that_is_none_is_told_in_a_sentence(person: Person, tmp_path: Path) -> None:
    for content in (b"\x89PNG\r\n", b'{"holiday": 1}', b""):
        (tmp_path / "holiday.json").write_bytes(content)
        await person.choose_file("chat.import", tmp_path / "holiday.json")
        assert "“holiday.json” holds no conversations that" in await person.complained("holiday")
        person.banner.clear()
    assert person.imported == []


async def test_an_empty_list_of_conversations_is_no_error(person: Person, tmp_path: Path) -> None:
    (tmp_path / "none.json").write_text("[]")
    await person.choose_file("chat.import", tmp_path / "none.json")
    assert await person.told("none.json") == "“none.json” holds no conversation."


async def test_what_was_imported_before_a_cancellation_stays_and_is_told(
    person: Person, tmp_path: Path
) -> None:
    file = tmp_path / "many.json"
    await talk(person.database, "one", "answer")
    await person.choose_file("chat.export_all", file)
    await person.told("written")
    (document,) = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps([document] * 5_000), "utf-8")
    await person.choose_file("chat.import", file)
    await person.told("Importing… ")
    person.cancel()
    said = await person.told("Cancelled")
    ((*taken,),) = person.imported
    assert f"What was imported before stays: {len(taken)}." in said
    assert 0 < len(taken) < 5_000
    await asyncio.sleep(0.05)
    known = {conversation.id for conversation in await person.database.conversations.page(limit=-1)}
    assert len(known) == len(taken) + 1, "nothing goes on behind the person's back"
