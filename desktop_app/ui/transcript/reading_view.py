"""A read-only page of text that stays where a person reads, or follows its end."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QTextCursor
from typing_extensions import override

from desktop_app.ui.transcript.column_view import ColumnView
from desktop_app.ui.transcript.end_button import EndButton
from desktop_app.ui.transcript.formats import SIDE
from desktop_app.ui.transcript.steady import ReadPlace, Selection, reaches_into

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QMouseEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from desktop_app.ui.transcript.style import TranscriptStyle

_NEAR = 8
"""Pixels from the end that still count as being there for who scrolls down."""
_MARGIN = 48
"""Pixels above a change that are painted again: a panel reaches beyond its text."""


class ReadingView(ColumnView):
    """A column that is changed under the eyes of a person."""

    changed = Signal()
    """The document, or what is shown of it, has changed."""
    width_changing = Signal()
    """All lines are about to be laid out anew."""
    scrolled = Signal()
    """The person moved the view."""
    end_requested = Signal()
    """The round button was pressed."""

    def __init__(self, style: TranscriptStyle, parent: QWidget | None) -> None:
        self._end_button = EndButton(style)
        super().__init__(style, parent)
        self._is_following, self._is_adjusting, self._is_pressed = True, False, False
        self._value = 0
        self._end_button.setParent(self)
        self._end_button.hide()
        self._end_button.clicked.connect(self.end_requested)
        self.verticalScrollBar().valueChanged.connect(self._on_value_changed)
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)

    @property
    def is_following(self) -> bool:
        """Whether the view is at the end and stays there."""
        return self._is_following

    @override
    def apply_look(self, style: TranscriptStyle) -> None:
        super().apply_look(style)
        self._end_button.set_style(style)

    @override
    def place_column(self) -> None:
        super().place_column()
        button = self._end_button
        button.move(self.width() // 2 - button.width() // 2, self.height() - button.height() - 16)
        button.raise_()

    def follow(self) -> None:
        """Go to the end and stay there."""
        self._is_following = True
        self._adjust_to_end()
        self.changed.emit()

    def hold(self) -> None:
        """Stay where the view is, whatever comes at the end."""
        self._is_following = False
        self._show_end_button()

    def leave_end(self) -> None:
        """Show the beginning of the document and do not follow its end."""
        self._is_following = False
        self.verticalScrollBar().setValue(0)
        self.hold()
        self.changed.emit()

    def reveal(self, position: int) -> None:
        """Show a place of the document at some distance from the edges, and stay there."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        rect, height = self.cursorRect(cursor), self.viewport().height()
        if rect.top() < _MARGIN or rect.bottom() > height - _MARGIN:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + rect.top() - height // 3)
        self.hold()

    def caret_in_view(self) -> QPoint:
        """Where the cursor stands; the middle of the view if it is elsewhere."""
        place = self.cursorRect().center()
        view = self.viewport().rect()
        return place if view.contains(place) else view.center()

    @contextmanager
    def steady(self, start: int | None = None, end: int | None = None) -> Iterator[None]:
        """Change the document inside: what is read and selected does not move on the screen.

        What is changed reaches from `start` to `end` (excluded, or the document's end) if `start`
        is given. What is above it is not painted again.
        """
        document, bar = self.document(), self.verticalScrollBar()
        end = document.characterCount() if end is None else end
        changed = None if start is None else range(start, end)
        place = ReadPlace(self.cursorForPosition(QPoint(SIDE, 0)).block(), bar.value(), changed)
        selection = None
        if changed is not None and reaches_into(self.textCursor(), changed):
            selection = Selection(self.textCursor(), changed)
        was_adjusting, self._is_adjusting = self._is_adjusting, True
        yield
        if selection:
            self.setTextCursor(selection.restored())
        if self._is_following and not self._is_pressed:
            self._adjust_to_end()
        else:
            bar.setValue(place.value())
        self._is_adjusting = was_adjusting
        self._show_end_button()
        self._update_below(start)
        self.changed.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self.width_changing.emit()
        with self.steady():
            super().resizeEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._is_pressed = event.button() == Qt.MouseButton.LeftButton
        super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        event.accept()
        self._is_pressed = False
        if self._is_following and self.textCursor().hasSelection():
            self.hold()

    def _update_below(self, start: int | None) -> None:
        """Paint again what is in view, from the place `start` on."""
        above = 0
        if start:
            changed = self.document().findBlock(start)
            top = self.document().documentLayout().blockBoundingRect(changed).top()
            above = max(0, round(top) - self.verticalScrollBar().value() - _MARGIN)
        self.viewport().update(self.viewport().rect().adjusted(0, above, 0, 0))

    def _adjust_to_end(self) -> None:
        self.document().documentLayout().blockBoundingRect(self.document().lastBlock())
        was_adjusting, self._is_adjusting = self._is_adjusting, True
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())
        self._is_adjusting = was_adjusting
        self._show_end_button()

    def _on_value_changed(self, value: int) -> None:
        was_above, self._value = value > self._value, value
        if not self._is_adjusting:
            near = _NEAR if was_above else 0
            self._is_following = value >= self.verticalScrollBar().maximum() - near
            self._show_end_button()
            self.scrolled.emit()

    def _on_range_changed(self) -> None:
        if self._is_following and not self._is_adjusting:
            self._adjust_to_end()

    def _show_end_button(self) -> None:
        bar = self.verticalScrollBar()
        is_away = not self._is_following and bar.value() < bar.maximum()
        self._end_button.setVisible(is_away and not self.document().isEmpty())
