"""What a person does in the Models tab, for its tests and scenes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from desktop_app.tabs.models.table_view import ModelTableView

if TYPE_CHECKING:
    from tests.end_to_end.window import Window

MODELS_TAB = 6
_SPEECH = "whisper-1"  # what the audio base of the scripted hub adds
NEVER, EXTERNAL, EXTERNAL_OR_UNKNOWN = range(3)


def table(window: Window) -> ModelTableView:
    return window.find(ModelTableView, "models.table")


def rows(window: Window) -> list[str]:
    """The models in their order."""
    model = table(window).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def choose(window: Window, model: str) -> None:
    """Make a model the current row."""
    table(window).selectRow(rows(window).index(model))


def ask_before_sending(window: Window, rule: int) -> None:
    """Choose the rule of the server in use."""
    box = window.find(QComboBox, "models.data_rule")
    box.setCurrentIndex(rule)
    box.activated.emit(rule)


async def opened(window: Window) -> None:
    """Show the tab with the models of the server, those of its audio base among them."""
    window.show_tab(MODELS_TAB)
    await window.until(
        lambda: "connected, " in window.text("main.connection") and _SPEECH in rows(window),
        "the models",
    )
