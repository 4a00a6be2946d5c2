"""The tabs of the window in their order. A new tab is one folder and one entry here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from desktop_app.tabs.services import Services, Tab


class TabEntry(NamedTuple):
    """A tab's name, title, and how it is made when it is first shown; None while not built."""

    name: str
    title: str
    make: Callable[[Services], Tab] | None = None


def tab_entries() -> tuple[TabEntry, ...]:
    """All tabs, in the order of Ctrl+1 to Ctrl+7."""
    return (
        TabEntry("chat", QCoreApplication.translate("Tabs", "Chat"), _chat),
        TabEntry("completion", QCoreApplication.translate("Tabs", "Completion"), _completion),
        TabEntry("embeddings", QCoreApplication.translate("Tabs", "Embeddings"), _embeddings),
        TabEntry("vision", QCoreApplication.translate("Tabs", "Vision"), _vision),
        TabEntry("audio", QCoreApplication.translate("Tabs", "Audio"), _audio),
        TabEntry("tools", QCoreApplication.translate("Tabs", "Tools"), _tools),
        TabEntry("models", QCoreApplication.translate("Tabs", "Models"), _models),
    )


def _chat(services: Services) -> Tab:
    from desktop_app.tabs.chat.tab import ChatTab

    return ChatTab(services)


def _completion(services: Services) -> Tab:
    from desktop_app.tabs.completion.tab import CompletionTab

    return CompletionTab(services)


def _vision(services: Services) -> Tab:
    from desktop_app.tabs.vision.tab import VisionTab

    return VisionTab(services)


def _models(services: Services) -> Tab:
    from desktop_app.tabs.models.tab import ModelsTab

    return ModelsTab(services)


def _embeddings(services: Services) -> Tab:
    from desktop_app.tabs.embeddings.tab import EmbeddingsTab

    return EmbeddingsTab(services)


def _audio(services: Services) -> Tab:
    from desktop_app.tabs.audio.tab import AudioTab

    return AudioTab(services)


def _tools(services: Services) -> Tab:
    from desktop_app.tabs.tools.tab import ToolsTab

    return ToolsTab(services)
