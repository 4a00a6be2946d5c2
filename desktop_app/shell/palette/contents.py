"""What the palette lists: the actions of the menu and what the tab can do now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from desktop_app.shell.menu.commands import Command, commands_of
from desktop_app.shell.palette.matching import Entry
from desktop_app.ui.button_keys import native

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from desktop_app.shell.main_window import MainWindow


def palette_entries(window: MainWindow) -> list[Entry]:
    """Everything that can be done now: the tab's first, then the window's."""
    window.menu.about_to_show.emit()
    return [
        *_of_tab(window),
        *(
            Entry(_menu_title(action), _of_action(action))
            for action in window.menu.actions
            if action.isEnabled()
        ),
    ]


def _of_tab(window: MainWindow) -> Iterator[Entry]:
    for command in commands_of(window.current_page):
        if not command.is_enabled:
            continue
        if command.menu is None:
            yield Entry(window.current_title, command)
            continue
        command.menu.aboutToShow.emit()  # some are filled then
        for action in command.menu.actions():
            if action.isEnabled() and action.text() and action.menu() is None:
                yield Entry(f"{window.current_title}: {command.text}", _of_action(action))


def _of_action(action: QAction) -> Command:
    text, _, keys = action.text().partition("\t")
    return Command(
        action.objectName(),
        text.replace("&", ""),
        keys or native(action.shortcut()),
        action.isEnabled(),
        action.trigger,
    )


def _menu_title(action: QAction) -> str:
    menus = [each for each in action.associatedObjects() if isinstance(each, QMenu)]
    return next((menu.title() for menu in menus if menu.title()), "")
