"""One reply from request to end: with the parameters that the model takes, as events."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from desktop_app.core.errors import ServiceError, ToolsRefused
from desktop_app.service.quirks import QuirkMemory, apply_change, change_for
from desktop_app.service.reply_reader import read_batches
from desktop_app.service.wire import Call

if TYPE_CHECKING:
    from desktop_app.core.replies import ParameterDropped, ReplyEvent
    from desktop_app.service.normaliser import Normaliser
    from desktop_app.service.wire import Wire

WHOLE_REPLY_LIMIT = 600.0  # seconds that a whole reply may take: nothing arrives before its end
_MOST_CHANGES = 6
_UNSEEN = frozenset({"stream_options"})  # dropping it changes nothing that a person asked for


async def stream_reply(
    wire: Wire, memory: QuirkMemory, path: str, parameters: Mapping[str, Any], reply: Normaliser
) -> AsyncGenerator[ReplyEvent, None]:
    """Events of the reply; `ReplyFinished` is the last one.

    A request that is refused for one of its parameters is sent again without it. That is told
    once: what a model is known to refuse is left out without a word.

    Raises:
        ServiceError: the call failed; the events so far hold.
    """
    body = dict(parameters)
    model = str(body.get("model", ""))
    memory.apply(wire.host, model, body)
    for _attempt in range(_MOST_CHANGES):
        try:
            async with aclosing(_events(wire, path, body, reply)) as events:
                async for event in events:
                    yield event
        except ServiceError as error:
            if isinstance(error, ToolsRefused):
                memory.remember_refusal_of_tools(wire.host, model)
            needed = None if reply.has_begun else change_for(error, body)
            if needed is None:
                raise
            refused: ParameterDropped = needed
        else:
            return
        apply_change(refused, body)
        memory.remember(wire.host, model, refused)
        if refused.name not in _UNSEEN:
            yield refused


async def _events(
    wire: Wire, path: str, body: Mapping[str, Any], reply: Normaliser
) -> AsyncGenerator[ReplyEvent, None]:
    patience = None if body.get("stream") else WHOLE_REPLY_LIMIT
    async with (
        wire.send(Call(path=path, body=body, patience=patience)) as incoming,
        aclosing(read_batches(incoming)) as batches,
    ):
        reply.start_clock(incoming.asked_at)
        async for batch in batches:
            for chunk in batch:
                for event in reply.feed(chunk):
                    yield event
    for event in reply.finish():
        yield event
