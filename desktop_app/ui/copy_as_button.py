"""The button that copies a request as code, in a language of its menu."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop_app.ui.icons import icon
from desktop_app.ui.widgets import ICON_SIZE, named

_NOTE_TIME = 1_600  # milliseconds
_LANGUAGES = (("python", "Python"), ("curl", "curl"))


class CopyAsButton(QPushButton):
    """`<tab>.copy_as`; its menu's entries are `<tab>.copy_as_python` and `<tab>.copy_as_curl`."""

    copy_requested = Signal(str)  # "python" or "curl"

    def __init__(self, tab: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = self.tr("Copy as code")
        named(self, f"{tab}.copy_as", self._name)
        self.setProperty("role", "quiet")
        self.setIconSize(ICON_SIZE)
        self.setToolTip(
            self.tr("Copy the request, as it would be sent now, as Python or curl; without the key")
        )
        menu = named(QMenu(self), f"{tab}.copy_as_menu", self._name)
        for language, name in _LANGUAGES:
            action = menu.addAction(name)
            action.setObjectName(f"{tab}.copy_as_{language}")
            action.triggered.connect(
                lambda _checked=False, wanted=language: self.copy_requested.emit(wanted)
            )
        self.setMenu(menu)
        self._note_end = QTimer(self, interval=_NOTE_TIME, singleShot=True)
        self._note_end.timeout.connect(self._show_name)
        self._show_name()

    def show_copied(self) -> None:
        """Confirm, for a moment, that the code can be pasted."""
        self._note(self.tr("Copied"), "check")

    def show_nothing(self) -> None:
        """Say, for a moment, that there is no request yet."""
        self._note(self.tr("Nothing to copy yet"), "code")

    def _note(self, words: str, icon_name: str) -> None:
        self.setMinimumWidth(self.width())  # a shorter word moves nothing
        self.setText(words)
        self.setIcon(icon(icon_name))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self._note_end.start()

    def _show_name(self) -> None:
        self.setText(self._name)
        self.setIcon(icon("code"))
        self.setMinimumWidth(0)
