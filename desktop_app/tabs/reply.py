"""A reply being read: handed on as it comes, and kept whatever ends it."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Protocol

from desktop_app.core.messages import Message, Role, ToolCall
from desktop_app.core.replies import (
    ParameterDropped,
    ReasoningDelta,
    ReplyEvent,
    ReplyFinished,
    TextDelta,
    ToolCallDelta,
    UsageReport,
)


class TextSink(Protocol):
    """Whatever takes the words of a reply as they come: a transcript, a store."""

    def append_text(self, text: str, /) -> None:
        """Take more of the answer."""

    def append_reasoning(self, text: str, /) -> None:
        """Take more of the reasoning."""


@dataclass(slots=True)
class _PartialCall:
    id: str = ""
    name: str = ""
    arguments: list[str] = field(default_factory=list)


class Reply:
    """Collects the events of one reply. Use it once."""

    def __init__(self) -> None:
        self.usage: UsageReport | None = None
        self.finished: ReplyFinished | None = None
        self.dropped: list[ParameterDropped] = []
        self._text: list[str] = []
        self._reasoning: list[str] = []
        self._calls: dict[int, _PartialCall] = {}
        self._thinking_since: float | None = None
        self._thinking_seconds: float | None = None

    @property
    def text(self) -> str:
        """The answer so far, without reasoning."""
        return "".join(self._text)

    @property
    def reasoning(self) -> str:
        """The reasoning so far, which is shown but never sent back."""
        return "".join(self._reasoning)

    @property
    def reasoning_seconds(self) -> float | None:
        """How long the model has thought; None when it has not."""
        if self._thinking_seconds is None and self._thinking_since is not None:
            return time.monotonic() - self._thinking_since
        return self._thinking_seconds

    @property
    def tool_calls(self) -> tuple[ToolCall, ...]:
        """The calls so far, in the order of their index."""
        return tuple(
            ToolCall(call.id, call.name, "".join(call.arguments))
            for _, call in sorted(self._calls.items())
        )

    def message(self) -> Message:
        """The reply as a message of the conversation; calls of one that broke off are left out."""
        calls = self.tool_calls if self.finished is not None else ()
        return Message(Role.ASSISTANT, self.text, tool_calls=calls)

    async def read(self, events: AsyncGenerator[ReplyEvent, None], sink: TextSink) -> None:
        """Read to the end, handing on text and reasoning.

        Raises:
            ServiceError: the stream failed; what had arrived stays in this object.
        """
        async with aclosing(events):
            async for event in events:
                self._take(event, sink)

    def _take(self, event: ReplyEvent, sink: TextSink) -> None:
        match event:
            case TextDelta(text):
                if text.strip():
                    self._thinking_seconds = self.reasoning_seconds
                self._text.append(text)
                sink.append_text(text)
            case ReasoningDelta(text):
                if self._thinking_since is None:
                    self._thinking_since = time.monotonic()
                self._reasoning.append(text)
                sink.append_reasoning(text)
            case ToolCallDelta():
                call = self._calls.setdefault(event.index, _PartialCall())
                call.id = call.id or event.id
                call.name = call.name or event.name
                call.arguments.append(event.arguments)
            case UsageReport():
                self.usage = event
            case ParameterDropped():
                self.dropped.append(event)
            case ReplyFinished():
                self.finished = event


def new_key() -> str:
    """A key that tells the messages of a transcript apart."""
    return f"{time.monotonic_ns():x}"
