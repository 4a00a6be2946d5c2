"""Asks, above the prompt, whether something may be sent where its data would go."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from desktop_app.ui.announcing import announce
from desktop_app.ui.icons import icon
from desktop_app.ui.placement import PlacementText
from desktop_app.ui.widgets import ICON_SIZE, describe, label, named, push_button

if TYPE_CHECKING:
    from desktop_app.core.models import ModelInfo


class DataQuestion(NamedTuple):
    """What is to be asked before `model` of `server` gets something.

    `by_rule`: the server's rule wants it. `moved_from` is the server that had the same before.
    `can_choose`: another model can be chosen where this is asked.
    """

    model: ModelInfo
    server: str
    by_rule: bool
    moved_from: str = ""
    can_choose: bool = True


class DataNotice(QFrame):
    """Hidden until there is a question. The label `<tab>.data_notice` is empty when there is none.

    Names: `<tab>.data_send`, `<tab>.data_decline`, `<tab>.data_never_ask`.
    """

    send_requested = Signal()
    declined = Signal()
    never_ask_requested = Signal()

    def __init__(self, tab: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._placement = PlacementText(self)
        self._sign = label("")
        self._text = named(label(""), f"{tab}.data_notice")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._send = push_button(f"{tab}.data_send", self.tr("Send"))
        self._send.setToolTip(self.tr("Send it; this conversation is not asked about again"))
        self._send.clicked.connect(self.send_requested)
        self._decline = push_button(f"{tab}.data_decline", "")
        self._decline.clicked.connect(self.declined)
        self._never = push_button(
            f"{tab}.data_never_ask", self.tr("Do not ask again for this server"), role="quiet"
        )
        self._never.setToolTip(self.tr("Send it and what follows; to be changed in the Models tab"))
        self._never.clicked.connect(self.never_ask_requested)
        self._arrange()
        self.hide()

    @property
    def text(self) -> str:
        """What is asked now, or ""."""
        return self._text.text()

    def ask(self, question: DataQuestion) -> None:
        """Show the question; one of the signals answers it."""
        model, server = question.model, question.server
        sentences = []
        if question.moved_from:
            sentences.append(
                self.tr("This was last sent to {former}. Send it to {server} now?").format(
                    former=question.moved_from, server=server
                )
            )
        if question.by_rule:
            sentences.append(self._placement.warning(model, server))
        other = self.tr("Choose another model") if question.can_choose else self.tr("Do not send")
        self._decline.setText(other)
        describe(self._decline, other)
        self._decline.setToolTip(self.tr("Send nothing; what you wrote stays (Esc)"))
        self._never.setVisible(question.by_rule)
        self._show(" ".join(sentences), self._placement.icon_name(model))
        self._send.setVisible(True)
        self._decline.setVisible(True)

    def say_waiting(self, server: str) -> None:
        """It is not known yet whether there is a question."""
        for button in (self._never, self._send, self._decline):
            button.hide()
        self._show(
            self.tr("Asking {server} where the model runs …").format(server=server), "unknown"
        )

    def clear(self) -> None:
        """There is no question any more."""
        self._text.clear()
        self.hide()

    def _show(self, text: str, icon_name: str) -> None:
        self._sign.setPixmap(icon(icon_name).pixmap(ICON_SIZE, self.devicePixelRatioF()))
        self._text.setText(text)
        self.show()
        announce(self._text, text)

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._send)
        buttons.addWidget(self._decline)
        buttons.addStretch(1)
        buttons.addWidget(self._never)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 12, 12, 12)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._text, 0, 1)
        grid.addLayout(buttons, 1, 1)
