"""The box in which a person writes: grows with the text, Enter sends."""

from __future__ import annotations

import sys
from math import ceil

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from desktop_app.ui.icons import icon
from desktop_app.ui.widgets import icon_button, named, push_button, restyle

_MAX_LINES = 10
# On a Mac, signs are written with it.
_FOR_BUTTONS = Qt.KeyboardModifier.AltModifier if sys.platform != "darwin" else None
_OPENING = "([{\"'„“‚‘«"  # no space follows these


class PromptBox(QFrame):
    """A card with the text field and a row of actions: others to the left, Send or Stop right.

    `names` are the object names of text, send and stop, as the contract of names lists them.
    For a document the text takes all the height, Enter breaks the line and Ctrl+Enter sends.
    """

    send_requested = Signal(str)
    send_later_requested = Signal()  # while something runs, where that is offered
    stop_requested = Signal()

    def __init__(
        self,
        names: tuple[str, str, str],
        placeholder: str,
        send_text: str,
        parent: QWidget | None = None,
        *,
        is_document: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        prompt_name, send_name, stop_name = names
        self.field = PromptField(prompt_name, placeholder, is_document=is_document)
        self.field.enter_pressed.connect(self.send)
        self.field.focus_changed.connect(self._show_focus)
        self.field.textChanged.connect(self._update_send)
        self._send_button = push_button(send_name, send_text, role="primary", icon_name="send")
        hint = self.tr("{action} (Ctrl+Enter)") if is_document else self.tr("{action} (Enter)")
        self._hint = hint.format(action=send_text)
        self._later_hint = ""
        self._send_button.clicked.connect(self.send)
        self._stop_button = push_button(stop_name, self.tr("Stop"), icon_name="stop")
        self._stop_button.setIcon(icon("stop", QPalette.ColorRole.ButtonText))
        self._stop_button.setToolTip(self.tr("Stop the answer (Esc)"))
        self._stop_button.clicked.connect(self.stop_requested)
        self._left = QHBoxLayout()
        self._left.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(self._left)
        row.addStretch(1)
        row.addWidget(self._stop_button)
        row.addWidget(self._send_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 8, 8)
        self._column.setSpacing(4)
        self._column.addWidget(self.field)
        self._column.addLayout(row)
        self._placeholder = placeholder
        self._busy = False
        self._waits = False
        self._may_be_empty = False
        self.set_busy(False)

    def add_action(self, name: str, icon_name: str, spoken: str) -> QToolButton:
        """A quiet button at the left of the row; returned for its `clicked`."""
        button = icon_button(name, icon_name, spoken)
        former = self._left.itemAt(self._left.count() - 1)
        self._left.addWidget(button)
        self.setTabOrder((former and former.widget()) or self.field, button)
        return button

    def add_sign(self, sign: QWidget) -> None:
        """Show `sign` after the actions at the left of the row."""
        self._left.addWidget(sign)

    def put_above_text(self, widget: QWidget) -> None:
        """Show what goes with the text above it."""
        self._column.insertWidget(0, widget)

    def allow_empty(self, allowed: bool) -> None:
        """Whether it can be sent without a word, because something else goes with it."""
        self._may_be_empty = allowed
        self._update_send()

    def set_dragging(self, dragging: bool) -> None:
        """Something that could be added is being dragged over the window, or no longer."""
        restyle(self, "dragging", dragging)
        invitation = self.tr("Drop to add") if dragging else self._placeholder
        self.field.setPlaceholderText(invitation)

    def offer_later(self, hint: str) -> None:
        """Let what is written while something runs be sent afterwards; `hint` says so."""
        self._later_hint = hint
        self._update_send()

    def set_busy(self, busy: bool) -> None:
        """Offer Stop instead of Send; writing goes on meanwhile."""
        self._busy = busy
        self._stop_button.setVisible(busy)
        self._stop_button.setEnabled(busy)
        self._update_send()

    def set_waiting(self, waits: bool) -> None:
        """What is written will be sent without being asked for again, or no longer."""
        self._waits = waits
        self._update_send()

    def text(self) -> str:
        """What is written."""
        return self.field.toPlainText()

    def set_text(self, text: str) -> None:
        """Replace what is written, in a way that Undo takes back."""
        cursor = self.field.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)
        self.field.setTextCursor(cursor)

    def insert_at_cursor(self, text: str) -> None:
        """Insert dictated or pasted words where the cursor stands."""
        self.field.insertPlainText(text)
        self.field.setFocus()

    def insert_words(self, words: str) -> None:
        """Insert spoken words where the cursor stands, with a space to the words around them."""
        cursor = self.field.textCursor()
        character_at = self.field.document().characterAt
        start = cursor.selectionStart()
        before = character_at(start - 1) if start else ""
        after = character_at(cursor.selectionEnd())
        left = " " if before and not before.isspace() and before not in _OPENING else ""
        right = " " if after.isalnum() else ""
        self.insert_at_cursor(f"{left}{words}{right}")

    def send(self) -> None:
        """Send what is written, if there is something and nothing runs; else perhaps later."""
        if self._send_button.isEnabled() and self._busy:
            self.send_later_requested.emit()
        elif self._send_button.isEnabled():
            self.send_requested.emit(self.text())

    def _update_send(self) -> None:
        has_something = self._may_be_empty or bool(self.text().strip())
        can_wait = bool(self._later_hint) and has_something and not self._waits
        self._send_button.setVisible(can_wait or not self._busy)
        self._send_button.setEnabled(has_something and (can_wait or not self._busy))
        self._send_button.setToolTip(self._later_hint if self._busy else self._hint)

    def _show_focus(self, focused: bool) -> None:
        restyle(self, "focused", focused)


class PromptField(QPlainTextEdit):
    """Plain text of one to ten lines; Enter sends, Shift+Enter breaks the line.

    A document is as high as its box, and Ctrl+Enter alone sends it.
    """

    enter_pressed = Signal()
    focus_changed = Signal(bool)

    def __init__(self, name: str, placeholder: str, *, is_document: bool = False) -> None:
        super().__init__(placeholderText=placeholder)
        named(self, name, placeholder)
        self._is_document = is_document
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if not is_document:
            self.document().documentLayout().documentSizeChanged.connect(self._fit)
            self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        sends = {Qt.KeyboardModifier.ControlModifier}
        if not self._is_document:
            sends.add(Qt.KeyboardModifier.NoModifier)
        if is_enter and modifiers in sends:
            self.enter_pressed.emit()
            return
        is_letter = bool(event.text()) and event.text().isprintable()
        if is_letter and modifiers & ~Qt.KeyboardModifier.ShiftModifier == _FOR_BUTTONS:
            event.ignore()  # of a button that is not there now: it is no part of the question
            return
        super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit(False)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and not self._is_document:
            self._fit()

    def _fit(self) -> None:
        first = self.document().firstBlock().layout()
        # As it is laid out: a font's own spacing is less by a part of a pixel, in each line.
        line = first.lineAt(0).height() if first.lineCount() else self.fontMetrics().lineSpacing()
        lines = min(max(round(self.document().size().height()), 1), _MAX_LINES)
        margins = 2 * round(self.document().documentMargin()) + 10
        self.setFixedHeight(ceil(lines * line) + margins)
