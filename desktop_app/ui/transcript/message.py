"""What the transcript shows: one message of a conversation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

Role = Literal["user", "assistant", "system", "tool"]
ReplyState = Literal["finished", "stopped", "failed", "interrupted"]


@dataclass(frozen=True, slots=True)
class TranscriptMessage:
    """A message as it is shown; `key` is the caller's own id for it.

    `title` replaces the role's heading (a model's name, a tool's name). `text` is Markdown
    for an assistant and verbatim text for every other role.
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
