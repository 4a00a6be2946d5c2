"""Builders of raw completions with probabilities, and of several texts at once."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.servers.replies import USAGE, json_reply, sse

if TYPE_CHECKING:
    from tests.servers.messages import Reply


class Chosen(NamedTuple):
    """A token, its probability (None: not told), and those of its alternatives."""

    text: str
    probability: float | None
    others: Mapping[str, float] = {}


def logprobs_of_completion(tokens: Sequence[Chosen]) -> dict[str, Any]:
    """The form of completions."""
    offsets = [sum(len(token.text) for token in tokens[:end]) for end in range(len(tokens))]
    return {
        "tokens": [token.text for token in tokens],
        "token_logprobs": [_log(token.probability) for token in tokens],
        "top_logprobs": [_top(token) for token in tokens],
        "text_offset": offsets,
    }


def logprobs_of_chat(tokens: Sequence[Chosen]) -> dict[str, Any]:
    """The form of chats, which some servers send for completions too."""
    return {
        "content": [
            {
                "token": token.text,
                "logprob": _log(token.probability),
                "bytes": list(token.text.encode()),
                "top_logprobs": [
                    {"token": text, "logprob": number, "bytes": None}
                    for text, number in (_top(token) or {}).items()
                ],
            }
            for token in tokens
        ]
    }


def choice(
    text: str, index: int = 0, *, finish: str | None = None, logprobs: object = None
) -> dict[str, Any]:
    """A chunk with more of one text."""
    return {
        "object": "text_completion",
        "choices": [{"index": index, "text": text, "logprobs": logprobs, "finish_reason": finish}],
    }


def end(*finish: str) -> list[dict[str, Any]]:
    """The last chunks of texts that end for these reasons."""
    ends = [choice("", index, finish=reason) for index, reason in enumerate(finish)]
    return [*ends, {"choices": [], "usage": USAGE}]


def tokens_stream(tokens: Sequence[Chosen], *, finish: str = "stop", pause: float = 0.0) -> Reply:
    """A streamed text, a chunk a token, with probabilities."""
    chunks = [choice(token.text, logprobs=logprobs_of_completion([token])) for token in tokens]
    return sse([*chunks, *end(finish)], pause=pause)


def texts_whole(*texts: str) -> Reply:
    """Several texts in one piece."""
    choices = [choice(text, index, finish="stop")["choices"][0] for index, text in enumerate(texts)]
    return json_reply({"object": "text_completion", "choices": choices, "usage": USAGE})


def _top(token: Chosen) -> dict[str, float] | None:
    if token.probability is None:
        return None
    likely = {token.text: token.probability, **token.others}
    return {text: math.log(chance) for text, chance in likely.items()}


def _log(probability: float | None) -> float | None:
    return None if probability is None else math.log(probability)
