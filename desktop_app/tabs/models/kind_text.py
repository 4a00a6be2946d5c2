"""Words for what a model is for, and for the fields that the service's guide explains."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.core.models import ModelInfo, ModelKind


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

    def field_help(self, name: str) -> str:
        """What a field of the server says; its name alone where that is not documented."""
        match name:
            case "max_sequence_length":
                return self.tr("Tokens that prompt and answer may have together; 0 is unknown")
            case "max_output_length":
                return self.tr("Tokens that an answer may have; 0 is unknown")
            case "hidden_size":
                return self.tr("Numbers in a vector of an embedding model; 0 for all others")
            case "deployment_country":
                return self.tr("The country where the model runs")
            case "is_externally_hosted":
                return self.tr("Whether another company than the provider runs the model")
            case _:
                return name
