"""Events of a reply as it arrives, the same for streamed and for whole replies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.core.tokens import Token


@dataclass(frozen=True, slots=True)
class TextDelta:
    """More of the answer; of several raw completions, of the one with this index.

    Where the server sends probabilities, the texts of `tokens` together are `text`.
    """

    text: str
    index: int = 0
    tokens: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class ReasoningDelta:
    """More of the model's reasoning, kept out of the answer and of what is sent back."""

    text: str


@dataclass(frozen=True, slots=True)
class ToolCallDelta:
    """More of a tool call. `index` tells the calls of one reply apart; the first delta names it."""

    index: int
    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class UsageReport:
    """Tokens, as the server counted them, or as estimated here when it did not."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class ParameterDropped:
    """The server refused a parameter; the request was sent again without it. Told once a model."""

    name: str
    replaced_by: str = ""


# Below this share of the whole time, the time of writing is only that of reading one message.
_CAME_WHOLE = 0.02


class FinishReason(StrEnum):
    """Why the model ended its reply; UNFINISHED when the server did not say."""

    STOP = "stop"
    LENGTH = "length"
    TOOL_CALLS = "tool_calls"
    CONTENT_FILTER = "content_filter"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds from sending the request: to the first token, and to the end."""

    first_token: float | None
    total: float

    def tokens_per_second(self, completion_tokens: int) -> float | None:
        """Rate of the completion after its first token; None when it cannot be told.

        A reply that came whole has no time between its tokens: its rate is that of the whole wait.
        """
        if self.first_token is None or completion_tokens < 2 or self.total <= 0:
            return None
        writing = self.total - self.first_token
        if writing < _CAME_WHOLE * self.total:
            return completion_tokens / self.total
        return (completion_tokens - 1) / writing


@dataclass(frozen=True, slots=True)
class ReplyFinished:
    """The reply is complete. `model` is the model that the server says answered.

    `further` are the reasons of the second and later ones of several raw completions.
    """

    reason: FinishReason
    model: str
    timing: Timing
    further: tuple[FinishReason, ...] = ()


ReplyEvent = (
    TextDelta | ReasoningDelta | ToolCallDelta | UsageReport | ParameterDropped | ReplyFinished
)
