"""Changes that a person makes in the list: kept in the database, then shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.core.conversations import DeletedMessage
from desktop_app.tabs.chat.sidebar.job_queue import JobQueue

if TYPE_CHECKING:
    from desktop_app.core.conversations import Conversation
    from desktop_app.tabs.archive import Archive


class Changes(QObject):
    """Renames, pins, tags, deletes and restores, in the order in which it was asked for."""

    changed = Signal(int)
    renamed = Signal(int)
    deleted = Signal(int)
    restored = Signal(int)
    message_restored = Signal(int, int)  # conversation, message
    tags_changed = Signal()  # which tags there are may be different now
    undo_offered = Signal(str, object)  # sentence, what brings it back
    bin_changed = Signal()
    failed = Signal(object)

    def __init__(self, archive: Archive, parent: QObject) -> None:
        super().__init__(parent)
        self._archive = archive
        self._jobs = JobQueue(self)
        self._jobs.failed.connect(self.failed)

    def rename(self, conversation_id: int, title: str) -> None:
        """Give a title."""
        self._jobs.add(partial(self._rename, conversation_id, title))

    def pin(self, ids: Sequence[int], pinned: bool) -> None:
        """Keep these at the top of the list, or no longer."""
        self._jobs.add(partial(self._pin, ids, pinned))

    def set_tags(self, conversation_id: int, tags: Sequence[str]) -> None:
        """Replace the tags of one."""
        self._jobs.add(partial(self._set_tags, conversation_id, tags))

    def delete(self, ids: Sequence[int]) -> None:
        """Move these into the bin, and offer to take it back."""
        self._jobs.add(partial(self._delete, ids))

    def restore(self, ids: Sequence[int]) -> None:
        """Bring these back from the bin."""
        self._jobs.add(partial(self._restore, ids))

    def put_back(self, deleted: Conversation | DeletedMessage) -> None:
        """Bring back what is listed in the bin."""
        if isinstance(deleted, DeletedMessage):
            self._jobs.add(partial(self._restore_message, deleted))
        else:
            self.restore([deleted.id])

    def empty_bin(self) -> None:
        """Forget all that is in the bin."""
        self._jobs.add(self._empty_bin)

    async def close(self) -> None:
        """Do what has been asked for, then end."""
        await self._jobs.close()

    async def _rename(self, conversation_id: int, title: str) -> None:
        database = await self._archive.database()
        try:
            await database.conversations.rename(conversation_id, title)
        finally:  # when it failed too: the list shows the new title already
            self.changed.emit(conversation_id)
        self.renamed.emit(conversation_id)

    async def _pin(self, ids: Sequence[int], pinned: bool) -> None:
        database = await self._archive.database()
        for conversation_id in ids:
            await database.conversations.pin(conversation_id, pinned)
            self.changed.emit(conversation_id)

    async def _set_tags(self, conversation_id: int, tags: Sequence[str]) -> None:
        database = await self._archive.database()
        await database.conversations.set_tags(conversation_id, tags)
        self.changed.emit(conversation_id)
        self.tags_changed.emit()

    async def _delete(self, ids: Sequence[int]) -> None:
        database = await self._archive.database()
        first = await self._find(ids[0])
        title = (first and first.title) or self.tr("New chat")
        gone: list[int] = []
        try:
            for conversation_id in ids:
                await database.bin.delete_conversation(conversation_id)
                gone.append(conversation_id)
                self.deleted.emit(conversation_id)
        finally:
            if gone:
                self._offer_undo(title, gone)

    async def _find(self, conversation_id: int) -> Conversation | None:
        database = await self._archive.database()
        try:
            return await database.conversations.get(conversation_id)
        except LookupError:
            return None

    def _offer_undo(self, title: str, ids: Sequence[int]) -> None:
        self.tags_changed.emit()
        self.bin_changed.emit()
        if len(ids) == 1:
            sentence = self.tr("“{title}” was deleted").format(title=title)
        else:
            sentence = self.tr("%n conversations were deleted", "", len(ids))
        self.undo_offered.emit(sentence, partial(self.restore, ids))

    async def _restore(self, ids: Sequence[int]) -> None:
        database = await self._archive.database()
        for conversation_id in ids:
            await database.bin.restore_conversation(conversation_id)
            self.changed.emit(conversation_id)
            if await self._find(conversation_id) is not None:  # else the bin has been emptied
                self.restored.emit(conversation_id)
        self.tags_changed.emit()
        self.bin_changed.emit()

    async def _restore_message(self, message: DeletedMessage) -> None:
        database = await self._archive.database()
        await database.bin.restore_message(message.id)
        self.bin_changed.emit()
        self.message_restored.emit(message.conversation_id, message.id)

    async def _empty_bin(self) -> None:
        database = await self._archive.database()
        await database.bin.empty()
        self.bin_changed.emit()
