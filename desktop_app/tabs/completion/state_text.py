"""Words for how a completion ended."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop_app.core.replies import FinishReason, ParameterDropped
from desktop_app.ui.reply_words import ReplyWords


class StateText(QObject):
    """A few words for the line below the cards."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = ReplyWords(self)

    def writing(self) -> str:
        """Text is awaited or coming."""
        return self.tr("Writing …")

    def stopped(self) -> str:
        """The person ended it."""
        return self.tr("Stopped; what had arrived is kept")

    def finished(
        self, reason: FinishReason, dropped: Sequence[ParameterDropped], *, is_empty: bool
    ) -> str:
        """The model ended it, and which parameters it had refused."""
        notes = [self._reason(reason, is_empty=is_empty), *self._words.of_dropped(dropped)]
        return " · ".join(note for note in notes if note)

    def _reason(self, reason: FinishReason, *, is_empty: bool) -> str:
        if is_empty:
            return self.tr("The model had nothing to add")
        match reason:
            case FinishReason.LENGTH:
                return self.tr("Cut at the maximum of tokens; Continue goes on")
            case FinishReason.CONTENT_FILTER:
                return self.tr("Ended by the server’s content filter")
            case FinishReason.STOP:
                return self.tr("Ended by the model or a stop string")
            case _:
                return ""
