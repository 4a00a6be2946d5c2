"""The texts of one request, and the steps between requests that Undo takes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextDocument

if TYPE_CHECKING:
    from desktop_app.tabs.completion.page import Page

_MOST = 100  # generations that are kept


class Generation:
    """The texts that one request brought, one of which is shown."""

    def __init__(self, make_page: Callable[[], Page]) -> None:
        self._make_page = make_page
        self._pages = [make_page()]
        self.shown = 0

    @property
    def pages(self) -> Sequence[Page]:
        """All texts that have begun."""
        return self._pages

    @property
    def page(self) -> Page:
        """The text that is shown."""
        return self._pages[self.shown]

    def page_of(self, index: int) -> Page:
        """The text of that number, which begins now if it had not."""
        while len(self._pages) <= index:
            self._pages.append(self._make_page())
        return self._pages[index]


class History:
    """Generations in the order of their making; the current one is shown."""

    def __init__(self, first: Generation) -> None:
        self._all = [first]
        self._place = 0

    @property
    def current(self) -> Generation:
        """The generation that is shown."""
        return self._all[self._place]

    @property
    def has_earlier(self) -> bool:
        """Whether there is a step to be taken back."""
        return self._place > 0

    @property
    def has_later(self) -> bool:
        """Whether a step was taken back."""
        return self._place < len(self._all) - 1

    def add(self, generation: Generation) -> None:
        """Go on to a new generation; those that were taken back are given up."""
        self.current.page.document.clearUndoRedoStacks(QTextDocument.Stacks.RedoStack)
        given_up = self._all[self._place + 1 :]
        del self._all[self._place + 1 :]
        self._all.append(generation)
        given_up += self._all[:-_MOST]
        del self._all[:-_MOST]
        self._place = len(self._all) - 1
        for old in given_up:
            for page in old.pages:
                page.document.deleteLater()

    def go_back(self) -> None:
        """Take the last step back."""
        self._place = max(self._place - 1, 0)

    def go_forward(self) -> None:
        """Take again the step that was taken back."""
        self._place = min(self._place + 1, len(self._all) - 1)
