"""What a tab is given when it is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from desktop_app.core.refusals import Refusals

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.core.paths import Paths
    from desktop_app.storage.settings_store import SettingsStore
    from desktop_app.tabs.archive import Archive
    from desktop_app.tabs.session import Session
    from desktop_app.ui.theme import ThemeManager
    from desktop_app.ui.transcript import FormulaRenderer


@dataclass(frozen=True, slots=True)
class Services:
    """The collaborators of a tab.

    `show_tab` brings the tab of that name to the front, `hand_text` gives it a text too.
    """

    session: Session
    settings: SettingsStore
    theme: ThemeManager
    paths: Paths
    archive: Archive
    formulas: FormulaRenderer
    refusals: Refusals = field(default_factory=Refusals)
    show_tab: Callable[[str], None] = lambda _name: None
    hand_text: Callable[[str, str], None] = lambda _name, _text: None


class Tab(Protocol):
    """A tab: a widget, and tasks that end with it."""

    @property
    def widget(self) -> QWidget:
        """What is shown."""

    async def close(self) -> None:
        """Cancel the tab's tasks and wait for their end."""


@runtime_checkable
class TakesText(Protocol):
    """A tab in which a text of another tab can be gone on with."""

    def take_text(self, text: str) -> None:
        """Put the text where a person writes; what stands there stays."""


@runtime_checkable
class OpensConversations(Protocol):
    """A tab that shows kept conversations."""

    def open_conversation(self, conversation_id: int) -> None:
        """Show the conversation of that id."""


@runtime_checkable
class SaysStatus(Protocol):
    """A tab that says by itself why its server cannot be asked."""

    says_status: bool


@runtime_checkable
class ShowsCard(Protocol):
    """A tab that shows something of the shell until a person begins to work in it."""

    def show_card(self, card: QWidget, on_begun: Callable[[], None]) -> None:
        """Show `card`; `on_begun` is called when a question is sent or a conversation opened."""


@runtime_checkable
class OpensFiles(Protocol):
    """A tab to which files can be handed, as the command line names them."""

    def open_files(self, paths: Sequence[Path]) -> None:
        """Show these files; what cannot be used is said in the tab."""
