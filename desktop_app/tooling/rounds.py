"""The rounds of a conversation with tools: calls, their results, and when it is enough."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop_app.core.messages import Message, Role, ToolCall
from desktop_app.tooling.results import NOT_RUN

MOST_ROUNDS = 25


def result_message(call: ToolCall, result: str) -> Message:
    """The result of a call, for the model."""
    return Message(Role.TOOL, result, tool_call_id=call.id)


def rounds_since_question(messages: Sequence[Message]) -> int:
    """How many replies with calls the model has given since the person spoke last."""
    count = 0
    for message in reversed(messages):
        if message.role is Role.USER:
            break
        count += bool(message.tool_calls)
    return count


def as_called(call: ToolCall, *, is_cut: bool) -> ToolCall:
    """The call with an empty object where the model wrote nothing, as for a tool without fields.

    Nothing may also be what is left of a reply that was cut; that stays as it is.
    """
    if call.arguments.strip() or is_cut:
        return call
    return replace(call, arguments="{}")


def with_call(message: Message, call: ToolCall) -> Message:
    """A reply of the model in which the call of that id is as it was run, not as it came."""
    calls = tuple(call if former.id == call.id else former for former in message.tool_calls)
    return replace(message, tool_calls=calls)


def with_all_results(messages: Iterable[Message]) -> tuple[Message, ...]:
    """The messages with a result for every call: servers refuse a call without one.

    A call that was stopped before it was decided gets the result that it was not run.
    """
    complete: list[Message] = []
    waiting: list[ToolCall] = []

    def end_round() -> None:
        complete.extend(result_message(call, NOT_RUN) for call in waiting)
        waiting.clear()

    for message in messages:
        if message.role is Role.TOOL:
            answered = next((call for call in waiting if call.id == message.tool_call_id), None)
            if answered is not None:
                waiting.remove(answered)
        else:
            end_round()
        complete.append(message)
        waiting.extend(message.tool_calls)
    end_round()
    return tuple(complete)
