"""Searches while a person types, and shows what is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.core.conversations import SearchHit
    from desktop_app.tabs.archive import Archive
    from desktop_app.tabs.chat.sidebar.view import ConversationSidebar

_PAGE = 50


class Searching(QObject):
    """A newer search ends the one before, so that what is shown is what was typed last."""

    failed = Signal(object)

    def __init__(self, view: ConversationSidebar, archive: Archive, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._archive = archive
        self._text = ""
        self._last: SearchHit | None = None  # what the next page follows; None at the end
        self._runner = TaskRunner(self)
        self._runner.failed.connect(self.failed)
        view.search_requested.connect(self._on_search_requested)
        view.more_hits_requested.connect(self._on_more_requested)

    def refresh(self) -> None:
        """Search anew, if anything is searched."""
        self._last = None
        if self._text:
            self._runner.start(self._find(self._text))

    async def close(self) -> None:
        """Give up what is being searched."""
        await self._runner.close()

    def _on_search_requested(self, text: str) -> None:
        self._text = text
        self._runner.cancel()
        self.refresh()

    def _on_more_requested(self) -> None:
        last, self._last = self._last, None
        if last is not None:
            self._runner.start(self._find_more(self._text, last))

    async def _find(self, text: str) -> None:
        database = await self._archive.database()
        hits = await database.search.find(text, limit=_PAGE)
        self._note_end(hits)
        self._view.show_hits(text, hits)

    async def _find_more(self, text: str, last: SearchHit) -> None:
        database = await self._archive.database()
        hits = await database.search.find(text, before=last, limit=_PAGE)
        self._note_end(hits)
        self._view.append_hits(hits)

    def _note_end(self, hits: list[SearchHit]) -> None:
        found = [hit for hit in hits if hit.message_id is not None]
        self._last = found[-1] if len(found) == _PAGE else None
