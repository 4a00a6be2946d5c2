"""A conversation: what was said, the next answer, and what to do when it fails."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.core.errors import HubError
from desktop_app.core.messages import Message, Role
from desktop_app.core.replies import FinishReason
from desktop_app.tabs.reply import Reply, new_key
from desktop_app.ui.task_runner import TaskRunner
from desktop_app.ui.transcript import TranscriptMessage
from desktop_app.ui.usage_line import UsageText

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from desktop_app.core.requests import ChatRequest
    from desktop_app.tabs.session import Session
    from desktop_app.ui.conversation_pane import ConversationPane
    from desktop_app.ui.transcript.message import ReplyState

RequestBuilder = Callable[[tuple[Message, ...]], "ChatRequest"]
GoOn = Callable[[Reply], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Turn:
    """A message and its key in the transcript."""

    key: str
    message: Message


class Conversation(QObject):
    """Asks and answers in a pane. `build_request` adds model and parameters to the messages.

    After each answer `go_on` may put results of tools in, and says whether the model goes on.
    """

    changed = Signal()

    def __init__(
        self,
        pane: ConversationPane,
        session: Session,
        build_request: RequestBuilder,
        go_on: GoOn | None = None,
    ) -> None:
        super().__init__(pane)
        self._pane = pane
        self._session = session
        self._build_request = build_request
        self._go_on = go_on
        self._usage_text = UsageText(self)
        self._turns: list[Turn] = []
        self._last_request: ChatRequest | None = None
        self.runner = TaskRunner(self)
        self.runner.busy_changed.connect(pane.set_busy)
        self.runner.busy_changed.connect(self.changed)
        self.runner.failed.connect(pane.banner.show_error)
        pane.prompt.stop_requested.connect(self.runner.cancel)
        pane.banner.retry_requested.connect(self.answer_again)

    @property
    def messages(self) -> tuple[Message, ...]:
        """Everything said so far, oldest first."""
        return tuple(turn.message for turn in self._turns)

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
        except HubError as error:
            self._pane.banner.show_error(error, can_retry=False)
            return False
        turn = Turn(new_key(), message)
        self._turns.append(turn)
        self._pane.transcript.append_message(
            TranscriptMessage(turn.key, "user", shown or message.text, images=tuple(images))
        )
        self.runner.start(self._answer())
        return True

    def answer_again(self) -> None:
        """Drop what was answered to the last question, or the last result, and ask again."""
        if not self.can_answer_again:
            return
        while self._turns and self._turns[-1].message.role is Role.ASSISTANT:
            self._pane.transcript.remove_from(self._turns.pop().key)
        self.runner.start(self._answer())

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
        turn = Turn(new_key(), message)
        self._turns.append(turn)
        self._pane.transcript.append_message(
            TranscriptMessage(turn.key, message.role.value, message.text, title=title)
        )

    def revise(self, change: Callable[[Message], Message]) -> None:
        """Change what is sent of each message from now on; what is shown stays."""
        self._turns[:] = [Turn(turn.key, change(turn.message)) for turn in self._turns]

    def clear(self) -> None:
        """Start with nothing said."""
        self.runner.cancel()
        self._last_request = None
        self._turns = []  # a new list: an answer that is still ending keeps to the old one
        self._pane.transcript.clear_messages()
        self._pane.banner.clear()
        self._pane.usage.show_reply(None, None)
        self.changed.emit()

    async def close(self) -> None:
        """End the answer that is being written."""
        await self.runner.close()

    async def _answer(self) -> None:
        self._pane.banner.clear()
        reply = await self._read_answer()
        while self._go_on is not None and await self._go_on(reply):
            reply = await self._read_answer()

    async def _read_answer(self) -> Reply:
        request = self._last_request = self._build_request(self.messages)
        turns = self._turns
        key = new_key()
        reply = Reply()
        state: ReplyState = "failed"
        self._pane.transcript.begin_reply(key, request.model)
        try:
            client = await self._session.client()
            await reply.read(client.stream_chat(request), self._pane.transcript)
            state = "finished"
        except asyncio.CancelledError:
            state = "stopped"
            raise
        finally:
            if turns is self._turns:
                self._keep(key, reply, state)
        return reply

    def _keep(self, key: str, reply: Reply, state: ReplyState) -> None:
        transcript = self._pane.transcript
        message = reply.message()
        if message.text or message.tool_calls or state == "finished":
            self._turns.append(Turn(key, message))
            transcript.end_reply(state, self._footer(reply))
        else:
            transcript.remove_from(key)
        timing = reply.finished.timing if reply.finished else None
        self._pane.usage.show_reply(reply.usage, timing)

    def _footer(self, reply: Reply) -> str:
        notes = []
        if reply.finished is not None:
            match reply.finished.reason:
                case FinishReason.LENGTH:
                    notes.append(self.tr("cut at the maximum of tokens"))
                case FinishReason.CONTENT_FILTER:
                    notes.append(self.tr("ended by the server’s content filter"))
                case _:
                    pass
        notes.extend(
            self.tr("without {parameter}, which the model refuses").format(parameter=drop.name)
            for drop in reply.dropped
            if not drop.replaced_by
        )
        if reply.usage is not None:
            notes.insert(0, self._usage_text.tokens(reply.usage))
        return " · ".join(notes)
