"""Turns rows of the database into the program's types, and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from desktop_app.core.conversations import Attachment, Conversation, MessageState, StoredMessage
from desktop_app.core.messages import Role, ToolCall
from desktop_app.core.replies import FinishReason, Timing, UsageReport

if TYPE_CHECKING:
    import sqlite3

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now() -> int:
    """This moment, as it is stored: microseconds since 1970."""
    return stored_time(datetime.now(UTC))


def stored_time(moment: datetime) -> int:
    """A moment as microseconds since 1970."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment_of(stored: int) -> datetime:
    """The moment of a stored time, in UTC."""
    return _EPOCH + timedelta(microseconds=stored)


def storable(text: str) -> str:
    """The text with every half of a surrogate pair joined to the other, or replaced."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def stored_json(value: object) -> str:
    """A value as the text that is stored."""
    return json.dumps(value)  # ASCII: no half of a surrogate pair can disturb


def conversation_of(row: sqlite3.Row, tags: Sequence[str]) -> Conversation:
    """A row of `conversations`."""
    return Conversation(
        id=row["id"],
        title=row["title"],
        renamed=bool(row["renamed"]),
        pinned=bool(row["pinned"]),
        tags=tuple(tags),
        created=moment_of(row["created_at"]),
        used=moment_of(row["used_at"]),
        parameters=json.loads(row["parameters"]),
        travels=json.loads(row["travels"]),
        active_leaf=row["active_leaf"],
        deleted=None if row["deleted_at"] is None else moment_of(row["deleted_at"]),
    )


def message_of(
    row: sqlite3.Row, attachments: Sequence[Attachment], position: int = 1, siblings: int = 1
) -> StoredMessage:
    """A row of `messages`."""
    reason = row["finish_reason"]
    return StoredMessage(
        id=row["id"],
        parent_id=row["parent_id"],
        role=Role(row["role"]),
        text=row["text"],
        state=MessageState(row["state"]),
        created=moment_of(row["created_at"]),
        model=row["model"],
        reasoning=row["reasoning"],
        reasoning_seconds=row["reasoning_seconds"],
        attachments=tuple(attachments),
        tool_calls=tuple(ToolCall(**call) for call in json.loads(row["tool_calls"])),
        tool_call_id=row["tool_call_id"],
        finish_reason=None if reason is None else FinishReason(reason),
        usage=_usage_of(row),
        timing=_timing_of(row),
        position=position,
        siblings=siblings,
    )


def calls_json(calls: Sequence[ToolCall]) -> str:
    """Tool calls as they are stored."""
    return stored_json(
        [{"id": call.id, "name": call.name, "arguments": call.arguments} for call in calls]
    )


def usage_columns(usage: UsageReport | None) -> dict[str, Any]:
    """The columns of `messages` that hold the use of tokens."""
    return {
        "prompt_tokens": usage.prompt_tokens if usage else None,
        "completion_tokens": usage.completion_tokens if usage else None,
        "total_tokens": usage.total_tokens if usage else None,
        "tokens_estimated": usage.estimated if usage else False,
    }


def timing_columns(timing: Timing | None) -> dict[str, Any]:
    """The columns of `messages` that hold the times of an answer."""
    return {
        "first_token_seconds": timing.first_token if timing else None,
        "total_seconds": timing.total if timing else None,
    }


def _usage_of(row: sqlite3.Row) -> UsageReport | None:
    if row["total_tokens"] is None:
        return None
    return UsageReport(
        row["prompt_tokens"],
        row["completion_tokens"],
        row["total_tokens"],
        bool(row["tokens_estimated"]),
    )


def _timing_of(row: sqlite3.Row) -> Timing | None:
    if row["total_seconds"] is None:
        return None
    return Timing(row["first_token_seconds"], row["total_seconds"])
