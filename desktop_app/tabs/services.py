"""What a tab is given when it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.core.paths import Paths
    from desktop_app.storage.settings_store import SettingsStore
    from desktop_app.tabs.session import Session
    from desktop_app.ui.theme import ThemeManager


@dataclass(frozen=True, slots=True)
class Services:
    """The collaborators of a tab. `show_tab` brings the tab of that name to the front."""

    session: Session
    settings: SettingsStore
    theme: ThemeManager
    paths: Paths
    show_tab: Callable[[str], None] = lambda _name: None


class Tab(Protocol):
    """A tab: a widget, and tasks that end with it."""

    @property
    def widget(self) -> QWidget:
        """What is shown."""

    async def close(self) -> None:
        """Cancel the tab's tasks and wait for their end."""
