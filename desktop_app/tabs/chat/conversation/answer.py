"""An answer that is being written: told to whoever shows it, and kept as it comes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.core.conversations import AnswerEnd, MessageState, StoredMessage
from desktop_app.core.replies import UsageReport
from desktop_app.tabs.reply import Reply

if TYPE_CHECKING:
    from desktop_app.core.replies import ParameterDropped, ReplyEvent
    from desktop_app.storage.database import AnswerWriter


class Answer(QObject):
    """One message of the model from its first to its last word, or more of one that broke off."""

    text_arrived = Signal(str)
    reasoning_arrived = Signal(str)

    def __init__(self, message: StoredMessage, writer: AnswerWriter) -> None:
        super().__init__()  # with a parent it would stay as long as its conversation
        self._message = message
        self._writer = writer
        self._reply = Reply()
        self._state = MessageState.STOPPED

    @property
    def message_id(self) -> int:
        """The message's id in the database."""
        return self._message.id

    @property
    def is_more(self) -> bool:
        """Whether it goes on with an answer of which something was there."""
        return bool(self._message.text or self._message.reasoning)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has come that would be worth keeping."""
        reply = self._reply
        came = reply.text or reply.reasoning or reply.tool_calls
        return not (came or self.is_more or self._state is MessageState.FINISHED)

    @property
    def last_usage(self) -> UsageReport | None:
        """Tokens of this request alone, without those of what it goes on with."""
        return self._reply.usage

    @property
    def last_text(self) -> str:
        """What this request has brought."""
        return self._reply.text

    @property
    def dropped(self) -> list[ParameterDropped]:
        """Parameters that the model was found to refuse."""
        return self._reply.dropped

    @property
    def message(self) -> StoredMessage:
        """The message as far as it has come."""
        reply, begun = self._reply, self._message
        finished = reply.finished
        return replace(
            begun,
            text=begun.text + reply.text,
            reasoning=begun.reasoning + reply.reasoning,
            reasoning_seconds=_sum(begun.reasoning_seconds, reply.reasoning_seconds),
            state=self._state,
            tool_calls=reply.message().tool_calls,
            finish_reason=finished.reason if finished else None,
            usage=_total(begun.usage, reply.usage),
            timing=finished.timing if finished else None,
        )

    async def read(self, events: AsyncGenerator[ReplyEvent, None]) -> None:
        """Read to the end.

        Raises:
            ServiceError: the stream failed; what had arrived is kept by `end`.
        """
        self._state = MessageState.FAILED
        try:
            await self._reply.read(events, self)
            self._state = MessageState.FINISHED
        except asyncio.CancelledError:
            self._state = MessageState.STOPPED
            raise

    async def end(self) -> None:
        """Keep the last words and how it ended.

        Raises:
            DatabaseUnusable: the disk cannot keep them now; it is tried again.
        """
        message = self.message
        await self._writer.end(
            AnswerEnd(
                state=message.state,
                tool_calls=message.tool_calls,
                reasoning_seconds=message.reasoning_seconds,
                finish_reason=message.finish_reason,
                usage=message.usage,
                timing=message.timing,
            )
        )

    def append_text(self, text: str) -> None:
        """Take more of the answer."""
        self._writer.append_text(text)
        self.text_arrived.emit(text)

    def append_reasoning(self, text: str) -> None:
        """Take more of the reasoning."""
        self._writer.append_reasoning(text)
        self.reasoning_arrived.emit(text)


def _sum(first: float | None, second: float | None) -> float | None:
    return second if first is None else first + (second or 0.0)


def _total(first: UsageReport | None, second: UsageReport | None) -> UsageReport | None:
    if first is None or second is None:
        return second or first
    return UsageReport(
        first.prompt_tokens + second.prompt_tokens,
        first.completion_tokens + second.completion_tokens,
        first.total_tokens + second.total_tokens,
        first.estimated or second.estimated,
    )
