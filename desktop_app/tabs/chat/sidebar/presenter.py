"""The presenter of the conversations at the left: lists them and keeps the list true."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.tabs.chat.sidebar.bin_contents import BinContents
from desktop_app.tabs.chat.sidebar.changes import Changes
from desktop_app.tabs.chat.sidebar.job_queue import JobQueue
from desktop_app.tabs.chat.sidebar.searching import Searching
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.core.conversations import SearchHit
    from desktop_app.tabs.archive import Archive
    from desktop_app.tabs.chat.sidebar.view import ConversationSidebar

PAGE = 100  # conversations read at a time
_AT_ONCE = 1_000  # rows dropped before Qt gets to paint


class ConversationList(QObject):
    """Made inside the running loop; reads the list at once and again with each `opened`."""

    conversation_chosen = Signal(int)
    hit_chosen = Signal(int, int)  # conversation, message
    words_chosen = Signal(int, object)  # message, tuple[str, ...]; `hit_chosen` follows
    new_requested = Signal()
    deleted = Signal(int)
    restored = Signal(int)
    renamed = Signal(int)
    undo_offered = Signal(str, object)  # sentence, what brings it back
    export_requested = Signal(object)  # list[int]
    failed = Signal(object)

    def __init__(self, view: ConversationSidebar, archive: Archive) -> None:
        super().__init__(view)
        self._view = view
        self._model = view.list.conversations
        self._archive = archive
        self._tag: str | None = None
        self._is_stale = True  # what is listed, if anything
        self._postponed: list[int] = []  # until no title is edited
        self._loading = TaskRunner(self)
        self._reading = JobQueue(self)
        self._changes = Changes(archive, self)
        self._searching = Searching(view, archive, self)
        self._bin = BinContents(view, archive, self)
        self._connect_view()
        self._connect_parts()
        self._following = archive.opened.connect(self.refresh)
        self.refresh()

    def set_current(self, conversation_id: int | None) -> None:
        """Mark the conversation that is shown beside the list."""
        self._view.list.set_open(conversation_id)

    def touch(self, conversation_id: int) -> None:
        """It was used or retitled: read it again and move it to its place."""
        self._reading.add(partial(self._read, conversation_id))

    def set_streaming(self, ids: frozenset[int]) -> None:
        """Mark the conversations in which an answer is being written."""
        self._model.set_streaming(ids)

    def set_unseen(self, ids: frozenset[int]) -> None:
        """Mark the conversations with an answer that nobody has seen yet."""
        self._model.set_unseen(ids)

    def refresh(self) -> None:
        """Read everything anew."""
        self._reload()
        self._searching.refresh()
        self._bin.refresh()

    async def close(self) -> None:
        """Keep what a person has changed, then end."""
        QObject.disconnect(self._following)  # it may be opened only now
        await self._changes.close()
        await self._reading.close()
        for part in (self._loading, self._searching, self._bin):
            await part.close()

    def _connect_view(self) -> None:
        view, rows = self._view, self._view.list
        view.new_requested.connect(self.new_requested)
        view.hit_chosen.connect(self._on_hit_chosen)
        view.tag_chosen.connect(self._on_tag_chosen)
        view.tags_given.connect(self._changes.set_tags)
        view.restore_requested.connect(self._changes.put_back)
        view.empty_bin_requested.connect(self._changes.empty_bin)
        rows.conversation_chosen.connect(self.conversation_chosen)
        rows.delete_requested.connect(self._changes.delete)
        rows.pin_requested.connect(self._changes.pin)
        rows.tags_requested.connect(self._on_tags_requested)
        rows.export_requested.connect(self.export_requested)
        rows.renaming_ended.connect(self._on_renaming_ended)
        self._model.rename_requested.connect(self._changes.rename)
        self._model.more_requested.connect(self._on_more_requested)

    def _connect_parts(self) -> None:
        changes = self._changes
        changes.changed.connect(self.touch)
        changes.renamed.connect(self.renamed)
        changes.deleted.connect(self._on_deleted)
        changes.restored.connect(self.restored)
        changes.message_restored.connect(self.hit_chosen)
        changes.tags_changed.connect(lambda: self._reading.add(self._read_tags))
        changes.undo_offered.connect(self.undo_offered)
        changes.bin_changed.connect(self._bin.refresh)
        for part in (self._loading, self._reading, changes, self._searching, self._bin):
            part.failed.connect(self.failed)

    def _reload(self) -> None:
        self._is_stale = True
        self._loading.start(self._load())

    async def _load(self) -> None:
        database = await self._archive.database()
        tags = await database.conversations.all_tags()
        if self._tag not in tags:
            self._tag = None
        page = await database.conversations.page(limit=PAGE, tag=self._tag)
        while self._model.rowCount() > _AT_ONCE:  # thousands of rows would take too long
            self._model.drop_end(min(_AT_ONCE, self._model.rowCount() - PAGE))
            await asyncio.sleep(0)
        self._is_stale = False
        self._view.show_tags(tags, self._tag)
        self._view.list.show_page(page, is_complete=len(page) < PAGE)
        self._show_empty()

    def _on_more_requested(self) -> None:
        if not self._is_stale:  # else a first page is coming
            self._loading.start(self._load_more())

    async def _load_more(self) -> None:
        database = await self._archive.database()
        page = await database.conversations.page(
            after=self._model.last(), limit=PAGE, tag=self._tag
        )
        self._view.list.append_page(page, is_complete=len(page) < PAGE)

    async def _read(self, conversation_id: int) -> None:
        database = await self._archive.database()
        if self._model.day_is_over:
            self.refresh()
        if self._view.list.is_renaming:  # a row that moves would take its editor away
            self._postponed.append(conversation_id)
            return
        try:
            conversation = await database.conversations.get(conversation_id)
        except LookupError:
            self._view.list.remove(conversation_id)
        else:
            is_listed = self._tag is None or self._tag in conversation.tags
            if is_listed and conversation.deleted is None:
                self._view.list.place(conversation)
            else:
                self._view.list.remove(conversation_id)
        self._show_empty()

    async def _read_tags(self) -> None:
        database = await self._archive.database()
        tags = await database.conversations.all_tags()
        self._view.show_tags(tags, self._tag)
        if self._tag is not None and self._tag not in tags:
            self._on_tag_chosen(None)

    def _on_renaming_ended(self) -> None:
        postponed, self._postponed = self._postponed, []
        for conversation_id in postponed:
            self.touch(conversation_id)

    def _show_empty(self) -> None:
        self._view.show_empty(self._model.rowCount() == 0)

    def _on_tag_chosen(self, tag: str | None) -> None:
        self._tag = tag
        self._reload()

    def _on_tags_requested(self, conversation_id: int) -> None:
        conversation = self._model.conversation_at(self._model.index_of(conversation_id))
        if conversation is not None:
            self._view.edit_tags(conversation)

    def _on_deleted(self, conversation_id: int) -> None:
        self._view.list.remove(conversation_id)
        self._show_empty()
        self.deleted.emit(conversation_id)

    def _on_hit_chosen(self, hit: SearchHit) -> None:
        if hit.message_id is None:
            self.conversation_chosen.emit(hit.conversation_id)
        else:
            self.words_chosen.emit(hit.message_id, hit.words)
            self.hit_chosen.emit(hit.conversation_id, hit.message_id)
