"""How an answer comes about: asked for, read, kept; or what was there before comes back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from desktop_app.core.context_window import scale_of
from desktop_app.core.errors import ContextOverflow
from desktop_app.core.messages import Message, Role
from desktop_app.core.replies import UsageReport
from desktop_app.core.uninterrupted import uninterrupted
from desktop_app.tabs.chat.conversation.answer import Answer

if TYPE_CHECKING:
    from desktop_app.core.requests import ChatRequest
    from desktop_app.tabs.archive import Archive
    from desktop_app.tabs.chat.conversation.open_conversation import OpenConversation
    from desktop_app.tabs.chat.conversation.requests import RequestMaker
    from desktop_app.tabs.session import Session


class Answering:
    """The steps of one conversation's answers; run by the conversation, one at a time."""

    def __init__(
        self,
        conversation: OpenConversation,
        archive: Archive,
        session: Session,
        requests: RequestMaker,
    ) -> None:
        self._conversation = conversation
        self._archive = archive
        self._session = session
        self._requests = requests

    async def answer(self, *, instead_of: int | None = None, former: int | None = None) -> None:
        """Have the last message answered; `instead_of` is the answer that it stands beside.

        `former` is the last message of the branch that comes back when nothing is answered.

        Raises:
            HubError: there is no client, no model, or the answer failed; what came is kept.
        """
        conversation = self._conversation
        try:
            # First the client: the profile may be changing, and its model with it.
            client = await self._session.client(conversation.retry_wait)
            await conversation.branch.complete()
            request = conversation.last_request = await self._requests.make(conversation)
            answer = await uninterrupted(self._begin(request, instead_of))
            await answer.read(client.stream_chat(request))
        except ContextOverflow:
            self._requests.learn_overflow(conversation)
            raise
        finally:
            await uninterrupted(self._conclude(instead_of and former))

    async def go_on(self) -> None:
        """Have more of the last answer; errors as of `answer`."""
        conversation = self._conversation
        await conversation.branch.complete()
        try:
            client = await self._session.client(conversation.retry_wait)
            request = conversation.last_request = await self._requests.make_more(conversation)
            answer = await uninterrupted(self._resume())
            await answer.read(client.stream_chat(request))
        finally:
            await uninterrupted(self._conclude())

    async def _begin(self, request: ChatRequest, instead_of: int | None) -> Answer:
        conversation = self._conversation
        assert conversation.id is not None
        database = await self._archive.database()
        writer = await database.answers.begin(
            conversation.id,
            model=request.model,
            instead_of=instead_of,
            on_problem=conversation.show_error,
        )
        message = await database.messages.get(writer.message_id)
        conversation.begin_answer(Answer(message, writer))
        assert conversation.answer is not None
        return conversation.answer

    async def _resume(self) -> Answer:
        conversation = self._conversation
        last = conversation.messages[-1]
        database = await self._archive.database()
        writer = await database.answers.resume(last.id, on_problem=conversation.show_error)
        del conversation.messages[-1]
        conversation.begin_answer(Answer(last, writer))
        assert conversation.answer is not None
        return conversation.answer

    async def _conclude(self, former: int | None = None) -> None:
        """Keep what came; when nothing did, what was there before comes back."""
        conversation = self._conversation
        answer = conversation.answer
        try:
            if answer is not None:
                await answer.end()
                await self._measure(answer)
            await conversation.count_tokens()
        finally:
            conversation.end_answer()
        if answer is not None and not answer.is_empty:
            return
        database = await self._archive.database()
        if answer is not None:
            await database.bin.delete_message(answer.message_id)
        if former is not None and conversation.id is not None:
            await database.messages.show(former)
            await conversation.branch.load(conversation.id)

    async def _measure(self, answer: Answer) -> None:
        """Learn from question and answer together how this server counts tokens."""
        request, usage = self._conversation.last_request, answer.last_usage
        if usage is not None and request is not None:
            said = (*request.messages, Message(Role.ASSISTANT, answer.last_text))
            both = usage.prompt_tokens + usage.completion_tokens
            counted = UsageReport(both, 0, both, usage.estimated)
            scale = await asyncio.to_thread(scale_of, said, counted)
            self._conversation.token_scale = scale
