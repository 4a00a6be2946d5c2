"""The real panel over a real database, driven as a person drives it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget

from desktop_app.core.settings import Theme
from desktop_app.tabs.archive import Archive
from desktop_app.tabs.chat.sidebar.presenter import ConversationList
from desktop_app.tabs.chat.sidebar.row import ROW_ROLE, Heading
from desktop_app.tabs.chat.sidebar.view import ConversationSidebar
from desktop_app.ui.theme import ThemeManager
from tests.tabs.chat.sidebar.filling import Talk, fill

if TYPE_CHECKING:
    from desktop_app.storage.database import ConversationDatabase

PATIENCE = 20.0  # seconds
W = TypeVar("W", bound=QWidget)


class Panel:
    """The panel, and what its presenter has told so far."""

    def __init__(self, archive: Archive, database: ConversationDatabase) -> None:
        self.archive = archive
        self.database = database
        app = cast("QApplication", QApplication.instance())
        self.theme = ThemeManager(app, Theme.LIGHT)
        self.view = ConversationSidebar(self.theme)
        self.presenter = ConversationList(self.view, archive)
        self.list = self.view.list
        self.told: list[tuple[Any, ...]] = []
        self.restores: list[Callable[[], None]] = []
        for name in ("conversation_chosen", "hit_chosen", "new_requested", "deleted", "restored"):
            self._note(name)
        for name in ("renamed", "export_requested", "failed"):
            self._note(name)
        self.presenter.undo_offered.connect(self._on_undo_offered)

    def find(self, kind: type[W], name: str) -> W:
        """The control of that name."""
        control = self.view.findChild(kind, name)
        assert control is not None, f"there is no {name}"
        return control

    def rows(self, view: QListView | None = None) -> list[str]:
        """What is listed; headings in brackets."""
        model = (view or self.list).model()
        indexes = [model.index(row, 0) for row in range(model.rowCount())]
        return [
            f"[{index.data()}]" if isinstance(index.data(ROW_ROLE), Heading) else index.data()
            for index in indexes
        ]

    def row(self, title: str) -> int:
        """The row of a title."""
        return self.rows().index(title)

    def select(self, *titles: str) -> None:
        """Select rows; the last is the one for the keys."""
        self.list.clearSelection()
        flag = self.list.selectionModel().SelectionFlag.Select
        for title in titles:
            index = self.list.model().index(self.row(title), 0)
            self.list.selectionModel().setCurrentIndex(index, flag)

    def click(self, view: QListView, row: int) -> None:
        """Click a row."""
        place = view.visualRect(view.model().index(row, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def key(self, key: Qt.Key, control: QWidget | None = None) -> None:
        """Press a key, in the list if not said otherwise."""
        QTest.keyClick(control or self.list, key)

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until a condition holds."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, f"waited in vain for {what}; told {self.told}"
            await asyncio.sleep(0.005)

    async def until_told(self, *what: Any) -> None:
        """Wait until the presenter has told this."""
        await self.until(lambda: what in self.told, str(what))

    async def until_rows(self, *rows: str) -> None:
        """Wait until this is listed."""
        deadline = time.monotonic() + PATIENCE
        while self.rows() != list(rows):
            assert time.monotonic() < deadline, f"{self.rows()} instead of {list(rows)}"
            await asyncio.sleep(0.005)

    def _note(self, name: str) -> None:
        getattr(self.presenter, name).connect(lambda *values: self.told.append((name, *values)))

    def _on_undo_offered(self, sentence: str, restore: Callable[[], None]) -> None:
        self.told.append(("undo_offered", sentence))
        self.restores.append(restore)


@asynccontextmanager
async def running_panel(folder: Path, talks: Iterable[Talk] = ()) -> AsyncIterator[Panel]:
    """A panel that has read its list, closed in order afterwards."""
    archive = Archive(folder / "conversations")
    archive.start()
    database = await archive.database()
    written = await fill(database, talks)
    panel = Panel(archive, database)
    panel.view.resize(panel.view.width(), 700)
    panel.view.show()
    panel.view.activateWindow()
    try:
        if written:
            await panel.until(lambda: panel.list.model().rowCount() > 0, "the list")
        await panel.until(panel.view.isActiveWindow, "the panel to be in front")
        yield panel
    finally:
        await panel.presenter.close()
        await archive.close()
        panel.view.deleteLater()
