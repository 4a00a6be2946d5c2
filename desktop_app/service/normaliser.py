"""One normaliser for chunks of a stream and for whole replies."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from desktop_app.core.errors import NotAnApi, ServiceError, StreamBroken
from desktop_app.core.replies import (
    FinishReason,
    ReasoningDelta,
    ReplyEvent,
    ReplyFinished,
    TextDelta,
    Timing,
    UsageReport,
)
from desktop_app.service.content import reasoning_of, texts_of
from desktop_app.service.errors import CallFacts, error_in_reply
from desktop_app.service.server_words import error_in
from desktop_app.service.thinking import ThinkSplitter
from desktop_app.service.tool_slots import ToolSlots
from desktop_app.service.usage import estimated_tokens, usage_in

if TYPE_CHECKING:
    from collections.abc import Sequence

_REASONS = {
    FinishReason.STOP: "stop eos eos_token end_turn stop_sequence complete finished",
    FinishReason.LENGTH: "length max_tokens max_output_tokens model_length",
    FinishReason.TOOL_CALLS: "tool_calls tool_call tool_use function_call",
    FinishReason.CONTENT_FILTER: "content_filter safety recitation blocklist prohibited_content",
}
_REASON_OF = {word: reason for reason, words in _REASONS.items() for word in words.split()}


class Normaliser:
    """Fed with the JSON objects of one reply, gives its events.

    `prompt_characters` serve to estimate the usage when the server sends none. `splits_thinking`
    is off for raw completions, whose text is left as it is.
    """

    def __init__(
        self, facts: CallFacts, *, prompt_characters: int, splits_thinking: bool = True
    ) -> None:
        self._facts = facts
        self._prompt_characters = prompt_characters
        self._splitter = ThinkSplitter() if splits_thinking else None
        self._slots = ToolSlots()
        self._usage: UsageReport | None = None
        self._reason = FinishReason.UNFINISHED
        self._model = facts.model
        self._characters = 0
        self._has_chunks = False
        self._is_reply = False
        self._began = time.perf_counter()
        self._first: float | None = None
        self._index: object = None

    @property
    def has_begun(self) -> bool:
        """Whether anything of the reply has been seen."""
        return self._first is not None

    def start_clock(self, asked_at: float) -> None:
        """The request that is being answered went out at this time of `time.perf_counter()`."""
        self._began = asked_at

    def feed(self, chunk: object) -> Sequence[ReplyEvent]:
        """Events of one chunk.

        Raises:
            ServiceError: the chunk carries an error.
            NotAnApi: it is nothing that a reply is made of.
        """
        if not isinstance(chunk, Mapping):
            if chunk is None or isinstance(chunk, (int, float)):
                return ()
            raise self._error(NotAnApi)
        failure = error_in(chunk)
        if failure is not None:
            raise error_in_reply(self._facts, failure)
        self._usage = usage_in(chunk) or self._usage
        model = chunk.get("model")
        if model and isinstance(model, str):
            self._model = model
        self._has_chunks = True
        choices = chunk.get("choices")
        self._is_reply = self._is_reply or isinstance(choices, list)
        if not isinstance(choices, list):
            return ()
        events = list(self._choices([c for c in choices if isinstance(c, Mapping)]))
        if events and self._first is None:
            self._first = time.perf_counter()
        return events

    def finish(self) -> Iterator[ReplyEvent]:
        """The events after the last chunk: what was held back, the usage, the end.

        Raises:
            NotAnApi: what came was JSON, but no reply.
            StreamBroken: nothing came.
        """
        if not self._is_reply:
            raise self._error(NotAnApi if self._has_chunks else StreamBroken)
        if self._splitter is not None:
            yield from self._parted(self._splitter.close())
        yield self._usage or estimated_tokens(self._prompt_characters, self._characters)
        total = time.perf_counter() - self._began
        first = None if self._first is None else self._first - self._began
        timing = Timing(first, total)
        yield ReplyFinished(self._final_reason(), self._model, timing, self._further_reasons())

    def _choices(self, choices: Sequence[Mapping[str, Any]]) -> Iterator[ReplyEvent]:
        """Of several answers the one that came first is followed."""
        for choice in choices:
            index = choice.get("index") or 0
            if self._index is None or self._index == index:
                self._index = index
                yield from self._choice(choice)
                return

    def _choice(self, choice: Mapping[str, Any]) -> Iterator[ReplyEvent]:
        reason = choice.get("finish_reason")
        if isinstance(reason, str):
            self._reason = _REASON_OF.get(reason.lower(), self._reason)
        message = choice.get("delta") or choice.get("message")
        if not isinstance(message, Mapping):
            message = {"content": choice.get("text")}
        if reasoning := reasoning_of(message):
            yield self._counted(ReasoningDelta(reasoning))
        for is_reasoning, text in texts_of(message.get("content")):
            if is_reasoning:
                yield self._counted(ReasoningDelta(text))
            elif self._splitter is None:
                yield self._counted(TextDelta(text))
            else:
                yield from self._parted(self._splitter.feed(text))
        refusal = message.get("refusal")
        if refusal and isinstance(refusal, str):
            yield self._counted(TextDelta(refusal))
        for delta in _tool_deltas(message):
            event = self._slots.feed(delta)
            self._characters += len(event.name) + len(event.arguments)
            yield event

    def _parted(self, parts: list[tuple[bool, str]]) -> Iterator[ReplyEvent]:
        for is_reasoning, text in parts:
            yield self._counted(ReasoningDelta(text) if is_reasoning else TextDelta(text))

    def _counted(self, event: TextDelta | ReasoningDelta) -> ReplyEvent:
        self._characters += len(event.text)
        return event

    def _error(self, kind: type[ServiceError]) -> ServiceError:
        return kind(host=self._facts.host, model=self._facts.model)

    def _final_reason(self) -> FinishReason:
        """Whether tools are called is decided by the calls that are there, not by the word."""
        if len(self._slots) and self._reason is FinishReason.STOP:
            return FinishReason.TOOL_CALLS
        if not len(self._slots) and self._reason is FinishReason.TOOL_CALLS:
            return FinishReason.STOP
        return self._reason

    def _further_reasons(self) -> tuple[FinishReason, ...]:
        return ()


def _tool_deltas(message: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    calls = message.get("tool_calls")
    if isinstance(calls, list):
        yield from (call for call in calls if isinstance(call, Mapping))
    elif isinstance(calls, Mapping):
        yield calls
    else:
        call = message.get("function_call")
        if isinstance(call, Mapping):
            yield {"index": 0, "function": call}
