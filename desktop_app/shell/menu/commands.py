"""What can be done on a page, read from its buttons: they know their name, keys and state."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QMenu,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)

from desktop_app.ui.button_keys import keys_shown, native

_FIELDS = (QCheckBox, QRadioButton)  # values, not actions


class Command(NamedTuple):
    """Something that can be done now, or could be if it were enabled."""

    name: str
    text: str
    keys: str
    is_enabled: bool
    run: Callable[[], object]
    menu: QMenu | None = None  # what it opens


def commands_of(page: QWidget, *, hidden: bool = False) -> list[Command]:
    """A command for each button that can be seen on the page, in their order there.

    With `hidden`, also for those that appear only at times. What keys do without a button
    follows: each shortcut of the page that says in `whatsThis` what it is for.
    """
    buttons = [
        Command(
            button.objectName(),
            words_of(button),
            keys_shown(button),
            button.isEnabled(),
            button.click,
            button.menu() if isinstance(button, (QPushButton, QToolButton)) else None,
        )
        for button in page.findChildren(QAbstractButton)
        if _is_action(button) and (hidden or button.isVisibleTo(page))
    ]
    return buttons + [
        Command(
            shortcut.objectName(),
            shortcut.whatsThis(),
            native(shortcut.key()),
            shortcut.isEnabled(),
            shortcut.activated.emit,
        )
        for shortcut in page.findChildren(QShortcut)
        if shortcut.whatsThis()
    ]


def words_of(button: QAbstractButton) -> str:
    """What a button does: as a screen reader says it, else its label."""
    return button.accessibleName() or button.text().replace("&", "")


def press(window: QWidget, name: str) -> None:
    """Press the button of that name, if it can be pressed now."""
    button = window.findChild(QAbstractButton, name)
    if button is not None:
        button.click()


def _is_action(button: QAbstractButton) -> bool:
    # Without a dot it is a part of one of Qt's own widgets.
    is_field = isinstance(button, _FIELDS)
    return "." in button.objectName() and not is_field and bool(words_of(button))
