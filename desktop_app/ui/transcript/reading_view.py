"""A read-only page of text that stays where a person reads, or follows its end."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget
from typing_extensions import override

from desktop_app.ui.transcript.decoration import Decoration
from desktop_app.ui.transcript.end_button import EndButton
from desktop_app.ui.transcript.formats import SIDE, palette_of
from desktop_app.ui.transcript.pictures import Pictures
from desktop_app.ui.transcript.placeholder import Placeholder
from desktop_app.ui.transcript.plain_text import selected_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.ui.transcript.style import TranscriptStyle

_NEAR = 8
"""Pixels from the end that still count as being there."""
_MARGIN = 48
"""Pixels above a change that are painted again: a panel reaches beyond its text."""


class ReadingView(QTextBrowser):
    """The column of text, its painting, its scrolling."""

    scrolled = Signal()
    """The person moved the view."""
    end_requested = Signal()
    """The round button was pressed."""
    zoom_requested = Signal(int)
    """Ctrl and the wheel: steps up or down."""

    def __init__(self, style: TranscriptStyle, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.look = style
        self.pictures = Pictures()
        self._decoration = Decoration(self.document(), style)
        self._is_following, self._is_adjusting = True, False
        self._placeholder = Placeholder()
        self._end_button = EndButton(style, self)
        self._end_button.hide()
        self._end_button.clicked.connect(self.end_requested)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(SIDE)
        self.document().setIndentWidth(24)
        self.verticalScrollBar().valueChanged.connect(self._on_value_changed)
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        self.highlighted.connect(self._on_highlighted)
        self.apply_look(style)

    @property
    def is_following(self) -> bool:
        """Whether the view is at the end and stays there."""
        return self._is_following

    def set_placeholder(self, title: str, hint: str) -> None:
        """What is painted in the middle while there is no message."""
        self._placeholder = Placeholder(title, hint)
        self.viewport().update()

    def apply_look(self, style: TranscriptStyle) -> None:
        """Take the colours and the column; the text is the owner's to write anew."""
        self.look = self._decoration.style = style
        self._end_button.set_style(style)
        self.setPalette(palette_of(style, self.palette()))
        self.setAutoFillBackground(True)
        self._place()

    def follow(self) -> None:
        """Go to the end and stay there."""
        self._is_following = True
        self._adjust_to_end()

    def leave_end(self) -> None:
        """Show the beginning of the document and do not follow its end."""
        self._is_following = False
        self.verticalScrollBar().setValue(0)
        self._is_following = False
        self._show_end_button()

    @contextmanager
    def steady(self, start: int = 0) -> Iterator[None]:
        """Change the document inside: what is being read does not move on the screen.

        `start` is the first changed position; what is above it is not painted again.
        """
        bar, layout = self.verticalScrollBar(), self.document().documentLayout()
        top = QTextCursor(self.cursorForPosition(QPoint(SIDE, 0)).block())
        offset = layout.blockBoundingRect(top.block()).top() - bar.value()
        was_adjusting, self._is_adjusting = self._is_adjusting, True
        yield
        if self._is_following:
            self._adjust_to_end()
        else:
            bar.setValue(round(layout.blockBoundingRect(top.block()).top() - offset))
        self._is_adjusting = was_adjusting
        self._show_end_button()
        changed = layout.blockBoundingRect(self.document().findBlock(start))
        above = round(changed.top()) - bar.value() - _MARGIN if start else 0
        self.viewport().update(self.viewport().rect().adjusted(0, max(0, above), 0, 0))

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return self.pictures.load(QUrl(name))

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        copied = QMimeData()
        copied.setText(selected_text(self.textCursor()))
        return copied

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        offset = self.verticalScrollBar().value()
        painter = QPainter(self.viewport())
        if self.document().isEmpty():
            self._placeholder.paint(painter, self.viewport().rect(), self.look)
        else:
            area = QRectF(event.rect()).translated(0, offset)
            painter.translate(0, -offset)
            width = self.viewport().width()
            view = QRectF(0, area.top(), width, area.height())
            first = self.cursorForPosition(QPoint(SIDE, event.rect().top())).block()
            self._decoration.paint(painter, first, view)
        painter.end()
        super().paintEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        with self.steady():
            super().resizeEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            # Before the text is laid out: in a wide window its column stays as it is.
            self._place()
        if event.type() == QEvent.Type.Wheel:
            # Over the empty margins beside the column, where a scroll area hears no wheel.
            return QCoreApplication.sendEvent(self.viewport(), event)
        return super().event(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_requested.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def _place(self) -> None:
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        side = max(SIDE, (room - self.look.column_width - 2 * SIDE) // 2)
        if self.viewportMargins().left() != side:
            self.setViewportMargins(side, 0, side, 0)
        button = self._end_button
        button.move(self.width() // 2 - button.width() // 2, self.height() - button.height() - 16)
        button.raise_()

    def _adjust_to_end(self) -> None:
        self.document().documentLayout().blockBoundingRect(self.document().lastBlock())
        was_adjusting, self._is_adjusting = self._is_adjusting, True
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())
        self._is_adjusting = was_adjusting
        self._show_end_button()

    def _on_value_changed(self, value: int) -> None:
        if not self._is_adjusting:
            self._is_following = value >= self.verticalScrollBar().maximum() - _NEAR
            self._show_end_button()
            self.scrolled.emit()

    def _on_range_changed(self) -> None:
        if self._is_following and not self._is_adjusting:
            self._adjust_to_end()

    def _show_end_button(self) -> None:
        self._end_button.setVisible(not self._is_following and not self.document().isEmpty())

    def _on_highlighted(self, url: QUrl) -> None:
        shown = url.scheme() in ("http", "https", "mailto")
        self.viewport().setToolTip(url.toDisplayString() if shown else "")
