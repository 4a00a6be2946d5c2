"""Conversations as JSON with all branches and files: an array of self-contained documents.

Its shape is a promise: a change that older versions could misread raises VERSION.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop_app.core.conversations import Attachment, ConversationTree, StoredMessage
    from desktop_app.core.replies import Timing, UsageReport
    from desktop_app.storage.database.exchange.export_format import ReadFile

FORMAT = "llmhub-desktop conversation"
VERSION = 1


class JsonFormat:
    """Writes what `json_reading` reads."""

    def begin(self) -> str:
        """The array."""
        return "[\n"

    def between(self) -> str:
        """A comma."""
        return ",\n"

    def end(self) -> str:
        """The end of the array."""
        return "\n]\n"

    def conversation(self, tree: ConversationTree, read_file: ReadFile) -> Iterator[str]:
        """One document, a message at a time: a long one at once would hold up other threads."""
        head = json.dumps(_head_of(tree), ensure_ascii=False)
        yield f'{head.removesuffix("}")}, "messages": ['
        for number, message in enumerate(tree.messages):
            yield ",\n" if number else "\n"
            yield json.dumps(_message_of(message), ensure_ascii=False)
        yield '],\n"files": {'
        separator = "\n"
        for digest in _digests(tree):
            content = read_file(digest)
            if content is not None:
                yield f'{separator}"{digest}": "{base64.b64encode(content).decode()}"'
                separator = ",\n"
        yield "}}"


def _head_of(tree: ConversationTree) -> dict[str, Any]:
    conversation = tree.conversation
    return {
        "format": FORMAT,
        "version": VERSION,
        "title": conversation.title,
        "renamed": conversation.renamed,
        "pinned": conversation.pinned,
        "tags": list(conversation.tags),
        "created": conversation.created.isoformat(),
        "used": conversation.used.isoformat(),
        "parameters": dict(conversation.parameters),
        "active_leaf": conversation.active_leaf,
    }


def _message_of(message: StoredMessage) -> dict[str, Any]:
    fields = {
        "id": message.id,
        "parent": message.parent_id,
        "role": message.role.value,
        "text": message.text,
        "state": message.state.value,
        "created": message.created.isoformat(),
        "model": message.model,
        "reasoning": message.reasoning,
        "reasoning_seconds": message.reasoning_seconds,
        "attachments": [_attachment_of(attachment) for attachment in message.attachments],
        "tool_calls": [
            {"id": call.id, "name": call.name, "arguments": call.arguments}
            for call in message.tool_calls
        ],
        "tool_call_id": message.tool_call_id,
        "finish_reason": message.finish_reason and message.finish_reason.value,
        "usage": message.usage and _usage_of(message.usage),
        "timing": message.timing and _timing_of(message.timing),
    }
    always = ("id", "parent", "role", "text")
    return {name: value for name, value in fields.items() if name in always or value}


def _attachment_of(attachment: Attachment) -> dict[str, Any]:
    return {
        "name": attachment.name,
        "media_type": attachment.media_type,
        "size": attachment.size,
        "digest": attachment.digest,
        "url": attachment.url,
    }


def _usage_of(usage: UsageReport) -> dict[str, Any]:
    return {
        "prompt_tokens": usage.prompt_tokens,
        "completion_tokens": usage.completion_tokens,
        "total_tokens": usage.total_tokens,
        "estimated": usage.estimated,
    }


def _timing_of(timing: Timing) -> dict[str, Any]:
    return {"first_token": timing.first_token, "total": timing.total}


def _digests(tree: ConversationTree) -> list[str]:
    found = {
        attachment.digest
        for message in tree.messages
        for attachment in message.attachments
        if attachment.digest
    }
    return sorted(found)
