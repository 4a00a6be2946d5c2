"""The real window, offscreen, with stored conversations and a server that streams."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractButton, QListView

from desktop_app.storage.database import ConversationDatabase
from desktop_app.ui.transcript import Transcript
from tests.end_to_end.window import PATIENCE, Window, connected, paths_below, running_window
from tests.servers import HUB_KEY
from tests.tabs.chat.sidebar.filling import Talk, fill


class ChatWindow:
    """What a person does in the Chat tab, without a mouse."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.transcript = window.find(Transcript, "chat.transcript")
        self.list = window.find(QListView, "chat.conversations")

    def open(self, title: str) -> None:
        """Choose a conversation in the list."""
        model = self.list.model()
        rows = (model.index(row, 0) for row in range(model.rowCount()))
        index = next(index for index in rows if index.data() == title)
        select = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(index, select)
        self.window.press("chat.conversations", Qt.Key.Key_Return)

    def shows(self, words: str) -> bool:
        """Whether these words are in what is on the page; nothing is loaded for it."""
        return not self.transcript.document().find(words).isNull()

    async def until_shown(self, words: str) -> None:
        """Returns in the turn of the event loop in which they are there."""
        there = asyncio.Event()

        def look() -> None:
            if self.shows(words):
                there.set()

        self.transcript.changed.connect(look)
        look()
        async with asyncio.timeout(PATIENCE):
            await there.wait()
        self.transcript.changed.disconnect(look)

    def ask(self, question: str) -> None:
        self.window.type("chat.prompt", question)
        self.window.press("chat.prompt", Qt.Key.Key_Return)

    @property
    def is_answering(self) -> bool:
        return self.window.find(QAbstractButton, "chat.stop").isEnabled()

    async def until_answering(self) -> None:
        await self.window.until(lambda: self.is_answering, "the answer")

    async def until_idle(self) -> None:
        await self.window.until(lambda: not self.is_answering, "the end of the answer")

    async def stop(self) -> None:
        self.window.click("chat.stop")
        await self.until_idle()


@asynccontextmanager
async def chat_window(url: str, talks: Sequence[Talk] = ()) -> AsyncIterator[ChatWindow]:
    """The program, connected to `url`, with these conversations in its database."""
    with tempfile.TemporaryDirectory() as folder:
        database = await ConversationDatabase.open(paths_below(Path(folder)).conversations)
        await fill(database, talks)
        await database.close()
        environ = {"API_BASE": url, "API_KEY": HUB_KEY}
        async with running_window(Path(folder), environ) as window:
            window.root.resize(1_280, 800)
            await connected(window)
            chat = ChatWindow(window)
            await window.until(lambda: chat.list.model().rowCount() >= len(talks), "the list")
            yield chat
