"""What is exported as JSON comes back as it was."""

from __future__ import annotations

import asyncio
import io
import json
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app.core.conversations import ConversationTree
from desktop_app.core.errors import ConversationsUnreadable, FileUnwritable
from desktop_app.storage.database.exchange import JsonFormat
from desktop_app.storage.database.exchange.json_array import elements
from tests.storage.database.talking import PICTURE, opened, rich_conversation, shown, talk

if TYPE_CHECKING:
    from desktop_app.storage.database import ConversationDatabase


def _without_ids(tree: ConversationTree) -> ConversationTree:
    """Trees that are equal but for their ids become the same."""
    place = {message.id: number for number, message in enumerate(tree.messages)}

    def renumbered(message_id: int | None) -> int | None:
        return None if message_id is None else place[message_id]

    leaf = renumbered(tree.conversation.active_leaf)
    return ConversationTree(
        replace(tree.conversation, id=0, active_leaf=leaf),
        tuple(replace(m, id=place[m.id], parent_id=renumbered(m.parent_id)) for m in tree.messages),
    )


async def test_a_round_trip_to_another_computer_changes_nothing(
    database: ConversationDatabase, tmp_path: Path
) -> None:
    await talk(database)  # one without a word in it
    ids = [await rich_conversation(database), await talk(database, "a", "b \u2028 \0 ”", "c")]
    deleted = (await database.messages.branch(ids[1]))[1]
    await database.bin.delete_message(deleted.id)
    trees = [await database.messages.tree(conversation) for conversation in ids]
    await database.exporter.export(tmp_path / "all.json", JsonFormat(), ids)
    async with opened(tmp_path / "other") as other:
        await talk(other, "something of its own")
        report = await other.importer.read_file(tmp_path / "all.json")
        assert (report.refused, len(report.conversations)) == (0, 2)
        for tree, conversation in zip(trees, report.conversations, strict=True):
            taken = await other.messages.tree(conversation)
            assert _without_ids(taken) == _without_ids(tree)
        (picture,) = (await other.messages.branch(report.conversations[0]))[0].attachments
        assert await other.attachments.read(picture) == PICTURE.content
        assert len(await other.search.find("closer")) == 0  # reasoning is not searched
        assert len(await other.search.find("cat")) == 2


async def test_all_that_is_not_in_the_bin_is_exported(
    database: ConversationDatabase, tmp_path: Path
) -> None:
    for title in ("one", "two", "three"):
        deleted = await talk(database, title)
    await database.bin.delete_conversation(deleted)
    await database.exporter.export(tmp_path / "all.json", JsonFormat())
    documents = json.loads((tmp_path / "all.json").read_text("utf-8"))
    assert [document["title"] for document in documents] == ["one", "two"]
    assert {document["version"] for document in documents} == {1}


async def test_one_bad_conversation_does_not_spoil_the_others(
    database: ConversationDatabase, tmp_path: Path
) -> None:
    await rich_conversation(database)
    file = tmp_path / "all.json"
    await database.exporter.export(file, JsonFormat())
    (good,) = json.loads(file.read_text("utf-8"))
    orphan = {**good, "messages": good["messages"][1:]}
    newer = {**good, "version": 2}
    wrong = {**good, "messages": "none"}
    file.write_text(json.dumps([orphan, newer, good, wrong, 7, None]), "utf-8")
    report = await database.importer.read_file(file)
    assert (len(report.conversations), report.refused) == (1, 5)
    assert len(await database.conversations.page()) == 2


async def test_a_file_that_ends_too_early_gives_what_it_holds(
    database: ConversationDatabase, tmp_path: Path
) -> None:
    await talk(database, "one")
    await talk(database, "two")
    file = tmp_path / "all.json"
    await database.exporter.export(file, JsonFormat())
    file.write_text(file.read_text("utf-8")[:-40], "utf-8")
    report = await database.importer.read_file(file)
    (conversation,) = report.conversations
    assert await shown(database, conversation) == ["one"]
    assert report.refused == 1


@pytest.mark.parametrize("content", [b"", b"hello", b"[1, 2]", b"{}", b"\xff\xfe\0", b'[{"format"'])
async def test_a_file_without_conversations_is_refused(
    database: ConversationDatabase, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "holiday.json"
    file.write_bytes(content)
    with pytest.raises(ConversationsUnreadable) as caught:
        await database.importer.read_file(file)
    assert caught.value.name == "holiday.json"


async def test_no_file_outside_the_folder_can_be_reached_by_an_import(
    database: ConversationDatabase, tmp_path: Path
) -> None:
    conversation = await rich_conversation(database)
    file = tmp_path / "all.json"
    await database.exporter.export(file, JsonFormat(), [conversation])
    (document,) = json.loads(file.read_text("utf-8"))
    (secret := tmp_path / "secret").write_text("secret")
    for path in (str(secret), "../../secret", "%2e%2e/secret"):
        document["messages"][0]["attachments"][0]["digest"] = path
        document["files"] = {}
        file.write_text(json.dumps(document), "utf-8")
        report = await database.importer.read_file(file)
        (picture,) = (await database.messages.branch(report.conversations[0]))[0].attachments
        assert await database.attachments.read(picture) is None


async def test_a_folder_that_cannot_be_written_is_said(database: ConversationDatabase) -> None:
    await talk(database, "one")
    with pytest.raises(FileUnwritable):
        await database.exporter.export(Path("/nowhere/all.json"), JsonFormat())


async def test_an_export_that_fails_leaves_the_older_file(
    database: ConversationDatabase, tmp_path: Path
) -> None:
    (file := tmp_path / "all.json").write_text("older")
    with pytest.raises(LookupError):
        await database.exporter.export(file, JsonFormat(), [99])
    assert file.read_text() == "older"
    assert _names_in(tmp_path) == ["all.json", "conversations"]


async def test_a_cancelled_export_leaves_nothing_behind(
    database: ConversationDatabase, tmp_path: Path
) -> None:
    for number in range(50):
        await talk(database, str(number))
    exporting = asyncio.create_task(database.exporter.export(tmp_path / "a.json", JsonFormat()))
    await asyncio.sleep(0)
    exporting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await exporting
    deadline = time.monotonic() + 10
    while _names_in(tmp_path) != ["conversations"]:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)


def test_an_array_is_read_an_element_at_a_time_whatever_its_size() -> None:
    values: list[object] = [{"n": n, "text": "ä" * (n * 40_000)} for n in range(12)]
    values += ["x", 1.5, None, [], {}]
    for indent in (None, 2):
        text = json.dumps(values, indent=indent, ensure_ascii=False)
        assert list(elements(io.StringIO("\ufeff " + text))) == values
    assert list(elements(io.StringIO("[]"))) == []
    for broken in ('[{"a": 1}', "[1 2]", "[1,]"):
        with pytest.raises(ValueError, match=r"."):
            list(elements(io.StringIO(broken)))


def _names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
