"""Conversations as they are kept: a tree of messages, one branch of which is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from desktop_app.core.messages import Role, ToolCall
    from desktop_app.core.replies import FinishReason, Timing, UsageReport

_TITLE_LENGTH = 60  # characters


class MessageState(StrEnum):
    """How far a message has come; INTERRUPTED when the program ended while it was streaming."""

    STREAMING = "streaming"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or file of a message, of `size` bytes.

    It is kept here under `digest`, elsewhere at `url`, or, with neither, not at hand.
    """

    name: str
    media_type: str
    size: int = 0
    digest: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class NewAttachment:
    """A picture or file that is to be kept."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMessage:
    """A message that is to be kept; attachments of an older message can be used again."""

    role: Role
    text: str
    attachments: tuple[Attachment | NewAttachment, ...] = ()
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str = ""
    model: str = ""
    state: MessageState = MessageState.FINISHED


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerEnd:
    """How an answer ended, and what is known of it then."""

    state: MessageState
    model: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    reasoning_seconds: float | None = None
    finish_reason: FinishReason | None = None
    usage: UsageReport | None = None
    timing: Timing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMessage:
    """A message of a tree. `position` counts from 1 among its `siblings`, itself included."""

    id: int
    parent_id: int | None
    role: Role
    text: str
    state: MessageState
    created: datetime
    model: str = ""
    reasoning: str = ""
    reasoning_seconds: float | None = None
    attachments: tuple[Attachment, ...] = ()
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str = ""
    finish_reason: FinishReason | None = None
    usage: UsageReport | None = None
    timing: Timing | None = None
    position: int = 1
    siblings: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A conversation without its messages. `active_leaf` ends the branch that is shown.

    `parameters` is what a JSON object can hold: model, system prompt, temperature and others;
    `travels` another one: where it has been and where it may go. It stays on this computer.
    """

    id: int
    title: str
    renamed: bool
    pinned: bool
    tags: tuple[str, ...]
    created: datetime
    used: datetime
    parameters: Mapping[str, Any]
    active_leaf: int | None = None
    deleted: datetime | None = None
    travels: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletedMessage:
    """A message in the bin whose conversation is not; `text` is its beginning."""

    id: int
    conversation_id: int
    conversation_title: str
    text: str
    deleted: datetime


@dataclass(frozen=True, slots=True)
class ConversationTree:
    """A conversation with all its branches; parents come before their children."""

    conversation: Conversation
    messages: tuple[StoredMessage, ...]

    def shown(self) -> tuple[StoredMessage, ...]:
        """The messages of the branch that is shown, oldest first."""
        by_id = {message.id: message for message in self.messages}
        branch: list[StoredMessage] = []
        message_id = self.conversation.active_leaf
        while message_id is not None:
            branch.append(by_id[message_id])
            message_id = branch[-1].parent_id
        return tuple(reversed(branch))


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A message that holds what was searched, or, without `message_id`, a title.

    `marks` are the (start, end) of the found words in `excerpt`.
    """

    conversation_id: int
    title: str
    message_id: int | None
    excerpt: str
    marks: tuple[tuple[int, int], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The found words, in the order of the excerpt."""
        return tuple(self.excerpt[start:end] for start, end in self.marks)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came out of a file: conversations taken and refused, parts left out.

    `repeated` of the conversations were there already, and are there twice now.
    """

    conversations: tuple[int, ...] = ()
    refused: int = 0
    messages_left_out: int = 0
    pictures_left_out: int = 0
    repeated: int = 0


def title_of(text: str) -> str:
    """A title made of the first words of a text."""
    words = text[: _TITLE_LENGTH * 4].split()
    title = ""
    for word in words:
        longer = f"{title} {word}".lstrip()
        if len(longer) > _TITLE_LENGTH:
            return (title or word[:_TITLE_LENGTH]) + "…"
        title = longer
    return title
