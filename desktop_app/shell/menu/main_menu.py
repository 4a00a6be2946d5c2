"""The menu of the window: File, View, the actions of the tab that is shown, Help.

    menu = window.menu
    menu.add("diagnostics", self.tr("Diagnostics"), self._show_diagnostics, where=menu.help)

A button in the window's corner opens it; on macOS it is the menu bar, where the system wants it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton

from desktop_app.shell.menu.commands import commands_of
from desktop_app.ui.icons import icon
from desktop_app.ui.widgets import icon_button, named

if TYPE_CHECKING:
    from desktop_app.shell.main_window import MainWindow


_KEYS = "F10"


class MainMenu(QObject):
    """Holds what the whole window can do; what a tab can do is read from its buttons."""

    about_to_show = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._actions: list[QAction] = []
        self.file = named(QMenu(self.tr("File"), window), "main.menu_file")
        self.view = named(QMenu(self.tr("View"), window), "main.menu_view")
        self.tab = named(QMenu(window), "main.menu_tab")
        self.help = named(QMenu(self.tr("Help"), window), "main.menu_help")
        self._end = QMenu(window)
        self.quit = self.add(
            "quit", self.tr("Quit"), window.quit_requested.emit, where=self._end, shortcut="Ctrl+Q"
        )
        self._actions.clear()  # it stands at the end of every list
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self.tab.aboutToShow.connect(self._fill_tab)

    def add(
        self,
        name: str,
        text: str,
        run: Callable[[], object],
        *,
        where: QMenu,
        shortcut: str = "",
        also: Sequence[str] = (),
        icon_name: str = "",
    ) -> QAction:
        """Add an action that works in every tab; `where` is `file`, `view`, `help` or a submenu.

        `shortcut` is shown in the menu; the keys in `also` work too.
        """
        action = QAction(text, self._window)
        action.setObjectName(f"menu.{name}")
        if shortcut:
            action.setShortcuts([QKeySequence(keys) for keys in (shortcut, *also)])
        if icon_name:
            action.setIcon(icon(icon_name))
        action.triggered.connect(lambda _checked: run())
        where.addAction(action)
        self._window.addAction(action)  # so that its keys work while the menu is closed
        self._actions.append(action)
        return action

    def submenu(self, name: str, text: str, *, where: QMenu) -> QMenu:
        """Add a menu within a menu; for a list that changes, fill it when it is about to show."""
        menu = named(QMenu(text, where), f"main.menu_{name}")
        where.addMenu(menu)
        return menu

    @property
    def actions(self) -> tuple[QAction, ...]:
        """All that was added, in that order, and Quit at the end."""
        return (*self._actions, self.quit)

    @property
    def keys(self) -> QKeySequence:
        """What opens the menu."""
        return QKeySequence(_KEYS)

    def button(self) -> QToolButton:
        """The button that opens the menu, for the window's corner."""
        button = icon_button("main.menu", "menu", self.tr("Menu"), _KEYS)
        self._root = named(QMenu(button), "main.menu_root", self.tr("Menu"))
        # Not by setMenu: that would wait for the menu in a loop of its own.
        button.clicked.connect(lambda: self._open_below(button))
        if sys.platform == "darwin":
            button.hide()
            self._fill_bar()
        return button

    def _open_below(self, button: QToolButton) -> None:
        self._fill()
        corner = button.mapToGlobal(button.rect().bottomRight())
        self._root.popup(corner - QPoint(self._root.sizeHint().width(), -4))

    def _fill(self) -> None:
        root = self._root
        self.about_to_show.emit()
        root.clear()
        root.addActions(self.file.actions())
        root.addSeparator()
        for menu in (self.view, self.tab, self.help):
            root.addMenu(menu)
        root.addSeparator()
        root.addActions(self._end.actions())
        self.tab.setTitle(self._window.current_title)

    def _fill_bar(self) -> None:
        bar = self._window.menuBar()
        for menu in (self.file, self.view, self.tab, self.help):
            bar.addMenu(menu)
        self.file.aboutToShow.connect(self.about_to_show)
        self.file.addAction(self.quit)  # the system moves it to where it belongs
        self.tab.setTitle(self.tr("Tab"))

    def _fill_tab(self) -> None:
        self.tab.clear()
        for command in commands_of(self._window.current_page):
            # What follows a tab character is shown as keys; the button itself listens to them.
            text = command.text.replace("&", "&&")
            action = self.tab.addAction(f"{text}\t{command.keys}" if command.keys else text)
            action.setEnabled(command.is_enabled)
            if command.menu is not None:
                action.setMenu(command.menu)
            action.triggered.connect(lambda _checked, run=command.run: run())
