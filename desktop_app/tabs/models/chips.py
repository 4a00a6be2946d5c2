"""The chips above the table: what a model should be able to do."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_app.core.models import ModelInfo, ModelKind
from desktop_app.ui.model_box import answers_text
from desktop_app.ui.widgets import push_button


class Ability(StrEnum):
    """What the chips ask for."""

    CHAT = "chat"
    EMBEDDING = "embedding"
    SPEECH = "speech"
    VISION = "vision"
    TOOLS = "tools"


_KINDS = frozenset({Ability.CHAT, Ability.EMBEDDING, Ability.SPEECH})


def has_abilities(model: ModelInfo, wanted: frozenset[Ability]) -> bool:
    """Whether a model is of one of the wanted kinds, and sees and calls tools where wanted."""
    kinds = wanted & _KINDS
    return (not kinds or any(_has(model, kind) for kind in kinds)) and all(
        _has(model, ability) for ability in wanted - _KINDS
    )


def _has(model: ModelInfo, ability: Ability) -> bool:
    match ability:
        case Ability.CHAT:
            return answers_text(model)
        case Ability.EMBEDDING:
            return model.kind is ModelKind.EMBEDDING
        case Ability.SPEECH:
            return model.kind is ModelKind.SPEECH
        case Ability.VISION:
            return model.sees_images
        case Ability.TOOLS:
            return model.calls_tools


class ChipBar(QWidget):
    """Emits the abilities that are wanted; none leaves all models."""

    wanted_changed = Signal(frozenset)  # of Ability

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: dict[Ability, QPushButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._add(Ability.CHAT, self.tr("Chat"), self.tr("Models that answer in words"))
        self._add(Ability.EMBEDDING, self.tr("Embedding"), self.tr("Models that make vectors"))
        self._add(Ability.SPEECH, self.tr("Speech"), self.tr("Models that write down speech"))
        self._add(Ability.VISION, self.tr("Vision"), self.tr("Models that look at pictures"))
        self._add(
            Ability.TOOLS,
            self.tr("Tools"),
            self.tr("Models known to call tools: by what the server says, or by their name"),
        )
        self._row.addStretch(1)

    @property
    def wanted(self) -> frozenset[Ability]:
        """What is switched on."""
        return frozenset(ability for ability, chip in self._chips.items() if chip.isChecked())

    def _add(self, ability: Ability, text: str, hint: str) -> None:
        chip = push_button(f"models.chip_{ability.value}", text, role="chip")
        chip.setCheckable(True)
        chip.setToolTip(hint)
        chip.toggled.connect(lambda: self.wanted_changed.emit(self.wanted))
        self._chips[ability] = chip
        self._row.addWidget(chip)
