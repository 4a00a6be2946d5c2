"""Words for how a completion ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.core.replies import FinishReason, ParameterDropped
from desktop_app.ui.reply_words import ReplyWords

if TYPE_CHECKING:
    from desktop_app.tabs.completion.page import Page
    from desktop_app.tabs.completion.templates import Template


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
        self, page: Page, dropped: Sequence[ParameterDropped], *, wants_tokens: bool
    ) -> str:
        """The model ended it, which parameters it had refused, and what did not come."""
        notes = [self.ended(page), *self._words.of_dropped(dropped)]
        if wants_tokens and page.text and not page.spans:
            notes.append(self.tr("the server sends no probabilities"))
        return " · ".join(note for note in notes if note)

    def ended(self, page: Page) -> str:
        """How a text ended."""
        match page.reason:
            case FinishReason.LENGTH:
                return self.tr("Cut at the maximum of tokens; Continue goes on")
            case FinishReason.CONTENT_FILTER:
                return self.tr("Ended by the server’s content filter")
            case FinishReason.STOP:
                return self.tr("Ended by the model or a stop string")
            case _:
                return ""

    def nothing_to_add(self) -> str:
        """The model ended without a word."""
        return self.tr("The model had nothing to add")

    def template_inserted(self, template: Template) -> str:
        """The prompt has the marks of a chat format now."""
        return self.tr(
            "{name} marks inserted. Chat adds them for you and is usually better."
        ).format(name=template.name)
