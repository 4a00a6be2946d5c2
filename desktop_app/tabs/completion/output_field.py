"""The field in which the model's text is read, edited and looked at token by token."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget
from typing_extensions import override

from desktop_app.tabs.completion.page import Page
from desktop_app.tabs.completion.shading import ShadePainter, rows
from desktop_app.tabs.completion.token_words import TokenWords

_READING = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)


class OutputField(QPlainTextEdit):
    """Shows one page, with a shade behind each token whose probability is known.

    Undo and Redo are left to the one who knows the generations.
    """

    undo_requested = Signal()
    redo_requested = Signal()
    focus_changed = Signal(bool)
    token_pointed = Signal(object)  # a Token, or None, at which the cursor stands

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = TokenWords(self)
        self._shades = ShadePainter()
        self.setTabChangesFocus(True)
        self._page = Page(self)
        self._page.end()
        self._page.write(0)
        self.show_page(self._page)
        self.cursorPositionChanged.connect(self._point)

    @property
    def page(self) -> Page:
        """What is shown."""
        return self._page

    def show_page(self, page: Page) -> None:
        """Show another text, from its end."""
        self._page = page
        page.document.setDefaultFont(self.font())
        self.setExtraSelections([])
        self.setDocument(page.document)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.show_state()
        self._point()

    def show_font(self, font: QFont) -> None:
        """Show this text, and every other one from now on, in another font."""
        self.setFont(font)
        self._page.document.setDefaultFont(font)

    def show_state(self) -> None:
        """Let the text be edited if it is all there."""
        editing = Qt.TextInteractionFlag.TextEditorInteraction
        self.setTextInteractionFlags(editing if self._page.settled else _READING)
        if self._page.repeated and not self.extraSelections():
            self._mark_prompt()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.extraSelections():
            self._mark_prompt()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_requested.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        spans = self._page.spans
        if len(spans):
            area = event.rect()
            block, offset = self.firstVisibleBlock(), self.contentOffset()
            top = self.cursorForPosition(area.topLeft())
            if top.block() != block:
                block = top.block()
                offset = self.blockBoundingGeometry(block).translated(offset).topLeft()
            painter = QPainter(self.viewport())
            visible = rows(block, offset, top.position(), area.bottom())
            revision = self.document().revision() if self._page.settled else -1
            look = (self._page, revision, self.viewport().width(), self.font().key())
            self._shades.paint(painter, spans, visible, look)
            painter.end()
        super().paintEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu(event.pos())
        for name, wish in (("edit-undo", self.undo_requested), ("edit-redo", self.redo_requested)):
            action = menu.findChild(QAction, name)
            if action is not None:
                action.triggered.disconnect()
                action.triggered.connect(wish)
                action.setEnabled(True)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            position = self._position_under(event.pos())
            token = self._page.spans.at(position)
            if token is None:
                QToolTip.hideText()
            else:
                table = self._words.table(token)
                area = self._area_of(position)
                QToolTip.showText(event.globalPos(), table, self.viewport(), area)
            return True
        return super().viewportEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit(False)

    def _mark_prompt(self) -> None:
        """A prompt that the server repeats is no word of the model: it has the colour of all."""
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        length = len(self._page.repeated.encode("utf-16-le", "surrogatepass")) // 2
        if length < self.document().characterCount() and self._page.text.startswith(
            self._page.repeated
        ):
            cursor.setPosition(length, QTextCursor.MoveMode.KeepAnchor)
            cursor.setKeepPositionOnInsert(True)  # what follows is the model's
            form = QTextCharFormat()
            form.setForeground(QGuiApplication.palette().color(QPalette.ColorRole.WindowText))
            mark.cursor, mark.format = cursor, form
            self.setExtraSelections([mark])

    def _point(self) -> None:
        if self._page.settled:
            position = self.textCursor().position()
            at_end = position >= self.document().characterCount() - 1
            self.token_pointed.emit(self._page.spans.at(position - at_end))

    def _position_under(self, point: QPoint) -> int:
        """The place of the character under the mouse, -1 where there is none."""
        cursor = self.cursorForPosition(point)
        if cursor.atBlockEnd() and point.x() > self.cursorRect(cursor).right():
            return -1
        is_left = point.x() < self.cursorRect(cursor).left()
        return cursor.position() - is_left

    def _area_of(self, position: int) -> QRect:
        """Where a character lies: the tip goes when the mouse leaves it."""
        cursor = self.textCursor()
        cursor.setPosition(position)
        start = self.cursorRect(cursor)
        cursor.setPosition(position + 1)
        end = self.cursorRect(cursor)
        return start.united(end) if end.top() == start.top() else start
