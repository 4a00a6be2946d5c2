"""Calls of tools in conversations that came from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from desktop_app.core.messages import Message, Role


def whole_exchanges(messages: Sequence[Message]) -> tuple[Message, ...]:
    """The messages without calls that lack a result and without results that lack their call.

    Servers refuse a conversation in which the results do not follow their calls, one for each.
    """
    kept: list[Message] = []
    at = 0
    while at < len(messages):
        message = messages[at]
        at += 1
        if message.role is Role.TOOL:
            continue
        if message.tool_calls:
            results = tuple(takewhile(lambda m: m.role is Role.TOOL, messages[at:]))
            at += len(results)
            kept += _exchange(message, results)
        else:
            kept.append(message)
    return tuple(kept)


def _exchange(message: Message, results: Sequence[Message]) -> list[Message]:
    by_call = {result.tool_call_id: result for result in results}
    calls = {call.id for call in message.tool_calls}
    if calls <= by_call.keys():
        return [message, *(result for key, result in by_call.items() if key in calls)]
    return [replace(message, tool_calls=())] if message.text else []
