"""Words for how a reply ended and what it had to do without."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject

from desktop_app.core.replies import FinishReason, ParameterDropped


class ReplyWords(QObject):
    """Short notes, to be joined by the one who shows them."""

    def of_end(self, reason: FinishReason) -> str:
        """Why the model ended before it was done; "" when it was."""
        match reason:
            case FinishReason.LENGTH:
                return self.tr("cut at the maximum of tokens")
            case FinishReason.CONTENT_FILTER:
                return self.tr("ended by the server’s content filter")
            case FinishReason.UNFINISHED:
                return self.tr("the server did not say whether it is complete")
            case _:
                return ""

    def of_dropped(self, dropped: Iterable[ParameterDropped]) -> list[str]:
        """One note for each parameter that was left out; a renamed one is still in force."""
        return [
            self.tr("without {parameter}, which the model refuses").format(parameter=drop.name)
            for drop in dropped
            if not drop.replaced_by
        ]
