"""Ratios and their limits."""

from __future__ import annotations

from typing import NamedTuple


class Verdict(NamedTuple):
    """A ratio that must not be above its limit, or below it."""

    name: str
    ratio: float
    limit: float
    at_least: bool = False

    @property
    def is_broken(self) -> bool:
        return self.ratio < self.limit if self.at_least else self.ratio > self.limit


def broken(*verdicts: Verdict) -> int:
    """Print them; how many are broken."""
    print()
    for verdict in verdicts:
        bound = ">=" if verdict.at_least else "<="
        word = "BROKEN" if verdict.is_broken else "ok"
        print(f"{verdict.name:40}{verdict.ratio:8.3f}  {bound} {verdict.limit:<6}  {word}")
    return sum(verdict.is_broken for verdict in verdicts)
