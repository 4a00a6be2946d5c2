"""What to do with a conversation that is longer than its model reads."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from desktop_app.ui.widgets import label, named, push_button


class ContextNotice(QFrame):
    """Offers to leave the oldest turns out, or says that they are. Hidden at first."""

    leave_out_requested = Signal()
    keep_requested = Signal()

    def __init__(self, tab: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._text = named(label(""), f"{tab}.context_notice")
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._leave_out = push_button(
            f"{tab}.leave_out_oldest", self.tr("Leave out the oldest turns")
        )
        self._leave_out.setToolTip(
            self.tr("They stay in the conversation, but are no longer sent with the next question")
        )
        self._leave_out.clicked.connect(self.leave_out_requested)
        self._keep = push_button(f"{tab}.send_oldest", self.tr("Send them too"), role="quiet")
        self._keep.setToolTip(self.tr("Send the whole conversation with the next question"))
        self._keep.clicked.connect(self.keep_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._leave_out, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._keep, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def offer_leaving_out(self, *, is_over: bool) -> None:
        """The next request would be too long: it is so already, or an answer has no room."""
        words = (
            self.tr("This conversation is longer than the model reads.")
            if is_over
            else self.tr("This conversation takes nearly all that the model reads.")
        )
        self._show(words, offers=True)

    def promise_leaving_out(self) -> None:
        """It was wanted, and has not been done yet."""
        words = self.tr("As many of the oldest turns as it takes will be left out.")
        self._show(words, offers=False)

    def show_left_out(self, count: int) -> None:
        """So many of the oldest messages are not sent; of none, nothing is said."""
        if count <= 0:
            self.clear()
        elif count == 1:
            self._show(self.tr("The oldest message is left out."), offers=False)
        else:
            words = self.tr("The oldest {count} messages are left out.")
            self._show(words.format(count=f"{count:,}"), offers=False)

    def clear(self) -> None:
        """Everything fits."""
        self._text.clear()
        self.hide()

    def _show(self, text: str, *, offers: bool) -> None:
        self._text.setText(text)
        self._leave_out.setVisible(offers)
        self._keep.setVisible(not offers)
        self.show()
