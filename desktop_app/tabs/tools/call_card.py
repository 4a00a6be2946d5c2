"""The card of a call that waits for the person's decision."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from desktop_app.ui.code_field import CodeField
from desktop_app.ui.keys_within import keys_within
from desktop_app.ui.widgets import label, named, push_button, restyle

_LINES = 5


class Draft(NamedTuple):
    """What stands in the card and the person may have written."""

    arguments: str
    result: str = ""
    reason: str = ""


class CallCard(QFrame):
    """`tools.pending`: arguments and result, both editable, and what may be decided."""

    approve_requested = Signal()
    deny_requested = Signal()
    always_requested = Signal()
    arguments_edited = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        named(self, "tools.pending")
        self.setProperty("role", "decision")
        self._runs_by_itself = False
        self._is_usable = True
        self._offered = ""
        self._title = label("", "section")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._place = label("", "muted")
        self._arguments = CodeField("tools.arguments")
        self._result = CodeField("tools.result")
        for field in (self._arguments, self._result):
            field.set_lines(_LINES)
        self._check = named(label("", "muted"), "tools.check", self.tr("Check of the arguments"))
        self._hint = label("", "muted")
        for words in (self._check, self._hint):
            words.setWordWrap(True)
            words.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 12, 12)
        layout.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._place)
        layout.addLayout(head)
        layout.addLayout(self._fields())
        layout.addLayout(self._actions())
        self._arguments.textChanged.connect(
            lambda: self.arguments_edited.emit(self._arguments.toPlainText())
        )
        self._result.textChanged.connect(self._update)
        keys_within(self, "Ctrl+Return", self._approve.click)
        self.hide()

    def show_call(
        self, name: str, draft: Draft, place: tuple[int, int], *, runs_by_itself: bool
    ) -> None:
        """Ask for a decision on call `place[0]` of `place[1]`."""
        self._runs_by_itself = runs_by_itself
        self._offered = ""
        title = self.tr("The model calls {name}").format(name=name)
        self._title.setText(title)
        self.setAccessibleName(title)
        number, total = place
        self._place.setText(
            self.tr("{number} of {total}").format(number=number, total=total) if total > 1 else ""
        )
        with QSignalBlocker(self._arguments):  # filling it in is no edit
            self._arguments.setPlainText(draft.arguments)
        self._result.setPlainText(draft.result)
        self._reason.setText(draft.reason)
        if runs_by_itself:
            self._result.setPlaceholderText(self.tr("Made by the program on Approve"))
            always = self.tr("Approve, and run this tool without asking from now on")
        else:
            self._result.setPlaceholderText(self.tr("What does the tool answer?"))
            always = self.tr(
                "Approve, and give this result to every call of this tool in this conversation"
            )
        self._always.setToolTip(always)
        self.show()

    def show_check(self, words: str, *, is_fitting: bool, is_usable: bool) -> None:
        """What was found about the arguments; what is not usable cannot have a result of its own.

        With arguments that do not fit, nothing is allowed for always.
        """
        self._check.setText(words)
        restyle(self._check, "role", "muted" if is_fitting else "error")
        self._is_usable = is_fitting
        self._result.setReadOnly(not is_usable)
        self._hint.setText(self._advice(is_usable=is_usable))
        self._update()

    def offer_result(self, text: str) -> None:
        """Fill in a result, unless the person has written one; "" takes it back."""
        if self._result.toPlainText() in {"", self._offered} or self._result.isReadOnly():
            self._result.setPlainText(text)
        self._offered = text

    def draft(self) -> Draft:
        """All that the person may have written."""
        return Draft(self.arguments(), self.result(), self.reason())

    def arguments(self) -> str:
        """The arguments as they stand."""
        return self._arguments.toPlainText()

    def result(self) -> str:
        """The result that the person has written, or ""."""
        text = self._result.toPlainText()
        return "" if text == self._offered else text

    def reason(self) -> str:
        """Why the person denies the call."""
        return self._reason.text()

    def take_focus(self) -> None:
        """Have the keyboard where the person goes on."""
        (self._approve if self._approve.isEnabled() else self._result).setFocus()

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        columns = (
            (self.tr("Arguments"), self._arguments, self._check),
            (self.tr("Result"), self._result, self._hint),
        )
        for column, (title, field, words) in enumerate(columns):
            grid.setColumnStretch(column, 1)
            grid.addWidget(_heading(title, field), 0, column)
            grid.addWidget(field, 1, column)
            grid.addWidget(words, 2, column, Qt.AlignmentFlag.AlignTop)
        return grid

    def _actions(self) -> QHBoxLayout:
        self._reason = named(QLineEdit(), "tools.reason", self.tr("Reason for denying"))
        self._reason.setPlaceholderText(self.tr("Reason, if you deny it"))
        self._reason.setToolTip(self.tr("The model reads it; Enter denies the call"))
        self._reason.returnPressed.connect(self.deny_requested)
        deny = push_button("tools.deny", self.tr("Deny"))
        deny.setToolTip(self.tr("Tell the model that you do not want this call"))
        deny.clicked.connect(self.deny_requested)
        self._always = push_button("tools.always", self.tr("Always for this tool"))
        self._always.clicked.connect(self.always_requested)
        self._approve = push_button(
            "tools.approve", self.tr("Approve"), role="primary", icon_name="check"
        )
        self._approve.setToolTip(self.tr("Give the result to the model (Ctrl+Enter)"))
        self._approve.clicked.connect(self.approve_requested)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._reason, 1)
        row.addWidget(deny)
        row.addSpacing(12)
        row.addWidget(self._always)
        row.addWidget(self._approve)
        return row

    def _advice(self, *, is_usable: bool) -> str:
        if not is_usable:
            return self.tr("The model reads this error and may correct its call.")
        if self._runs_by_itself:
            return self.tr("Runs on this computer. Or type a result.")
        return self.tr("Type what the tool would answer: text or JSON.")

    def _update(self) -> None:
        has_result = self._runs_by_itself or bool(self._result.toPlainText().strip())
        self._approve.setEnabled(has_result)
        self._always.setEnabled(has_result and self._is_usable)


def _heading(title: str, field: CodeField) -> QLabel:
    heading = label(title, "label")
    heading.setBuddy(field)
    field.setAccessibleName(title)
    return heading
