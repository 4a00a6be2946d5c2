"""What a model can do, as far as it is known, in a word each."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject

from desktop_app.core.models import ModelInfo, ModelKind
from desktop_app.ui.model_box import answers_text


class Ability(StrEnum):
    """What a model may be wanted for."""

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


class AbilityText(QObject):
    """Names of abilities."""

    def word(self, ability: Ability) -> str:
        """The name of one."""
        match ability:
            case Ability.CHAT:
                return self.tr("Chat")
            case Ability.EMBEDDING:
                return self.tr("Embedding")
            case Ability.SPEECH:
                return self.tr("Speech")
            case Ability.VISION:
                return self.tr("Vision")
            case Ability.TOOLS:
                return self.tr("Tools")

    def words(self, model: ModelInfo) -> list[str]:
        """The names of all that a model has."""
        return [self.word(each) for each in Ability if has_abilities(model, frozenset({each}))]
