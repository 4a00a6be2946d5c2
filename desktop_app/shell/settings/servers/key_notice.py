"""Says that keys cannot be kept, and offers the ways there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.profiles import KeyPlace
from desktop_app.shell.settings.confirmation import Confirmation
from desktop_app.shell.settings.key_place_text import KeyPlaceText
from desktop_app.ui.widgets import label, named, push_button

if TYPE_CHECKING:
    from pathlib import Path


class KeyNotice(QFrame):
    """`settings.key_notice`, hidden until it is needed. A file is warned about before it is one."""

    place_chosen = Signal(object)  # KeyPlace

    def __init__(self, key_file: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._words = KeyPlaceText(key_file, self)
        self._sentence = named(label(""), "settings.key_notice")
        self._sentence.setWordWrap(True)
        self._session = push_button("settings.keys_in_session", self.tr("This session only"))
        self._session.setToolTip(self.tr("Ask for the key again at the next start"))
        self._session.clicked.connect(lambda: self._choose(KeyPlace.SESSION))
        in_file = push_button("settings.keys_in_file", self.tr("Keep in a file …"))
        in_file.setToolTip(self.tr("Keep the keys in a file that you alone may read"))
        in_file.clicked.connect(self._on_file)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._session)
        row.addWidget(in_file)
        row.addStretch(1)
        self._warning = Confirmation("settings.keys_in_file", self._buttons)
        self._warning.confirmed.connect(lambda: self._choose(KeyPlace.FILE))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self._sentence)
        layout.addWidget(self._buttons)
        layout.addWidget(self._warning)
        self.hide()

    def show_problem(self, sentence: str, *, offers_places: bool) -> None:
        """Say why keys are not kept; the session is offered first."""
        self._sentence.setText(sentence)
        if self._warning.isHidden():  # else a person is just deciding
            self._buttons.setVisible(offers_places)
        self.show()

    def clear(self) -> None:
        """Say nothing any more, unless a person is just deciding."""
        if self._warning.isHidden():
            self._sentence.clear()
            self.hide()

    def take_focus(self) -> None:
        """Lead a person who wanted to save to the answers."""
        self._session.setFocus()

    def _on_file(self) -> None:
        self._warning.ask(self._words.warning(), self.tr("Keep the keys in this file"))

    def _choose(self, place: KeyPlace) -> None:
        self.hide()
        self.place_chosen.emit(place)
