"""Tokens of a raw completion with the probabilities at which the model chose them."""

from __future__ import annotations

import math
from typing import NamedTuple


class Alternative(NamedTuple):
    """A token that could have stood there, and the natural logarithm of its probability."""

    text: str
    logprob: float

    @property
    def probability(self) -> float:
        """0 to 1."""
        return _probability(self.logprob)


class Token(NamedTuple):
    """A piece of text with the natural logarithm of its probability; None: the server knows none.

    `alternatives` are the likeliest tokens of its place, best first; it can be one of them.
    """

    text: str
    logprob: float | None
    alternatives: tuple[Alternative, ...] = ()

    @property
    def probability(self) -> float | None:
        """0 to 1, or None when it is not known."""
        return None if self.logprob is None else _probability(self.logprob)


def _probability(logprob: float) -> float:
    return math.exp(min(logprob, 0.0))
