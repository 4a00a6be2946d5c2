"""Reads a conversation of ChatGPT's own export (`conversations.json`).

A conversation holds a `mapping` of nodes, each with `parent`, `children` and, unless it is only a
joint, a `message` with `author`, `content` and `metadata`. The format is not documented by OpenAI;
what is read here is what the exports have had since 2023.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeGuard

from desktop_app.core.conversations import (
    Attachment,
    Conversation,
    ConversationTree,
    MessageState,
    StoredMessage,
)
from desktop_app.core.messages import Role

_ROLES = {"user": Role.USER, "assistant": Role.ASSISTANT}
_REASONING = {"thoughts", "reasoning_recap"}
_TEXTS = {"text", "multimodal_text", "code"}


class ChatGptConversation(NamedTuple):
    """What was read, and how much was left out."""

    tree: ConversationTree
    messages_left_out: int
    pictures_left_out: int


class _Place(NamedTuple):
    node_id: str
    parent: int | None
    reasoning: str


def is_chatgpt_document(document: object) -> TypeGuard[dict[str, Any]]:
    """Whether it looks like a conversation of ChatGPT."""
    return isinstance(document, dict) and isinstance(document.get("mapping"), dict)


def read_chatgpt(document: dict[str, Any]) -> ChatGptConversation:
    """The conversation of a document with all its branches.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: something is of the wrong kind.
    """
    walk = _Walk(document["mapping"])
    created = _moment(document.get("create_time"))
    title = document.get("title") or ""
    conversation = Conversation(
        id=0,
        title=title,
        renamed=bool(title),
        pinned=bool(document.get("is_starred")),
        tags=(),
        created=created,
        used=_moment(document.get("update_time"), created),
        parameters={},
        active_leaf=walk.kept_as(document.get("current_node")),
    )
    tree = ConversationTree(conversation, tuple(walk.messages))
    return ChatGptConversation(tree, walk.left_out, walk.pictures_left_out)


class _Walk:
    """Goes down from the roots, parents first; what is passed over hands its parent on."""

    def __init__(self, mapping: dict[str, dict[str, Any]]) -> None:
        self.messages: list[StoredMessage] = []
        self.left_out = 0
        self.pictures_left_out = 0
        self._kept: dict[str, int | None] = {}
        self._mapping = mapping
        places = [
            _Place(node_id, None, "")
            for node_id, node in mapping.items()
            if node.get("parent") not in mapping
        ]
        while places:
            place = places.pop()
            if place.node_id not in self._kept:  # a broken file may go round in circles
                places.extend(self._visit(place))
        self.messages.sort(key=lambda message: message.id)

    def kept_as(self, node_id: object) -> int | None:
        """The message of a node, or of the nearest above; without a node that of the last one."""
        if isinstance(node_id, str) and node_id in self._kept:
            return self._kept[node_id]
        return self.messages[-1].id if self.messages else None

    def _visit(self, place: _Place) -> list[_Place]:
        node = self._mapping[place.node_id]
        parent, reasoning = place.parent, place.reasoning
        message = node.get("message")
        if message:
            kind = message.get("content", {}).get("content_type")
            if kind in _REASONING:
                reasoning = _joined(reasoning, _reasoning_of(message["content"]))
            elif (stored := self._message(message, place)) is not None:
                self.messages.append(stored)
                parent, reasoning = stored.id, ""
        self._kept[place.node_id] = parent
        children = [child for child in node.get("children", ()) if child in self._mapping]
        return [_Place(child, parent, reasoning) for child in reversed(children)]

    def _message(self, message: dict[str, Any], place: _Place) -> StoredMessage | None:
        content, metadata = message["content"], message.get("metadata") or {}
        role = _ROLES.get(message["author"]["role"])
        hidden = metadata.get("is_visually_hidden_from_conversation")
        to_a_tool = message.get("recipient", "all") != "all"
        text = _text_of(content)
        pictures = _pictures_of(content)
        if not text and not pictures:
            return None
        if role is None or hidden or to_a_tool or content.get("content_type") not in _TEXTS:
            self.left_out += not hidden and message["author"]["role"] != "system"
            return None
        self.pictures_left_out += len(pictures)
        return StoredMessage(
            id=len(self.messages) + 1,
            parent_id=place.parent,
            role=role,
            text=text,
            state=MessageState.FINISHED,
            created=_moment(message.get("create_time")),
            model=metadata.get("model_slug") or "",
            reasoning=place.reasoning if role is Role.ASSISTANT else "",
            attachments=pictures,
        )


def _text_of(content: dict[str, Any]) -> str:
    if isinstance(content.get("text"), str):
        return str(content["text"])
    parts = content.get("parts") or ()
    return "\n\n".join(part for part in parts if isinstance(part, str) and part)


def _pictures_of(content: dict[str, Any]) -> tuple[Attachment, ...]:
    # Only a pointer: the file lies beside conversations.json under a name of its own.
    return tuple(
        Attachment(str(part["asset_pointer"]), "image/*", int(part.get("size_bytes") or 0))
        for part in content.get("parts") or ()
        if isinstance(part, dict) and "asset_pointer" in part
    )


def _reasoning_of(content: dict[str, Any]) -> str:
    thoughts = content.get("thoughts") or ()
    return "\n\n".join(str(thought.get("content") or "") for thought in thoughts)


def _joined(first: str, second: str) -> str:
    return f"{first}\n\n{second}" if first and second else first or second


def _moment(seconds: float | None, default: datetime | None = None) -> datetime:
    if seconds is None:
        return default or datetime.now(UTC)
    return datetime.fromtimestamp(float(seconds), UTC)
