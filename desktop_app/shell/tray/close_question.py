"""Asked once: does closing the window end the program, or does it stay in the tray?"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop_app.core.settings import OnClose
from desktop_app.ui.widgets import named, restyle


class CloseQuestion(QObject):
    """A dialog that does not wait: `answered` follows, unless the person thinks better of it."""

    answered = Signal(object)  # OnClose

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._box = named(QMessageBox(window), "main.close_question")
        self._box.setWindowTitle(self.tr("Close the window"))
        self._box.setText(self.tr("Keep LLM Hub Desktop in the tray?"))
        self._box.setInformativeText(
            self.tr(
                "There it takes dictation at any time and opens at once. "
                "You are asked only now; the settings let you change it."
            )
        )
        role = QMessageBox.ButtonRole
        self._stay = self._box.addButton(self.tr("Stay in the tray"), role.AcceptRole)
        self._stay.setObjectName("main.close_stay")
        self._stay.setToolTip(
            self.tr("Close the window; dictation and the last chats stay at hand")
        )
        restyle(self._stay, "role", "primary")
        self._quit = self._box.addButton(self.tr("Quit"), role.DestructiveRole)
        self._quit.setObjectName("main.close_quit")
        self._quit.setToolTip(self.tr("End the program"))
        cancel = self._box.addButton(self.tr("Cancel"), role.RejectRole)
        cancel.setObjectName("main.close_cancel")
        cancel.setToolTip(self.tr("Leave the window open (Esc)"))
        self._box.setDefaultButton(self._stay)
        self._box.setEscapeButton(cancel)
        self._box.finished.connect(self._on_finished)

    def open(self) -> None:
        """Ask; a second close meanwhile asks nothing more."""
        self._box.open()

    def _on_finished(self) -> None:
        clicked = self._box.clickedButton()
        if clicked is self._stay:
            self.answered.emit(OnClose.STAY)
        elif clicked is self._quit:
            self.answered.emit(OnClose.QUIT)
