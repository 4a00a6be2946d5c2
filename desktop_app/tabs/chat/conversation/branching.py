"""How another branch comes to be shown: opened, stepped to, or changed by the bin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.core.uninterrupted import uninterrupted

if TYPE_CHECKING:
    from desktop_app.tabs.archive import Archive
    from desktop_app.tabs.chat.conversation.open_conversation import OpenConversation


class Branching:
    """The steps of one conversation's branches; run by the conversation, one at a time.

    What has begun goes to its end: a branch that is half read would be sent as if it were whole.
    Each raises DatabaseUnusable when it cannot be read or written.
    """

    def __init__(self, conversation: OpenConversation, archive: Archive) -> None:
        self._conversation = conversation
        self._archive = archive

    async def load(self, show: int | None = None) -> None:
        """Read the branch; `show` is a message that may be on another one."""
        if self._conversation.id is not None:
            await uninterrupted(self._load(self._conversation.id, show))

    async def show_sibling(self, message_id: int, step: int) -> None:
        """Show the branch beside a message."""
        await uninterrupted(self._show_sibling(message_id, step))

    async def delete(self, message_id: int) -> None:
        """Move a message into the bin."""
        await uninterrupted(self._delete(message_id))

    async def restore(self, message_id: int) -> None:
        """Bring a message back from the bin."""
        await uninterrupted(self._restore(message_id))

    async def _load(self, conversation_id: int, show: int | None) -> None:
        if show is not None:
            database = await self._archive.database()
            await database.messages.show(show)
        await self._conversation.branch.load(conversation_id, show)
        await self._conversation.count_tokens()

    async def _show_sibling(self, message_id: int, step: int) -> None:
        database = await self._archive.database()
        sibling = await database.messages.show_sibling(message_id, step)
        await self._read(sibling)

    async def _delete(self, message_id: int) -> None:
        database = await self._archive.database()
        beside = self._beside(message_id)
        await database.bin.delete_message(message_id)
        await self._read(beside)

    def _beside(self, message_id: int) -> int | None:
        """The message above that one, below it if it is the first; None at the end."""
        ids = [message.id for message in self._conversation.messages]
        if message_id not in ids or message_id == ids[-1]:
            return None
        index = ids.index(message_id)
        return ids[index - 1 if index else 1]

    async def _restore(self, message_id: int) -> None:
        database = await self._archive.database()
        await database.bin.restore_message(message_id)
        await self._read(message_id)

    async def _read(self, show: int | None) -> None:
        assert self._conversation.id is not None
        await self._conversation.branch.load(self._conversation.id, show)
        await self._conversation.count_tokens()
