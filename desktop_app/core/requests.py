"""What is asked of the service. A parameter that is None or empty is not sent at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from desktop_app.core.messages import Message

# The window shows where the data of its model goes, and what is said and how it comes.
SET_BY_THE_PROGRAM = frozenset({"model", "messages", "stream"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatRequest:
    """One round of a conversation. `stream` None asks for a whole reply, without saying so.

    `extra` are further fields that the server knows; they replace those of the same name, except
    the ones in `SET_BY_THE_PROGRAM`.
    """

    model: str
    messages: tuple[Message, ...]
    temperature: float | None = None
    top_p: float | None = None
    max_tokens: int | None = None
    stop: tuple[str, ...] = ()
    seed: int | None = None
    stream: bool | None = True
    tools: tuple[Mapping[str, Any], ...] = ()
    tool_choice: str | Mapping[str, Any] | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionRequest:
    """Raw text to be continued, without a chat template.

    `n` texts are asked for. `echo` has the prompt come back before each. `logprobs` is the number
    of alternatives that come with the probability of each token; None asks for neither.
    """

    model: str
    prompt: str
    temperature: float | None = None
    top_p: float | None = None
    max_tokens: int | None = None
    stop: tuple[str, ...] = ()
    seed: int | None = None
    n: int = 1
    echo: bool = False
    logprobs: int | None = None
    stream: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechRequest:
    """A recording to be written down (`translate`: in English). `language` is ISO 639-1 or "".

    `with_times` asks for the times of what is said.
    """

    model: str
    file_name: str
    content: bytes
    media_type: str
    language: str = ""
    temperature: float | None = 0.0
    translate: bool = False
    with_times: bool = False


class Segment(NamedTuple):
    """Words that are said from `start` to `end`, in seconds from the beginning of the sound."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """Words of a recording; `duration` of the sound and `elapsed` of the call in seconds.

    `segments` hold all the words, or there are none: the server told no times.
    """

    text: str
    language: str
    duration: float | None
    elapsed: float
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class EmbeddingBatch:
    """Vectors in the order of their texts, and the tokens they took (None when unknown)."""

    vectors: tuple[tuple[float, ...], ...]
    model: str
    prompt_tokens: int | None
    total_tokens: int | None
