"""One message of a conversation, as it is sent and as it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.core.messages import Message, Role

if TYPE_CHECKING:
    from desktop_app.ui.transcript import TranscriptMessage


@dataclass(frozen=True, slots=True)
class Turn:
    """A message and how the transcript shows it."""

    message: Message
    shown: TranscriptMessage

    @property
    def key(self) -> str:
        """The message's key in the transcript."""
        return self.shown.key

    @property
    def is_sent(self) -> bool:
        """An answer that ended before its first word has nothing to be sent back."""
        message = self.message
        is_empty = not (message.text or message.tool_calls)
        return not (message.role is Role.ASSISTANT and is_empty)
