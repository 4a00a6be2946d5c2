"""Keeps a window's edge light to drag: while it moves, little of a long conversation is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer

if TYPE_CHECKING:
    from desktop_app.ui.transcript.page import Page
    from desktop_app.ui.transcript.paging import Paging
    from desktop_app.ui.transcript.reading_view import ReadingView

_AT_REST = 250
"""Milliseconds without another width after which the messages come back."""
_LIGHT = 24_000
"""Characters that are laid out anew fast enough."""


class Thinning(QObject):
    """Takes messages that are out of view off the page before the lines get another width."""

    def __init__(self, view: ReadingView, page: Page, paging: Paging) -> None:
        super().__init__(view)
        self._view, self._page, self._paging = view, page, paging
        self._rest = QTimer(self, singleShot=True, interval=_AT_REST)
        self._rest.timeout.connect(self._on_rest)
        view.width_changing.connect(self._on_width_changing)

    def _on_width_changing(self) -> None:
        is_heavy = self._view.document().characterCount() > _LIGHT
        # A selection may reach to messages that are out of view.
        if is_heavy and not self._view.textCursor().hasSelection():
            top = self._index_at(0)
            bottom = self._index_at(self._view.viewport().height())
            self._paging.keep_only(max(0, top - 1), bottom + 2)
        if is_heavy or self._rest.isActive():
            self._paging.is_paused = True
            self._rest.start()

    def _on_rest(self) -> None:
        self._paging.is_paused = False
        self._paging.load_soon()

    def _index_at(self, height: int) -> int:
        place = QPoint(self._view.viewport().width() // 2, height)
        return self._page.index_at(self._view.cursorForPosition(place).position())
