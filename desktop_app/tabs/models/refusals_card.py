"""What a model was found to refuse, and the button that forgets it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.ui.widgets import label, named, push_button

if TYPE_CHECKING:
    from desktop_app.core.replies import ParameterDropped


class RefusalsCard(QFrame):
    """Hidden while nothing is known to be refused."""

    forget_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        title = label(self.tr("Found to refuse"), "label")
        self._list = named(label(""), "models.refusals", title.text())
        self._list.setWordWrap(True)
        self._list.setTextFormat(Qt.TextFormat.PlainText)
        self._list.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        forget = push_button("models.forget", self.tr("Forget"))
        forget.setToolTip(self.tr("Send all of it again with the next question"))
        forget.clicked.connect(self.forget_requested)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(title)
        words.addWidget(self._list)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(forget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_refusals(self, refusals: Sequence[ParameterDropped]) -> None:
        """List them in the order in which they were learnt."""
        self._list.setText("\n".join(map(self._line, refusals)))
        self.setVisible(bool(refusals))

    def _line(self, refusal: ParameterDropped) -> str:
        match refusal.name:
            case "file":
                return self.tr("file: sound is sent as WAV")
            case "response_format":
                return self.tr("response_format: transcripts come without times")
            case _ if refusal.replaced_by:
                return self.tr("{name}: sent as {other}").format(
                    name=refusal.name, other=refusal.replaced_by
                )
            case "tools":
                return self.tr("tools: it answers without calling functions")
            case "stream_options":
                return self.tr("stream_options: tokens are estimated while it streams")
            case _:
                return self.tr("{name}: left out").format(name=refusal.name)
