"""The look of the page on which settings are taken along, taken over and reset."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.shell.settings.confirmation import Confirmation
from desktop_app.ui.widgets import label, named, push_button


class TransferPage(QWidget):
    """What is pressed here happens at once, after a question; Save has nothing to do with it."""

    export_requested = Signal()
    import_requested = Signal()  # of a file that is yet to be chosen
    takeover_confirmed = Signal()
    reset_confirmed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._export = _button(
            "settings.export", self.tr("Export…"), self.tr("Save the settings as a file")
        )
        self._import = _button(
            "settings.import", self.tr("Import…"), self.tr("Take settings over from a file")
        )
        self._reset = _button(
            "settings.reset", self.tr("Reset…"), self.tr("Go back to the settings of the first day")
        )
        self._taking = Confirmation("settings.takeover", self._import)
        self._resetting = Confirmation("settings.reset", self._reset)
        self._state = _text("settings.transfer_state", "muted")
        self._problem = _text("settings.transfer_error", "error")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 4)
        layout.setSpacing(8)
        for heading, explanation, parts in self._sections():
            layout.addWidget(label(heading, "section"))
            layout.addWidget(_text("", "muted", explanation))
            for part in parts:
                layout.addWidget(part)
            layout.addSpacing(16)
        layout.addWidget(self._state)
        layout.addWidget(self._problem)
        layout.addStretch(1)
        self._export.clicked.connect(self.export_requested)
        self._import.clicked.connect(self.import_requested)
        self._reset.clicked.connect(self._on_reset)
        self._taking.confirmed.connect(self.takeover_confirmed)
        self._resetting.confirmed.connect(self.reset_confirmed)
        self.say("")
        self.show_problem("")

    def ask(self, name: str, changes: Sequence[str]) -> None:
        """Show what the file called `name` would change, and ask."""
        listed = "\n".join(f"•  {change}" for change in changes)
        question = self.tr("{name} would change this:\n\n{changes}").format(
            name=name, changes=listed
        )
        self._taking.ask(question, self.tr("Take over"))

    def say(self, sentence: str) -> None:
        """Say what was done; "" for nothing."""
        self._state.setText(sentence)
        self._state.setVisible(bool(sentence))

    def show_problem(self, sentence: str) -> None:
        """Say why something was not done; "" when all is well."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _sections(self) -> tuple[tuple[str, str, tuple[QWidget, ...]], ...]:
        return (
            (
                self.tr("Export"),
                self.tr(
                    "A file with servers, presets, favourites and the rest, for another computer. "
                    "Keys and conversations are not in it."
                ),
                (self._export,),
            ),
            (
                self.tr("Import"),
                self.tr(
                    "Shows first what would change. Nothing is removed, and a copy of the settings "
                    "as they are now is kept."
                ),
                (self._import, self._taking),
            ),
            (
                self.tr("Reset"),
                self.tr(
                    "Everything but the servers as on the first day. Keys, conversations and "
                    "recordings stay, and a copy of the settings is kept."
                ),
                (self._reset, self._resetting),
            ),
        )

    def _on_reset(self) -> None:
        self._resetting.ask(
            self.tr(
                "Reset theme, presets, favourites, chosen models and all other settings? Servers "
                "and their keys stay."
            ),
            self.tr("Reset"),
        )


def _button(name: str, text: str, tip: str) -> QPushButton:
    button = push_button(name, text)
    button.setToolTip(tip)
    button.setSizePolicy(button.sizePolicy().Policy.Fixed, button.sizePolicy().Policy.Fixed)
    return button


def _text(name: str, role: str, text: str = "") -> QLabel:
    made = named(label(text, role), name)
    made.setWordWrap(True)
    return made
