"""Several models answer the same question at once; each answer is a branch below it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.core.uninterrupted import uninterrupted
from desktop_app.tabs.chat.compare.contender import Contender
from desktop_app.tabs.chat.conversation.answer import Answer

if TYPE_CHECKING:
    from desktop_app.core.conversations import StoredMessage
    from desktop_app.core.requests import ChatRequest
    from desktop_app.service.client import ApiClient
    from desktop_app.tabs.archive import Archive

FEWEST = 2
MOST = 4


class Comparison(QObject):
    """Owns a task for each model. Whatever ends it, all that came is a branch of the conversation.

    `client` and `request` give what is to be asked, the model apart; both are awaited when a model
    is asked, so that what goes wrong with them is that model's failure and can be tried again.
    """

    resumed = Signal()
    """A model is to be asked again after `run` has ended: run it again."""
    problem_found = Signal(object)
    """DatabaseUnusable: an answer cannot be kept for the moment."""

    def __init__(
        self,
        conversation_id: int,
        question: StoredMessage,
        models: Sequence[str],
        *,
        archive: Archive,
        client: Callable[[], Awaitable[ApiClient]],
        request: Callable[[], Awaitable[ChatRequest]],
    ) -> None:
        super().__init__()
        self.question = question
        self.contenders = tuple(Contender(model, self) for model in models)
        self._conversation_id = conversation_id
        self._archive = archive
        self._client = client
        self._make_request = request
        self._request: ChatRequest | None = None
        # One begins after the other, so that the branches stand in the order of the columns.
        self._turn = asyncio.Lock()
        self._idle = asyncio.Event()
        for contender in self.contenders:
            contender.busy_changed.connect(self._on_busy_changed)

    @property
    def is_running(self) -> bool:
        """Whether an answer is being written."""
        return any(contender.is_busy for contender in self.contenders)

    async def run(self) -> None:
        """Ask the models that wait, until none is answering.

        Cancelled, it stops them all and returns when everything is kept.
        """
        self._start_waiting()
        try:
            await self._idle.wait()
        finally:
            await uninterrupted(self._close())

    def ask_again(self, contender: Contender) -> None:
        """Ask a model once more; what came of it before stays a branch."""
        contender.waits = True
        if self.is_running:
            self._start_waiting()
        else:
            self.resumed.emit()

    def _start_waiting(self) -> None:
        for contender in self.contenders:
            if contender.waits and not contender.is_busy:
                contender.start(self._answer(contender))

    async def _close(self) -> None:
        await asyncio.gather(*(contender.close() for contender in self.contenders))

    async def _answer(self, contender: Contender) -> None:
        try:
            async with self._turn:
                client = await self._client()
                if self._request is None:
                    self._request = await self._make_request()
                answer = await uninterrupted(self._begin(contender))
            request = replace(self._request, model=contender.model)
            await answer.read(client.stream_chat(request))
        finally:
            await uninterrupted(self._conclude(contender.answer))

    async def _begin(self, contender: Contender) -> Answer:
        database = await self._archive.database()
        writer = await database.answers.begin(
            self._conversation_id,
            model=contender.model,
            after=self.question.id,
            on_problem=self.problem_found.emit,
        )
        answer = Answer(await database.messages.get(writer.message_id), writer)
        contender.begin(answer)
        return answer

    async def _conclude(self, answer: Answer | None) -> None:
        """Keep what came; a branch of nothing is no branch."""
        if answer is None:
            return
        await answer.end()
        if answer.is_empty:
            database = await self._archive.database()
            await database.bin.delete_message(answer.message_id)

    def _on_busy_changed(self) -> None:
        if self.is_running:
            self._idle.clear()
        else:
            self._idle.set()
