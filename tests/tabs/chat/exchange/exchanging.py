"""A person with the export button in a window of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from desktop_app.tabs.archive import Archive
from desktop_app.tabs.chat.exchange.presenter import Exchange
from desktop_app.tabs.chat.exchange.strip import ExchangeStrip
from desktop_app.tabs.chat.exchange.view import ExchangeButton
from desktop_app.ui.error_banner import ErrorBanner
from tests.end_to_end.window import until

if TYPE_CHECKING:
    from desktop_app.storage.database import ConversationDatabase

AnyWidget = TypeVar("AnyWidget", bound=QWidget)


class Person:
    """Uses the menu and the dialogs, and reads what is said."""

    def __init__(self, archive: Archive, database: ConversationDatabase) -> None:
        self.database = database
        self.window = QWidget()
        self.button = ExchangeButton()
        self.button.set_has_conversation(True)
        self.strip = ExchangeStrip()
        self.banner = ErrorBanner("chat")
        layout = QVBoxLayout(self.window)
        for part in (self.button, self.strip, self.banner):
            layout.addWidget(part)
        self.shown: int | None = None
        self.imported: list[list[int]] = []
        self.exchange = Exchange(self.button, self.strip, archive, lambda: self.shown)
        self.exchange.failed.connect(lambda e: self.banner.show_error(e, can_retry=False))
        self.exchange.imported.connect(self.imported.append)
        self.window.show()

    def choose(self, entry: str) -> None:
        """Choose an entry of the menu."""
        action = self.window.findChild(QAction, entry)
        assert action is not None
        assert action.isEnabled(), entry
        action.trigger()

    async def dialog(self, kind: type[AnyWidget], name: str) -> AnyWidget:
        """A dialog, as soon as it is open."""
        await until(lambda: self._open(kind, name) is not None, name)
        found = self._open(kind, name)
        assert found is not None
        return found

    async def choose_file(self, entry: str, path: Path, name_filter: str = "") -> None:
        """Choose an entry and then a file; `name_filter` is part of the filter to be chosen."""
        self.choose(entry)
        await self.answer_with(path, name_filter)

    async def answer_with(self, path: Path, name_filter: str = "") -> None:
        """Choose a file in the dialog that opens."""
        dialog = await self.dialog(QFileDialog, "chat.export_dialog")
        if name_filter:
            (chosen,) = [name for name in dialog.nameFilters() if name_filter in name]
            dialog.selectNameFilter(chosen)
            dialog.filterSelected.emit(chosen)  # as a click in the list does
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        assert name is not None
        name.setText(str(path))
        dialog.accept()
        await until(lambda: self._open(QFileDialog, "chat.export_dialog") is None, "its end")

    async def told(self, part: str) -> str:
        """What the strip says, as soon as it says `part`."""
        await until(lambda: part in self.strip.text, f"{part!r}, not {self.strip.text!r}")
        return self.strip.text

    async def complained(self, part: str) -> str:
        """What the banner says, as soon as it says `part`."""
        await until(lambda: part in self.banner.text, part)
        assert self.strip.isHidden()
        return self.banner.text

    async def cancel_as_soon_as_it_begins(self) -> None:
        """Click Cancel when the strip says that something is under way."""
        while "…" not in self.strip.text:  # noqa: ASYNC110 - no step of the loop may pass
            await asyncio.sleep(0)
        self.cancel()

    def cancel(self) -> None:
        """Click Cancel."""
        button = self.strip.findChild(QAbstractButton, "chat.export_cancel")
        assert button is not None
        button.click()

    def _open(self, kind: type[AnyWidget], name: str) -> AnyWidget | None:
        found = self.window.findChild(kind, name)
        return found if found is not None and found.isVisible() else None


@asynccontextmanager
async def person_in(folder: Path) -> AsyncIterator[Person]:
    """A person whose conversations are in `folder`."""
    archive = Archive(folder)
    archive.start()
    person = Person(archive, await archive.database())
    try:
        yield person
    finally:
        await person.exchange.close()
        await archive.close()
        person.window.deleteLater()
