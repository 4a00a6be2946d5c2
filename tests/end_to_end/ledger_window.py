"""What a person does in the ledger's window, for its tests and scenes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTableView, QWidget

if TYPE_CHECKING:
    from tests.end_to_end.window import Window


async def opened(window: Window) -> QWidget:
    """Open it and wait until it is there: it is made in pieces."""
    window.click("main.ledger")
    return await until_shown(window)


async def until_shown(window: Window) -> QWidget:
    """Wait until the window is in front of a person."""

    def is_shown() -> bool:
        ledger = window.root.findChild(QWidget, "ledger")
        return ledger is not None and ledger.isActiveWindow()

    await window.until(is_shown, "the ledger's window")
    return window.find(QWidget, "ledger")


def listed(window: Window) -> list[tuple[str, str, str]]:
    """Operation, model and status of each row."""
    model = window.find(QTableView, "ledger.list").model()
    rows = range(model.rowCount())
    return [tuple(model.index(row, column).data() for column in (1, 2, 3)) for row in rows]


async def until_listed(window: Window, count: int) -> None:
    """Wait until so many calls are listed."""
    await window.until(lambda: len(listed(window)) == count, f"{count} calls")


async def choose(window: Window, row: int, part: str) -> None:
    """Choose the call of a row, whose request holds `part`."""
    window.find(QTableView, "ledger.list").selectRow(row)
    await window.until_text("ledger.request", part)
