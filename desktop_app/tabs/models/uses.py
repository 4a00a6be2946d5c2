"""In which tabs a model can be used."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, QObject

from desktop_app.core.models import ModelInfo, ModelKind

# Made for pictures; others that see them too are mostly talked to.
_FOR_PICTURES = re.compile(r"(^|[-_/\d])(vl|vlm|vision|ocr)([-_\d]|$)|llava|pixtral", re.IGNORECASE)


def uses_of(model: ModelInfo) -> tuple[str, ...]:
    """The names of the tabs, the one that it is made for first; none for no tab."""
    match model.kind:
        case ModelKind.EMBEDDING:
            return ("embeddings",)
        case ModelKind.SPEECH:
            return ("audio",)
        case ModelKind.IMAGE_GENERATION:
            return ()
    if not model.sees_images:
        return ("chat", "completion", "tools")
    if _FOR_PICTURES.search(model.id):
        return ("vision", "chat", "completion", "tools")
    return ("chat", "completion", "vision", "tools")


class UseText(QObject):
    """Words for using a model."""

    def action(self, tab: str) -> str:
        """What a button or a menu offers."""
        return self.tr("Use in {tab}").format(tab=_title(tab))


def _title(tab: str) -> str:
    match tab:
        case "chat":
            return QCoreApplication.translate("Tabs", "Chat")
        case "completion":
            return QCoreApplication.translate("Tabs", "Completion")
        case "embeddings":
            return QCoreApplication.translate("Tabs", "Embeddings")
        case "vision":
            return QCoreApplication.translate("Tabs", "Vision")
        case "audio":
            return QCoreApplication.translate("Tabs", "Audio")
        case _:
            return QCoreApplication.translate("Tabs", "Tools")
