"""What the links in the transcript do: fold, copy, or tell the owner what a person wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QGuiApplication

from desktop_app.ui.transcript.addresses import (
    ACTIONS,
    COPY,
    COPY_CODE,
    FOLD,
    NEXT,
    PREVIOUS,
    WEB,
    address,
    target,
)
from desktop_app.ui.transcript.code_colours import code_text
from desktop_app.ui.transcript.finding import relabel_link

if TYPE_CHECKING:
    from desktop_app.ui.transcript.paging import Paging
    from desktop_app.ui.transcript.reading_view import ReadingView

_COPIED = 1_500
"""Milliseconds for which Copy reads Copied."""


class Links(QObject):
    """Listens to the view's links."""

    web_requested = Signal(QUrl)
    fold_requested = Signal(str)
    copied = Signal(str)
    action_requested = Signal(str, str)
    sibling_requested = Signal(str, int)

    def __init__(self, view: ReadingView, paging: Paging) -> None:
        super().__init__(view)
        self._view = view
        self._paging = paging
        view.anchorClicked.connect(self._on_clicked)
        view.highlighted.connect(self._on_highlighted)

    def copy_message(self, key: str) -> None:
        """Copy the text of a message, as it was written."""
        self._copy(self._paging.text_of(key), address(COPY, key))
        self.copied.emit(key)

    def _on_clicked(self, url: QUrl) -> None:
        scheme, key = url.scheme(), target(url)
        if scheme == COPY_CODE:
            code = code_text(self._view.document(), int(key))
            self._copy(code, url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        elif scheme == COPY:
            self.copy_message(key)
        elif scheme == FOLD:
            self.fold_requested.emit(key)
        elif scheme in {PREVIOUS, NEXT}:
            self.sibling_requested.emit(key, 1 if scheme == NEXT else -1)
        elif scheme in ACTIONS:
            self.action_requested.emit(key, scheme)
        elif scheme in WEB:
            self.web_requested.emit(url)

    def _on_highlighted(self, url: QUrl) -> None:
        tips = {
            PREVIOUS: self.tr("The version before this one"),
            NEXT: self.tr("The version after this one"),
        }
        tip = url.toDisplayString() if url.scheme() in WEB else tips.get(url.scheme(), "")
        self._view.viewport().setToolTip(tip)

    def _copy(self, text: str, link: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._relabel(link, self.tr("Copied"))
        QTimer.singleShot(_COPIED, self, lambda: self._relabel(link, self.tr("Copy")))

    def _relabel(self, link: str, label: str) -> None:
        with self._view.steady():
            relabel_link(self._view.document(), link, label)
