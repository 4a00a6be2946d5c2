"""Reads back the documents that `json_format` writes."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Any, TypeGuard

from desktop_app.core.conversations import (
    Attachment,
    Conversation,
    ConversationTree,
    MessageState,
    StoredMessage,
)
from desktop_app.core.messages import Role, ToolCall
from desktop_app.core.replies import FinishReason, Timing, UsageReport
from desktop_app.storage.database.exchange.json_format import FORMAT, VERSION


def is_own_document(document: object) -> TypeGuard[dict[str, Any]]:
    """Whether this program wrote it, in a version that is known here."""
    return (
        isinstance(document, dict)
        and document.get("format") == FORMAT
        and document.get("version") == VERSION
    )


def tree_of_document(document: dict[str, Any]) -> ConversationTree:
    """The conversation of a document; its ids only tell its messages apart.

    Raises:
        KeyError, TypeError, ValueError: something is missing or of the wrong kind.
    """
    conversation = Conversation(
        id=0,
        title=_text(document["title"]),
        renamed=bool(document["renamed"]),
        pinned=bool(document["pinned"]),
        tags=tuple(_text(tag) for tag in document["tags"]),
        created=_moment(document["created"]),
        used=_moment(document["used"]),
        parameters=dict(document["parameters"]),
        active_leaf=document["active_leaf"],
    )
    return ConversationTree(conversation, tuple(_message(m) for m in document["messages"]))


def files_of_document(document: dict[str, Any]) -> dict[str, bytes]:
    """The content of its attachments by the digest that the document gives them.

    Raises:
        TypeError, ValueError: something is of the wrong kind.
    """
    return {
        digest: base64.b64decode(content, validate=True)
        for digest, content in dict(document.get("files", {})).items()
    }


def _message(fields: dict[str, Any]) -> StoredMessage:
    state = MessageState(fields["state"])
    reason = fields.get("finish_reason")
    usage, timing = fields.get("usage"), fields.get("timing")
    seconds = fields.get("reasoning_seconds")
    return StoredMessage(
        id=fields["id"],
        parent_id=fields["parent"],
        role=Role(fields["role"]),
        text=_text(fields["text"]),
        # Whoever was writing it is not writing here.
        state=MessageState.INTERRUPTED if state is MessageState.STREAMING else state,
        created=_moment(fields["created"]),
        model=_text(fields.get("model", "")),
        reasoning=_text(fields.get("reasoning", "")),
        reasoning_seconds=None if seconds is None else float(seconds),
        attachments=tuple(_attachment(a) for a in fields.get("attachments", ())),
        tool_calls=tuple(
            ToolCall(_text(call["id"]), _text(call["name"]), _text(call["arguments"]))
            for call in fields.get("tool_calls", ())
        ),
        tool_call_id=_text(fields.get("tool_call_id", "")),
        finish_reason=None if reason is None else FinishReason(reason),
        usage=None if usage is None else _usage(usage),
        timing=None if timing is None else _timing(timing),
    )


def _attachment(fields: dict[str, Any]) -> Attachment:
    return Attachment(
        _text(fields["name"]),
        _text(fields["media_type"]),
        int(fields["size"]),
        _text(fields["digest"]),
        _text(fields["url"]),
    )


def _usage(fields: dict[str, Any]) -> UsageReport:
    return UsageReport(
        int(fields["prompt_tokens"]),
        int(fields["completion_tokens"]),
        int(fields["total_tokens"]),
        bool(fields["estimated"]),
    )


def _timing(fields: dict[str, Any]) -> Timing:
    first = fields["first_token"]
    return Timing(None if first is None else float(first), float(fields["total"]))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _moment(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
