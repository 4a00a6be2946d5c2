"""The chips above the table: what a model should be able to do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_app.tabs.models.abilities import Ability, AbilityText
from desktop_app.ui.widgets import push_button


class ChipBar(QWidget):
    """Emits the abilities that are wanted; none leaves all models."""

    wanted_changed = Signal(frozenset)  # of Ability

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = AbilityText(self)
        self._chips: dict[Ability, QPushButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._add(Ability.CHAT, self.tr("Models that answer in words"))
        self._add(Ability.EMBEDDING, self.tr("Models that make vectors"))
        self._add(Ability.SPEECH, self.tr("Models that write down speech"))
        self._add(Ability.VISION, self.tr("Models that look at pictures"))
        self._add(
            Ability.TOOLS,
            self.tr("Models known to call tools: by what the server says, or by their name"),
        )
        self._row.addStretch(1)

    @property
    def wanted(self) -> frozenset[Ability]:
        """What is switched on."""
        return frozenset(ability for ability, chip in self._chips.items() if chip.isChecked())

    def _add(self, ability: Ability, hint: str) -> None:
        chip = push_button(f"models.chip_{ability.value}", self._words.word(ability), role="chip")
        chip.setCheckable(True)
        chip.setToolTip(hint)
        chip.toggled.connect(lambda: self.wanted_changed.emit(self.wanted))
        self._chips[ability] = chip
        self._row.addWidget(chip)
