"""Makes the request of a conversation: its branch as it is sent, with its parameters."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_app.core.context_window import fitted, prompt_budget, tokens_of
from desktop_app.core.errors import NoModelChosen
from desktop_app.core.messages import Message, Role
from desktop_app.core.models import context_length
from desktop_app.tabs.chat.attachments.outgoing import Outgoing

if TYPE_CHECKING:
    from desktop_app.core.conversations import NewMessage, StoredMessage
    from desktop_app.core.requests import ChatRequest
    from desktop_app.tabs.archive import Archive
    from desktop_app.tabs.chat.conversation.open_conversation import OpenConversation
    from desktop_app.tabs.session import Session

# For the model, not for the person: it is never shown.
_GO_ON = "Continue exactly where your last message stopped, without repeating any of it."
_SURELY_LESS = 0.9  # of what was too much


class RequestMaker:
    """Knows the models, the attachments, and how much a model reads."""

    def __init__(self, archive: Archive, session: Session) -> None:
        self._archive = archive
        self._session = session
        self._outgoing = Outgoing()

    async def make(self, conversation: OpenConversation) -> ChatRequest:
        """What is sent to have the last message of the branch answered.

        Raises:
            NoModelChosen: there is no model, not even when the list of models has come.
            DatabaseUnusable: an attachment cannot be read.
        """
        return await self._made(conversation, conversation.messages)

    async def make_more(self, conversation: OpenConversation) -> ChatRequest:
        """What is sent to have more of the last answer; errors as of `make`."""
        request = await self._made(conversation, conversation.messages)
        return replace(request, messages=(*request.messages, Message(Role.USER, _GO_ON)))

    async def make_next(self, conversation: OpenConversation, question: NewMessage) -> ChatRequest:
        """What would be sent with `question` after the branch; errors as of `make`."""
        await conversation.branch.complete()
        return await self._made(conversation, [*conversation.messages, question])

    def learn_overflow(self, conversation: OpenConversation) -> None:
        """The server says that what was sent is more than the model reads: believe it."""
        request = conversation.last_request
        if request is None:
            return
        sent = tokens_of(request.messages)
        limit = self._limit(conversation)
        if limit is None:
            conversation.found_limit = round(_SURELY_LESS * sent * conversation.token_scale)
        else:
            least = limit / (_SURELY_LESS * sent)
            conversation.token_scale = max(conversation.token_scale, least)

    def _limit(self, conversation: OpenConversation) -> int | None:
        known = context_length(self._session.models, conversation.parameters.model)
        return known or conversation.found_limit

    async def _made(
        self, conversation: OpenConversation, branch: Sequence[StoredMessage | NewMessage]
    ) -> ChatRequest:
        if not conversation.parameters.model:
            await self._session.settled()  # the list of models brings one
        parameters = conversation.parameters
        if not parameters.model:
            raise NoModelChosen
        messages = await self._outgoing.messages(branch, await self._archive.database())
        request = parameters.request(messages)
        conversation.left_out = 0
        limit = self._limit(conversation)
        if parameters.leaves_out_oldest and limit is not None:
            budget = prompt_budget(limit, parameters.max_tokens)
            scale = conversation.token_scale
            fit = await asyncio.to_thread(fitted, request.messages, budget, scale=scale)
            conversation.left_out = fit.left_out
            request = replace(request, messages=fit.kept)
        return request
