"""What a conversation asks its model with, as it is kept with the conversation."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from types import NoneType
from typing import Any, Self

from desktop_app.core.messages import Message, Role
from desktop_app.core.requests import ChatRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationParameters:
    """The values of the service's guide at first; None leaves a parameter to the server.

    `extra` are further fields of the request that the server knows. `leaves_out_oldest` says that
    the oldest turns stay behind when the conversation is longer than the model reads.
    """

    model: str = ""
    system_prompt: str = ""
    temperature: float | None = 0.1
    top_p: float | None = None
    max_tokens: int | None = 256
    stop: tuple[str, ...] = ()
    seed: int | None = None
    stream: bool = True
    extra: Mapping[str, Any] = field(default_factory=dict)
    leaves_out_oldest: bool = False

    def as_json(self) -> dict[str, Any]:
        """Everything as a JSON object, for `from_json`."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return {**values, "stop": list(self.stop), "extra": dict(self.extra)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """What was stored; a value that is missing or makes no sense is the one at first."""
        values: dict[str, Any] = {}
        for name, read in _READERS.items():
            with suppress(KeyError, TypeError, ValueError, OverflowError):
                values[name] = read(stored[name])
        return cls(**values)

    def request(self, messages: tuple[Message, ...]) -> ChatRequest:
        """A request with these parameters, the system prompt before the messages."""
        system = self.system_prompt.strip()
        if system:
            messages = (Message(Role.SYSTEM, system), *messages)
        return ChatRequest(
            model=self.model,
            messages=messages,
            temperature=self.temperature,
            top_p=self.top_p,
            max_tokens=self.max_tokens,
            stop=self.stop,
            seed=self.seed,
            stream=self.stream,
            extra=self.extra,
        )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _number(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError
    if not math.isfinite(value) or value < 0:
        raise ValueError
    return float(value)


def _whole(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, (int, NoneType)):
        raise TypeError
    return value


def _count(value: object) -> int | None:
    count = _whole(value)
    return count if count is not None and count > 0 else None


def _strings(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, (list, tuple)):
        raise TypeError
    return tuple(each for each in value if isinstance(each, str) and each)


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise TypeError
    return dict(value)


_READERS: Mapping[str, Callable[[object], object]] = {
    "model": _text,
    "system_prompt": _text,
    "temperature": _number,
    "top_p": _number,
    "max_tokens": _count,
    "stop": _strings,
    "seed": _whole,
    "stream": _switch,
    "extra": _object,
    "leaves_out_oldest": _switch,
}
