"""Keys that press a button, and how they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton

_SHOWN = "keys"  # the property of a button that holds them, in the system's notation


def native(keys: QKeySequence) -> str:
    """Keys as the system writes them; Qt says Return where most keyboards say Enter."""
    return keys.toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")


def press_by(button: QAbstractButton, keys: str | QKeySequence.StandardKey) -> None:
    """Let keys press the button while it can be seen and pressed.

    Not by `setShortcut`: that presses a tenth of a second later, so that what a person types right
    after New comes too early; and a button forgets it with each change of its label.
    """
    sequence = QKeySequence(keys)
    QShortcut(sequence, button).activated.connect(button.click)
    show_keys(button, sequence)


def show_keys(button: QAbstractButton, keys: QKeySequence) -> None:
    """The button says these keys are its own; something else hears them."""
    button.setProperty(_SHOWN, native(keys))


def keys_shown(button: QAbstractButton) -> str:
    """The keys that do what the button does; "" when there are none."""
    return str(button.property(_SHOWN) or "")
