"""The entries of Help: the list of keys, and what this program is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from desktop_app.shell.menu.commands import commands_of
from desktop_app.ui.button_keys import native
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.shell.help.about import AboutDialog
    from desktop_app.shell.help.shortcuts import KeyLine, ShortcutsDialog
    from desktop_app.shell.main_window import MainWindow


class HelpPresenter(QObject):
    """Opens its dialogs and fills them; `make_tab` makes a tab that was not shown yet."""

    def __init__(
        self, window: MainWindow, titles: Sequence[str], make_tab: Callable[[int], None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._titles = titles
        self._make_tab = make_tab
        self._listing = TaskRunner(self)
        self._reading = TaskRunner(self)
        menu = window.menu
        menu.add(
            "shortcuts", self.tr("Keyboard shortcuts"), self._show_shortcuts, where=menu.help,
            shortcut="F1", also=("Ctrl+?",),
        )  # fmt: skip
        menu.add(
            "about", self.tr("About LLM Hub Desktop"), self._show_about, where=menu.help,
            shortcut="Shift+F1",
        ).setMenuRole(QAction.MenuRole.AboutRole)  # fmt: skip

    async def close(self) -> None:
        """End what is being listed and read."""
        await asyncio.gather(self._listing.close(), self._reading.close())

    def _show_shortcuts(self) -> None:
        from desktop_app.shell.help.shortcuts import ShortcutsDialog

        dialog = ShortcutsDialog(self._window)
        dialog.add_place(self.tr("Everywhere"), self._lines_of_window())
        dialog.finished.connect(self._listing.cancel)
        dialog.open()
        self._listing.start(self._list_tabs(dialog))

    async def _list_tabs(self, dialog: ShortcutsDialog) -> None:
        """The tab in front first; one that was not shown yet is made, one at a time."""
        order = [self._window.current_tab, *range(len(self._titles))]
        for index in dict.fromkeys(order):
            self._make_tab(index)
            dialog.add_place(self._titles[index], self._lines_of_tab(index))
            await asyncio.sleep(0)

    def _lines_of_window(self) -> list[KeyLine]:
        return [
            (action.text().replace("&", ""), ", ".join(map(native, action.shortcuts())))
            for action in self._window.menu.actions
            if action.shortcuts()
        ] + [(self.tr("Menu"), native(self._window.menu.keys))]

    def _lines_of_tab(self, index: int) -> list[KeyLine]:
        commands = commands_of(self._window.page(index), hidden=True)
        lines = ((command.text, command.keys) for command in commands if command.keys)
        return list(dict.fromkeys(lines))

    def _show_about(self) -> None:
        from desktop_app.shell.help.about import AboutDialog

        dialog = AboutDialog(self._window)
        dialog.finished.connect(self._reading.cancel)
        dialog.open()
        self._reading.start(self._read_parts(dialog))

    async def _read_parts(self, dialog: AboutDialog) -> None:
        from desktop_app.shell.help.about import installed_parts

        dialog.show_parts(await asyncio.to_thread(installed_parts))
