"""Short ways to ask, and to look at what came."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from desktop_app.core.messages import Message, Role
from desktop_app.core.replies import (
    ReasoningDelta,
    ReplyEvent,
    ReplyFinished,
    TextDelta,
    ToolCallDelta,
    UsageReport,
)
from desktop_app.core.requests import ChatRequest

if TYPE_CHECKING:
    from desktop_app.service.client import ApiClient

CHAT = "/v2/chat/completions"
MODEL = "Llama-3.3-70B-Instruct"
WEATHER_TOOL: dict[str, Any] = {
    "type": "function",
    "function": {"name": "get_current_weather", "parameters": {"type": "object"}},
}


def question(text: str = "What is Open Telekom Cloud?", **options: Any) -> ChatRequest:
    options.setdefault("model", MODEL)
    return ChatRequest(messages=(Message(Role.USER, text),), **options)


async def ask(api: ApiClient, request: ChatRequest | None = None) -> list[ReplyEvent]:
    async with aclosing(api.stream_chat(request or question())) as events:
        return [event async for event in events]


async def ask_until_error(
    api: ApiClient, kind: type[Exception], request: ChatRequest | None = None
) -> tuple[list[ReplyEvent], Any]:
    """Events before the error, and the error."""
    seen: list[ReplyEvent] = []
    try:
        async with aclosing(api.stream_chat(request or question())) as events:
            async for event in events:
                seen.append(event)  # noqa: PERF401 (kept when the error comes)
    except kind as error:
        return seen, error
    raise AssertionError(f"no {kind.__name__} after {seen}")


def answer_of(events: Iterable[ReplyEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, TextDelta))


def reasoning_of(events: Iterable[ReplyEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, ReasoningDelta))


def calls_of(events: Iterable[ReplyEvent]) -> list[tuple[str, str, str]]:
    """(id, name, arguments) of each tool call."""
    calls: dict[int, list[str]] = {}
    for event in events:
        if isinstance(event, ToolCallDelta):
            call = calls.setdefault(event.index, ["", "", ""])
            for place, piece in enumerate((event.id, event.name, event.arguments)):
                call[place] += piece
    return [(call[0], call[1], call[2]) for _, call in sorted(calls.items())]


def usage_of(events: Iterable[ReplyEvent]) -> UsageReport:
    (usage,) = (event for event in events if isinstance(event, UsageReport))
    return usage


def end_of(events: list[ReplyEvent]) -> ReplyFinished:
    """The end, which must be the last event and the only one of its kind."""
    assert [event for event in events if isinstance(event, ReplyFinished)] == events[-1:]
    end = events[-1]
    assert isinstance(end, ReplyFinished)
    return end
