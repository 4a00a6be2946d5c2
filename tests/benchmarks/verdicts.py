"""Ratios and their limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tests.benchmarks.stalls import Result


class Verdict(NamedTuple):
    """A ratio that must not be above its limit, or below it."""

    name: str
    ratio: float
    limit: float
    at_least: bool = False

    @property
    def is_broken(self) -> bool:
        return self.ratio < self.limit if self.at_least else self.ratio > self.limit


def against(prefix: str, ours: Result, naive: Result, bare: Result) -> tuple[Verdict, ...]:
    """The budget of a stream, see `bench_streaming`."""
    return (
        Verdict(f"{prefix}p99 / naive", ours.calmest / naive.calmest, 0.16),
        Verdict(f"{prefix}longest / naive", ours.longest / naive.longest, 0.32),
        Verdict(f"{prefix}p99 by the clock / a bare beat", ours.clock / bare.clock, 8.0),
        Verdict(f"{prefix}longest / a bare beat", ours.longest / bare.clock, 16.0),
        Verdict(f"{prefix}CPU a frame / naive", ours.frame / naive.frame, 0.25),
        Verdict(f"{prefix}frames / bare window", ours.frames / bare.frames, 0.9, at_least=True),
    )


def broken(*verdicts: Verdict) -> int:
    """Print them; how many are broken."""
    print()
    for verdict in verdicts:
        bound = ">=" if verdict.at_least else "<="
        word = "BROKEN" if verdict.is_broken else "ok"
        print(f"{verdict.name:40}{verdict.ratio:8.3f}  {bound} {verdict.limit:<6}  {word}")
    return sum(verdict.is_broken for verdict in verdicts)
