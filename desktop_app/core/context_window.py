"""How much of what a model can read a conversation takes, and what to leave out of it.

Tokens are estimated from the text. A `scale` taken from the last answer whose tokens the server
counted (`scale_of`) brings the estimate to that server's own measure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.core.messages import Role

if TYPE_CHECKING:
    from desktop_app.core.messages import Message
    from desktop_app.core.replies import UsageReport

_LETTERS_PER_TOKEN = 4  # of English prose
_BYTES_PER_TOKEN = 3  # of UTF-8 beyond ASCII: one Chinese character
_PER_MESSAGE = 4  # tokens of a chat template around each message
_PER_PICTURE = 1_000  # from 85 (small) to 1,600 (large) with the models of today
_NARROWEST, _WIDEST = 0.5, 4.0  # how far a server's count is believed
_ANSWER = 1_024  # tokens that are kept free where no maximum is set


class Fitted(NamedTuple):
    """The messages that are sent, and how many of the oldest are not."""

    kept: tuple[Message, ...]
    left_out: int


def estimate_tokens(text: str) -> int:
    """About how many tokens a text takes."""
    if text.isascii():
        return -(-len(text) // _LETTERS_PER_TOKEN)
    letters = len(text.encode("ascii", "ignore"))
    others = len(text.encode("utf-8", "surrogatepass")) - letters
    return math.ceil(letters / _LETTERS_PER_TOKEN + others / _BYTES_PER_TOKEN)


def tokens_of(messages: Sequence[Message], *, scale: float = 1.0) -> int:
    """About how many tokens a model reads in these messages."""
    return math.ceil(scale * sum(map(_tokens, messages)))


def scale_of(sent: Sequence[Message], usage: UsageReport | None) -> float:
    """How the server's count of what was sent relates to the estimate; 1 when it did not count."""
    if usage is None or usage.estimated or usage.prompt_tokens <= 0 or not sent:
        return 1.0
    return min(max(usage.prompt_tokens / tokens_of(sent), _NARROWEST), _WIDEST)


def prompt_budget(limit: int, max_tokens: int | None) -> int:
    """Tokens that messages may take of a model's `limit`, which holds the answer too."""
    return limit - min(max_tokens or _ANSWER, limit // 2)


def fitted(messages: Sequence[Message], budget: int, *, scale: float = 1.0) -> Fitted:
    """The messages without as many of the oldest turns as it takes to fit into `budget` tokens.

    A turn is a question with everything that follows it, so a tool call stays with its result.
    System prompts and the last turn are always kept, whether they fit or not.
    """
    turns = _turns([message for message in messages if message.role is not Role.SYSTEM])
    system = [message for message in messages if message.role is Role.SYSTEM]
    used = sum(map(_tokens, system))
    first = len(turns)
    while first > 0:  # from the end: of a long conversation most is never looked at
        used += sum(map(_tokens, turns[first - 1]))
        if math.ceil(scale * used) > budget and first < len(turns):
            break
        first -= 1
    if first == 0:
        return Fitted(tuple(messages), 0)
    kept = [message for turn in turns[first:] for message in turn]
    return Fitted((*system, *kept), sum(map(len, turns[:first])))


def _turns(messages: Sequence[Message]) -> list[list[Message]]:
    """Each begins with a question, except the first where a conversation begins otherwise."""
    turns: list[list[Message]] = []
    for message in messages:
        if message.role is Role.USER or not turns:
            turns.append([])
        turns[-1].append(message)
    return turns


def _tokens(message: Message) -> int:
    calls = sum(estimate_tokens(call.name + call.arguments) for call in message.tool_calls)
    pictures = _PER_PICTURE * len(message.image_urls)
    return _PER_MESSAGE + estimate_tokens(message.text) + calls + pictures
