"""How the program fits into the person's session: at login, and when its window is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop_app.core.settings import OnClose
from desktop_app.shell.settings.form import choice, form, title
from desktop_app.ui.widgets import named


class DesktopRows(QWidget):
    """Told what to show; nothing here is in force before Save."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._at_login = named(
            QCheckBox(self.tr("Start at login, in the tray")), "settings.start_at_login"
        )
        self._at_login.setToolTip(self.tr("Ready for dictation as soon as you are logged in"))
        self._on_close = choice("settings.on_close", self.tr("When the window is closed"))
        for value, text in (
            (OnClose.ASK, self.tr("Ask")),
            (OnClose.STAY, self.tr("Stay in the tray, where there is one")),
            (OnClose.QUIT, self.tr("Quit")),
        ):
            self._on_close.addItem(text, value.value)
        rows = form()
        rows.addRow(title(self.tr("On closing"), self._on_close), self._on_close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(rows)
        column.addWidget(self._at_login, 0, Qt.AlignmentFlag.AlignLeft)

    def show_on_close(self, choice: OnClose) -> None:
        """Show what closing the window means."""
        self._on_close.setCurrentIndex(self._on_close.findData(choice.value))

    def on_close(self) -> OnClose:
        """What is picked."""
        return OnClose(self._on_close.currentData())

    def show_at_login(self, *, on: bool) -> None:
        """Show whether the program starts at login."""
        self._at_login.setChecked(on)

    def at_login(self) -> bool:
        """Whether it is to."""
        return self._at_login.isChecked()
