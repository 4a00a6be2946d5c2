"""Small makers of widgets in the program's style, named and spoken."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QSize
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.button_keys import keys_shown, press_by
from desktop_app.ui.icons import icon

ICON_SIZE = QSize(20, 20)
AnyWidget = TypeVar("AnyWidget", bound=QWidget)


def named(widget: AnyWidget, name: str, spoken: str = "") -> AnyWidget:
    """Give a control its stable name and, where no label says it, its accessible name."""
    widget.setObjectName(name)
    if spoken:
        widget.setAccessibleName(spoken)
    return widget


def label(text: str, role: str = "") -> QLabel:
    """A label; `role` picks its look in the style sheet (muted, label, title, section…)."""
    widget = QLabel(text)
    if role:
        widget.setProperty("role", role)
    return widget


def card(content: QWidget, margin: int = 4) -> QFrame:
    """The content on a card, so far from its edge."""
    frame = QFrame()
    frame.setProperty("role", "card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.addWidget(content)
    return frame


def icon_button(name: str, icon_name: str, spoken: str, shortcut: str = "") -> QToolButton:
    """A button with an icon alone; `spoken` is its accessible name and its tool tip."""
    button = named(QToolButton(), name)
    button.setIcon(icon(icon_name))
    button.setIconSize(ICON_SIZE)
    describe(button, spoken)
    if shortcut:
        press_by(button, shortcut)
        button.setToolTip(f"{spoken} ({keys_shown(button)})")
    return button


def push_button(name: str, text: str, *, role: str = "", icon_name: str = "") -> QPushButton:
    """A button with words; `role` is "primary" for the one main action, or "quiet"."""
    button = named(QPushButton(text), name, text)
    if role:
        button.setProperty("role", role)
    if icon_name:
        tint = QPalette.ColorRole.HighlightedText if role == "primary" else None
        button.setIcon(icon(icon_name, tint))
        button.setIconSize(ICON_SIZE)
    return button


def text_inset(field: QAbstractSpinBox) -> None:
    """Keep a number off the edge of its box: style sheets do not reach the inner line."""
    inner = field.findChild(QLineEdit)
    if inner is not None:
        inner.setTextMargins(8, 0, 0, 0)


def offer_clearing(field: QLineEdit, words: str) -> None:
    """A cross at the end of a field while something is written; Qt's own fits no theme."""
    clear = field.addAction(icon("close"), field.ActionPosition.TrailingPosition)
    clear.setToolTip(words)
    clear.setVisible(bool(field.text()))
    clear.triggered.connect(field.clear)
    field.textChanged.connect(lambda text: clear.setVisible(bool(text)))


def describe(widget: QWidget, spoken: str) -> None:
    """Say what a control without a full label is: to a screen reader and as a tool tip."""
    widget.setAccessibleName(spoken)
    widget.setToolTip(spoken)


def polish(widget: QWidget) -> None:
    """Work out the style of a widget and of all in it, ahead of its being shown."""
    for part in (widget, *widget.findChildren(QWidget)):
        part.ensurePolished()


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and have it looked at again."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
