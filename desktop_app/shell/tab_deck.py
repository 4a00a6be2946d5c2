"""The tabs: each is made when it is first shown, and ends with the window."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.audio.sound_format import MEDIA_TYPES
from desktop_app.core.ending import all_ended
from desktop_app.shell.window_memory import remember_splitters
from desktop_app.tabs.services import OpensConversations, OpensFiles, ShowsCard, TakesText
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.shell.main_window import MainWindow
    from desktop_app.shell.tab_registry import TabEntry
    from desktop_app.tabs.services import Services, Tab


class TabDeck(QObject):
    """Makes the tabs, brings one to the front and hands it what another part has for it."""

    front_changed = Signal()

    def __init__(self, window: MainWindow, entries: Sequence[TabEntry], services: Services) -> None:
        super().__init__(window)
        self._window = window
        self._entries = entries
        self._names = [entry.name for entry in entries]
        self._services = replace(services, show_tab=self.show_tab, hand_text=self.hand_text)
        self._tabs: dict[int, Tab] = {}
        self._loading = TaskRunner(self)
        window.tab_shown.connect(self._on_tab_shown)

    @property
    def front(self) -> Tab | None:
        """The tab that is shown; None before it is made."""
        return self._tabs.get(self._window.current_tab)

    def start(self) -> None:
        """Show the tab of the last time."""
        last = self._services.settings.current.current_tab
        if last in self._names:
            self.show_tab(last)
        self.make(self._window.current_tab)
        self._loading.start(self._load())

    def make(self, index: int) -> None:
        """Make that tab, if it was not shown yet."""
        load = self._entries[index].load
        if index not in self._tabs and load is not None:
            tab = load()(self._services, self._window.page(index))
            self._tabs[index] = tab
            self._window.fill_tab(index, tab.widget)
            remember_splitters(tab.widget, self._services.settings)

    def show_tab(self, name: str) -> None:
        """Bring the tab of that name to the front."""
        self._window.show_tab(self._names.index(name))

    def hand_text(self, name: str, text: str) -> None:
        """Bring the tab of that name to the front and go on with `text` there."""
        tab = self._shown(name)
        if isinstance(tab, TakesText):
            tab.take_text(text)

    def open_files(self, paths: Sequence[Path]) -> None:
        """Open pictures in Vision and sound in Audio; a name that says nothing goes to Vision."""
        kinds: dict[str, list[Path]] = {}
        for path in paths:
            is_sound = path.suffix.lower().removeprefix(".") in MEDIA_TYPES
            kinds.setdefault("audio" if is_sound else "vision", []).append(path)
        for name, files in kinds.items():
            tab = self._shown(name)
            if isinstance(tab, OpensFiles):
                tab.open_files(files)

    def open_conversation(self, conversation_id: int) -> None:
        """Show a kept conversation."""
        tab = self._shown("chat")
        if isinstance(tab, OpensConversations):
            tab.open_conversation(conversation_id)

    def show_in_chat(self, card: QWidget, on_begun: Callable[[], None]) -> None:
        """Show a card in Chat until a person begins to work there."""
        tab = self._shown("chat")
        if isinstance(tab, ShowsCard):
            tab.show_card(card, on_begun)

    def focus_prompt(self) -> None:
        """Lead a person to where questions are written."""
        self.show_tab("chat")
        if self.front is not None:
            self.front.widget.setFocus()

    async def close(self) -> None:
        """End all tabs."""
        await self._loading.close()
        await all_ended(tab.close() for tab in self._tabs.values())

    async def _load(self) -> None:
        """Load the code of all tabs in a thread, when nobody waits for anything."""
        await self._services.session.settled()
        for entry in self._entries:
            if entry.load is not None:
                await asyncio.to_thread(entry.load)

    def _on_tab_shown(self, index: int) -> None:
        self.make(index)
        self.front_changed.emit()

    def _shown(self, name: str) -> object:
        index = self._names.index(name)
        self.show_tab(name)
        self.make(index)  # it may have been in front already, not yet made
        return self._tabs.get(index)
