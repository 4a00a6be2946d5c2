"""How a question is kept and then answered, by one model or by several."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from typing import TYPE_CHECKING

from desktop_app.core.errors import DatabaseUnusable
from desktop_app.core.messages import Role
from desktop_app.core.uninterrupted import uninterrupted

if TYPE_CHECKING:
    from desktop_app.core.conversations import NewMessage
    from desktop_app.tabs.archive import Archive
    from desktop_app.tabs.chat.conversation.answering import Answering
    from desktop_app.tabs.chat.conversation.comparing import Comparing
    from desktop_app.tabs.chat.conversation.open_conversation import OpenConversation


class Asking:
    """The steps from a question to its answer; run by the conversation, one at a time.

    Each raises HubError: the question or the answer cannot be kept, or nobody answers.
    """

    def __init__(
        self,
        conversation: OpenConversation,
        archive: Archive,
        answering: Answering,
        comparing: Comparing,
    ) -> None:
        self._conversation = conversation
        self._archive = archive
        self._answering = answering
        self._comparing = comparing

    async def ask(self, message: NewMessage, instead_of: int | None) -> None:
        """Keep a question, then have it answered; `instead_of` is the one that was edited."""
        await uninterrupted(self._keep(message, instead_of))
        await self._answer(self._answering.answer())

    async def compare(
        self, message: NewMessage, models: Sequence[str], instead_of: int | None
    ) -> None:
        """Keep a question, then have each of these models answer it."""
        await uninterrupted(self._keep(message, instead_of))
        await self._comparing.begin(models)

    async def answer_again(self, answer_id: int | None) -> None:
        """Answer anew beside that answer, or beside the last."""
        conversation = self._conversation
        await conversation.branch.complete()
        last = conversation.messages[-1] if conversation.messages else None
        if answer_id is None and last is not None and last.role is Role.ASSISTANT:
            answer_id = last.id
        if answer_id is not None:
            conversation.branch.cut_from(answer_id)
        former = last.id if last is not None else None
        await self._answer(self._answering.answer(instead_of=answer_id, former=former))

    async def go_on(self) -> None:
        """Have more of the last answer."""
        await self._answer(self._answering.go_on())

    async def _keep(self, message: NewMessage, instead_of: int | None) -> None:
        conversation, branch = self._conversation, self._conversation.branch
        try:
            conversation_id = await self._conversation_id()
            database = await self._archive.database()
            stored = await database.messages.add(conversation_id, message, instead_of=instead_of)
        except DatabaseUnusable:
            conversation.not_kept.emit(message)
            raise
        if instead_of is not None and branch.index(instead_of) is None:
            await branch.load(conversation_id)  # it is edited, but no longer shown
        else:
            if instead_of is not None:
                branch.cut_from(instead_of)
            branch.append(stored)
        conversation.used.emit()

    async def _conversation_id(self) -> int:
        """That of the conversation, which begins with its first question."""
        conversation = self._conversation
        if conversation.id is None:
            database = await self._archive.database()
            parameters, travels = conversation.parameters, conversation.travels
            created = await database.conversations.create(parameters.as_json(), travels.as_json())
            conversation.id = created.id
            conversation.created.emit()
        return conversation.id

    async def _answer(self, work: Coroutine[object, object, None]) -> None:
        self._conversation.can_retry = True
        try:
            await work
        finally:
            self._conversation.used.emit()
