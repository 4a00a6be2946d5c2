"""What the transcript shows: one message of a conversation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

Role = Literal["user", "assistant", "system", "tool"]
ReplyState = Literal["finished", "stopped", "failed", "interrupted"]


class MessageAction(StrEnum):
    """What a person may do with a message; copying is always possible and not listed."""

    EDIT = "edit"
    REGENERATE = "regenerate"
    CONTINUE = "continue"
    RETRY = "retry"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class TranscriptMessage:
    """A message as it is shown; `key` is the caller's own id for it.

    `title` replaces the role's heading (a model's name, a tool's name). `text` is Markdown
    for an assistant and verbatim text for every other role. It is number `position` of
    `siblings` versions. `files` names attached texts, for example "notes.txt · 12 KB".
    `pictures` are on their way while there are no `images`: they are asked for when it is shown.
    """

    key: str
    role: Role
    text: str
    reasoning: str = ""
    state: ReplyState = "finished"
    footer: str = ""
    images: tuple[QImage, ...] = ()
    title: str = ""
    reasoning_seconds: float | None = None
    position: int = 1
    siblings: int = 1
    actions: tuple[MessageAction, ...] = ()
    files: tuple[str, ...] = ()
    pictures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyEnd:
    """How a streamed reply ended, and what stands below it from then on."""

    state: ReplyState = "finished"
    footer: str = ""
    actions: tuple[MessageAction, ...] = ()
    position: int = 1
    siblings: int = 1
    reasoning_seconds: float | None = None
