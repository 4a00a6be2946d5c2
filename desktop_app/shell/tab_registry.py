"""The tabs of the window in their order. A new tab is one folder and one entry here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.tabs.services import Services, Tab


class MakesTab(Protocol):
    """A class of tabs."""

    def __call__(self, services: Services, parent: QWidget) -> Tab:
        """Make the tab in its place: `parent` is the page on which it will stand."""


class TabEntry(NamedTuple):
    """A tab's name, title, and what loads the code that makes it; None while not built."""

    name: str
    title: str
    load: Callable[[], MakesTab] | None = None


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


def _chat() -> MakesTab:
    from desktop_app.tabs.chat.tab import ChatTab

    return ChatTab


def _completion() -> MakesTab:
    from desktop_app.tabs.completion.tab import CompletionTab

    return CompletionTab


def _vision() -> MakesTab:
    from desktop_app.tabs.vision.tab import VisionTab

    return VisionTab


def _models() -> MakesTab:
    from desktop_app.tabs.models.tab import ModelsTab

    return ModelsTab


def _embeddings() -> MakesTab:
    from desktop_app.tabs.embeddings.tab import EmbeddingsTab

    return EmbeddingsTab


def _audio() -> MakesTab:
    from desktop_app.tabs.audio.tab import AudioTab

    return AudioTab


def _tools() -> MakesTab:
    from desktop_app.tabs.tools.tab import ToolsTab

    return ToolsTab
