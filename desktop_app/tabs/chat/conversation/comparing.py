"""How a question is answered by several models, and one of their answers kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop_app.tabs.chat.compare.comparison import Comparison

if TYPE_CHECKING:
    from desktop_app.core.requests import ChatRequest
    from desktop_app.tabs.archive import Archive
    from desktop_app.tabs.chat.conversation.branching import Branching
    from desktop_app.tabs.chat.conversation.open_conversation import OpenConversation
    from desktop_app.tabs.chat.conversation.requests import RequestMaker
    from desktop_app.tabs.session import Session


class Comparing:
    """The steps of one conversation's comparisons; run by the conversation, one at a time."""

    def __init__(
        self,
        conversation: OpenConversation,
        archive: Archive,
        session: Session,
        requests: RequestMaker,
        branching: Branching,
    ) -> None:
        self._conversation = conversation
        self._archive = archive
        self._session = session
        self._requests = requests
        self._branching = branching

    async def begin(self, models: Sequence[str]) -> None:
        """Have the last message answered by each of these; returns when none answers any more."""
        conversation = self._conversation
        assert conversation.id is not None
        comparison = Comparison(
            conversation.id,
            conversation.messages[-1],
            models,
            archive=self._archive,
            client=lambda: self._session.client(conversation.retry_wait),
            request=self._request,
        )
        comparison.problem_found.connect(conversation.show_error)
        comparison.resumed.connect(lambda: conversation.runner.start(self._run(comparison)))
        await self._run(comparison)

    async def keep(self, answer_id: int) -> None:
        """Go on with one of the answers; the others stay branches."""
        await self._branching.load(answer_id)
        self._conversation.comparison = None

    async def _run(self, comparison: Comparison) -> None:
        conversation = self._conversation
        conversation.comparison = comparison
        conversation.changed.emit()
        try:
            await comparison.run()
        finally:
            await self._branching.load()
            conversation.used.emit()
        conversation.compared.emit()

    async def _request(self) -> ChatRequest:
        conversation = self._conversation
        await conversation.branch.complete()
        conversation.last_request = await self._requests.make(conversation)
        return conversation.last_request
