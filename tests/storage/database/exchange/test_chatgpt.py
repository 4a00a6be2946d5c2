"""ChatGPT's own export can be taken in."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.core.conversations import Attachment
from desktop_app.core.messages import Role

if TYPE_CHECKING:
    from desktop_app.storage.database import ConversationDatabase

HIDDEN = {"is_visually_hidden_from_conversation": True}


def _node(
    name: str,
    parent: str | None,
    role: str = "",
    parts: list[Any] | None = None,
    *children: str,
    **fields: Any,
) -> dict[str, Any]:
    content = fields.pop("content", {"content_type": "text", "parts": parts})
    message = {
        "id": name,
        "author": {"role": role},
        "content": content,
        "create_time": 1_700_000_000.5,
        "metadata": {},
        **fields,
    }
    return {
        "id": name,
        "parent": parent,
        "children": list(children),
        "message": message if role else None,
    }


def _export() -> list[dict[str, Any]]:
    picture = {
        "content_type": "image_asset_pointer",
        "asset_pointer": "file-service://file-abc",
        "size_bytes": 1234,
    }
    multimodal = {"content_type": "multimodal_text", "parts": [picture, "What is this?"]}
    thoughts = {"content_type": "thoughts", "thoughts": [{"summary": "s", "content": "Hm, a cat"}]}
    code = {"content_type": "code", "language": "python", "text": "print(1)"}
    nodes = [
        _node("root", None, "", None, "system"),
        _node("system", "root", "system", [""], "question", metadata=HIDDEN),
        _node("question", "system", "user", None, "thinks", "other", content=multimodal),
        _node("thinks", "question", "assistant", None, "recap", content=thoughts),
        _node("recap", "thinks", "assistant", None, "first",
              content={"content_type": "reasoning_recap", "content": "Thought for 2 s"}),
        _node("first", "recap", "assistant", ["A cat."], "follow",
              metadata={"model_slug": "gpt-5"}),
        _node("other", "question", "assistant", ["A dog."]),
        _node("follow", "first", "user", ["Count ", "them"], "call"),
        _node("call", "follow", "assistant", None, "result", content=code, recipient="python"),
        _node("result", "call", "tool", ["1"], "final"),
        _node("final", "result", "assistant", ["One."]),
    ]  # fmt: skip
    return [
        {
            "title": "Cat picture",
            "create_time": 1_700_000_000.0,
            "update_time": 1_700_000_100.0,
            "current_node": "final",
            "mapping": {node["id"]: node for node in nodes},
        },
        {"title": None, "create_time": None, "mapping": {}, "current_node": None},
        {"title": "broken", "mapping": {"a": "b"}},
    ]


async def test_branches_authors_and_reasoning_are_taken_in(
    database: ConversationDatabase, tmp_path: Path
) -> None:
    file = tmp_path / "conversations.json"
    file.write_text(json.dumps(_export()), "utf-8")
    report = await database.importer.read_file(file)
    assert (len(report.conversations), report.refused) == (2, 1)
    assert (report.messages_left_out, report.pictures_left_out) == (2, 1)
    conversation = await database.conversations.get(report.conversations[0])
    assert (conversation.title, conversation.renamed) == ("Cat picture", True)
    assert conversation.used == datetime.fromtimestamp(1_700_000_100, UTC)
    branch = await database.messages.branch(conversation.id)
    assert [(message.role, message.text) for message in branch] == [
        (Role.USER, "What is this?"),
        (Role.ASSISTANT, "A cat."),
        (Role.USER, "Count \n\nthem"),
        (Role.ASSISTANT, "One."),
    ]
    question, first = branch[:2]
    assert question.attachments == (Attachment("file-service://file-abc", "image/*", 1234),)
    assert (first.reasoning, first.model) == ("Hm, a cat", "gpt-5")
    assert (first.position, first.siblings) == (1, 2)
    assert first.created == datetime.fromtimestamp(1_700_000_000.5, UTC)
    await database.messages.show_sibling(first.id, 1)
    assert (await database.messages.branch(conversation.id))[-1].text == "A dog."


async def test_a_mapping_that_goes_round_in_circles_comes_to_an_end(
    database: ConversationDatabase, tmp_path: Path
) -> None:
    nodes = [
        _node("a", None, "user", ["one"], "b"),
        _node("b", "a", "assistant", ["two"], "a", "c", "b"),
    ]
    document = {"mapping": {node["id"]: node for node in nodes}, "current_node": "gone"}
    file = tmp_path / "conversations.json"
    file.write_text(json.dumps([document]), "utf-8")
    report = await database.importer.read_file(file)
    branch = await database.messages.branch(report.conversations[0])
    assert [message.text for message in branch] == ["one", "two"]
