"""A reply that has ended, as the transcript shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.ui.reply_words import ReplyWords
from desktop_app.ui.transcript import TranscriptMessage
from desktop_app.ui.usage_line import UsageText

if TYPE_CHECKING:
    from desktop_app.tabs.reply import Reply
    from desktop_app.ui.transcript.message import ReplyState


class ShownReply(QObject):
    """Words what a reply took, why it ended, and what it had to do without."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._usage = UsageText(self)
        self._words = ReplyWords(self)

    def message(self, key: str, model: str, reply: Reply, state: ReplyState) -> TranscriptMessage:
        """The reply of `model` under its key."""
        return TranscriptMessage(
            key,
            "assistant",
            reply.message().text,
            reasoning=reply.reasoning,
            state=state,
            footer=self._footer(reply),
            title=model,
        )

    def _footer(self, reply: Reply) -> str:
        tokens = self._usage.tokens(reply.usage) if reply.usage else ""
        end = self._words.of_end(reply.finished.reason) if reply.finished else ""
        notes = [tokens, end, *self._words.of_dropped(reply.dropped)]
        return " · ".join(filter(None, notes))
