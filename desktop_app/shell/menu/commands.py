"""What can be done on a page, read from its buttons: they know their name, keys and state."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QWidget

_FIELDS = (QCheckBox, QRadioButton)  # values, not actions


class Command(NamedTuple):
    """Something that can be done now, or could be if it were enabled."""

    name: str
    text: str
    keys: str
    is_enabled: bool
    run: Callable[[], object]


def commands_of(page: QWidget) -> list[Command]:
    """A command for each button that can be seen on the page, in their order there."""
    return [
        Command(
            button.objectName(),
            words_of(button),
            button.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
            button.isEnabled(),
            button.click,
        )
        for button in page.findChildren(QAbstractButton)
        if button.isVisibleTo(page)
        and button.window() is page.window()
        and not isinstance(button, _FIELDS)
        and "." in button.objectName()
        and words_of(button)
    ]


def words_of(button: QAbstractButton) -> str:
    """What a button does: as a screen reader says it, else its label."""
    return button.accessibleName() or button.text().replace("&", "")


def press(window: QWidget, name: str) -> None:
    """Press the button of that name, if it can be pressed now."""
    button = window.findChild(QAbstractButton, name)
    if button is not None:
        button.click()
