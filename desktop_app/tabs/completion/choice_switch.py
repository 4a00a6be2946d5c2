"""The small switch between the texts of one request: ‹ 1 / 3 ›."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.ui.widgets import icon_button, label, named


class ChoiceSwitch(QWidget):
    """Shown where there is more than one; emits the number of the text that is wanted."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = 0
        self._back = icon_button(
            "completion.previous_choice", "chevron-left", self.tr("The text before")
        )
        self._on = icon_button("completion.next_choice", "chevron-right", self.tr("The next text"))
        self._place = named(label("", "muted"), "completion.choice")
        self._back.clicked.connect(lambda: self.chosen.emit(self._shown - 1))
        self._on.clicked.connect(lambda: self.chosen.emit(self._shown + 1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in (self._back, self._place, self._on):
            row.addWidget(part)
        self.show_place(0, 1)

    def show_place(self, shown: int, count: int) -> None:
        """The text `shown` of `count`, counted from 0."""
        self._shown = shown
        self._place.setText(f"{shown + 1} / {count}")
        self._place.setAccessibleName(
            self.tr("Text {number} of {count}").format(number=shown + 1, count=count)
        )
        self._back.setEnabled(shown > 0)
        self._on.setEnabled(shown < count - 1)
        self.setVisible(count > 1)
