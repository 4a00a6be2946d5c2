"""A conversation: what was said, the next answer, and what to do when it fails."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.core.errors import HubError, NoModelChosen
from desktop_app.core.messages import Message, Role
from desktop_app.tabs.reply import Reply, new_key
from desktop_app.tabs.shown_reply import ShownReply
from desktop_app.tabs.turn import Turn
from desktop_app.ui.task_runner import TaskRunner
from desktop_app.ui.transcript import TranscriptMessage

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from desktop_app.core.requests import ChatRequest
    from desktop_app.tabs.data_consent import DataConsent
    from desktop_app.tabs.session import Session
    from desktop_app.ui.conversation_pane import ConversationPane
    from desktop_app.ui.transcript.message import ReplyState

RequestBuilder = Callable[[tuple[Message, ...]], "ChatRequest"]
GoOn = Callable[[Reply], Awaitable[bool]]


class Conversation(QObject):
    """Asks and answers in a pane. `build_request` adds model and parameters to the messages.

    Whoever calls `ask` has asked `consent` before; what follows from the question asks it here.

    After each answer `go_on` may put results of tools in, and says whether the model goes on.
    """

    changed = Signal()

    def __init__(
        self,
        pane: ConversationPane,
        session: Session,
        build_request: RequestBuilder,
        consent: DataConsent,
        go_on: GoOn | None = None,
    ) -> None:
        super().__init__(pane)
        self._pane = pane
        self._session = session
        self._build_request = build_request
        self._consent = consent
        self._go_on = go_on
        self._shown = ShownReply(self)
        self._turns: list[Turn] = []
        self._last_request: ChatRequest | None = None
        self.runner = TaskRunner(self)
        self.runner.busy_changed.connect(pane.set_busy)
        self.runner.busy_changed.connect(self.changed)
        self.runner.failed.connect(pane.banner.show_error)
        pane.prompt.stop_requested.connect(self.runner.cancel)
        pane.prompt.stop_requested.connect(consent.withdraw)
        pane.banner.retry_requested.connect(self.retry)
        session.left.connect(self.runner.cancel)

    @property
    def messages(self) -> tuple[Message, ...]:
        """Everything said so far, oldest first."""
        return tuple(turn.message for turn in self._turns if turn.is_sent)

    @property
    def can_answer_again(self) -> bool:
        """Whether there is a question and nothing is being answered."""
        return bool(self._turns) and not self.runner.busy

    def ask(self, message: Message, images: Sequence[QImage] = (), *, shown: str = "") -> bool:
        """Say `message` and have it answered; False when the request cannot be built yet.

        `images` are the pictures to be shown with it, `shown` a text to be shown in its place.
        """
        try:
            self._build_request((*self.messages, message))
        except NoModelChosen as error:
            if self._session.is_settled:  # else the list of models will bring one
                self._pane.banner.show_error(error, can_retry=False)
                return False
        except HubError as error:
            self._pane.banner.show_error(error, can_retry=False)
            return False
        text = shown or message.text
        self._pane.transcript.to_end()
        self._add(message, TranscriptMessage(new_key(), "user", text, images=tuple(images)))
        self.runner.start(self._answer())
        return True

    def retry(self) -> None:
        """Drop what was answered to the last question, or the last result, and ask again."""
        if self.can_answer_again:
            self._consent.ask_first(self._answer_again, again=True)

    def request_to_copy(self, image_urls: Sequence[str] = ()) -> ChatRequest | None:
        """What would be sent now; with nothing written, what was sent last, or None.

        Raises:
            HubError: the request cannot be built yet.
        """
        text = self._pane.prompt.text().strip()
        if not text:
            return self._last_request
        message = Message(Role.USER, text, image_urls=tuple(image_urls))
        return self._build_request((*self.messages, message))

    def put(self, message: Message, title: str) -> None:
        """Put in what neither the person nor the model has said, under a title of its own."""
        shown = TranscriptMessage(new_key(), message.role.value, message.text, title=title)
        self._add(message, shown)

    def revise(self, change: Callable[[Message], Message]) -> None:
        """Change what is sent of each message from now on; what is shown stays."""
        self._turns[:] = [Turn(change(turn.message), turn.shown) for turn in self._turns]

    def clear(self) -> None:
        """Start with nothing said."""
        self.runner.cancel()
        self._consent.forget()
        self._last_request = None
        self._turns = []  # a new list: an answer that is still ending keeps to the old one
        self._pane.transcript.clear_messages()
        self._pane.banner.clear()
        self._pane.usage.show_reply(None, None)
        self.changed.emit()

    async def close(self) -> None:
        """End the answer that is being written."""
        await self.runner.close()

    def _answer_again(self) -> None:
        if self.can_answer_again:
            self._pane.transcript.to_end()
            self.runner.start(self._answer_anew())

    def _add(self, message: Message, shown: TranscriptMessage) -> None:
        self._turns.append(Turn(message, shown))
        self._pane.transcript.append_message(shown)

    async def _answer_anew(self) -> None:
        """Answer once more; the former answer comes back when nothing takes its place."""
        turns = self._turns
        former: list[Turn] = []
        while turns and turns[-1].message.role is Role.ASSISTANT:
            former.insert(0, turns.pop())
            self._pane.transcript.remove_from(former[0].key)
        left = len(turns)
        try:
            await self._answer()
        finally:
            if turns is self._turns and len(turns) == left:
                for turn in former:
                    self._add(turn.message, turn.shown)

    async def _answer(self) -> None:
        self._pane.banner.clear()
        reply = await self._read_answer()
        while self._go_on is not None and await self._go_on(reply):
            if not await self._consent.granted():  # another model may be chosen by now
                return
            reply = await self._read_answer()

    async def _read_answer(self) -> Reply:
        turns = self._turns
        # First the client: the profile may be changing, and its model with it.
        client = await self._session.client(self._pane.banner.retry_wait)
        request = self._last_request = await self._request_with_model()
        key = new_key()
        reply = Reply()
        state: ReplyState = "failed"
        self._pane.transcript.begin_reply(key, request.model)
        try:
            await reply.read(client.stream_chat(request), self._pane.transcript)
            state = "finished"
        except asyncio.CancelledError:
            state = "stopped"
            raise
        finally:
            if turns is self._turns:
                self._keep(key, request.model, reply, state)
        return reply

    async def _request_with_model(self) -> ChatRequest:
        try:
            return self._build_request(self.messages)
        except NoModelChosen:
            await self._session.settled()
            return self._build_request(self.messages)

    def _keep(self, key: str, model: str, reply: Reply, state: ReplyState) -> None:
        transcript = self._pane.transcript
        message = reply.message()
        if message.text or message.tool_calls or reply.reasoning or state == "finished":
            shown = self._shown.message(key, model, reply, state)
            self._turns.append(Turn(message, shown))
            transcript.end_reply(state, shown.footer)
        else:
            transcript.remove_from(key)
        timing = reply.finished.timing if reply.finished else None
        self._pane.usage.show_reply(reply.usage, timing)
