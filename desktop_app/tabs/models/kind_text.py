"""Words for what a model is for, how it stands, and for the fields that the guide explains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject

from desktop_app.core.models import ModelInfo, ModelKind
from desktop_app.tabs.models.visits import Mark


@dataclass(frozen=True, slots=True)
class Badge:
    """A word to be noticed; `colour` is one of the theme's. No tuple: Qt would make it a list."""

    words: str
    colour: Literal["accent", "muted", "warning"]


class KindText(QObject):
    """What the list of models means."""

    def word(self, model: ModelInfo) -> str:
        """The kind in a word or two."""
        match model.kind:
            case ModelKind.CHAT:
                return self.tr("Language")
            case ModelKind.EMBEDDING:
                return self.tr("Embedding")
            case ModelKind.SPEECH:
                return self.tr("Speech")
            case ModelKind.IMAGE_GENERATION:
                return self.tr("Image generation")
            case _:
                return self.tr("Unknown")

    def badges(self, model: ModelInfo, mark: Mark | None) -> list[Badge]:
        """What stands beside the name."""
        found = []
        if mark is Mark.NEW:
            found.append(Badge(self.tr("New"), "accent"))
        if mark is Mark.GONE:
            found.append(Badge(self.tr("Gone"), "muted"))
        if model.is_deprecated:
            found.append(Badge(self.tr("Deprecated"), "warning"))
        return found

    def field_help(self, name: str) -> str:
        """What a field of the server says; its name alone where that is not documented."""
        match name:
            case "max_sequence_length":
                return self.tr("Tokens that prompt and answer may have together; 0 is unknown")
            case "max_output_length":
                return self.tr("Tokens that an answer may have; 0 is unknown")
            case "hidden_size":
                return self.tr("Numbers in a vector of an embedding model; 0 for all others")
            case "model_lifecycle_stage":
                return self.tr("How far the model is in its life; a deprecated one will go")
            case "deployment_country":
                return self.tr("The country where the model runs")
            case "is_externally_hosted":
                return self.tr("Whether another company than the provider runs the model")
            case _:
                return name
