"""Reads what a server still allows from the headers of its answers, whatever their names are."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from desktop_app.core.headroom import Budget, Headroom

_FIELDS = ("limit", "remaining", "reset")
_NAME = re.compile(r"rate-?limit")
_UNIT_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_PIECE = re.compile(r"(\d+(?:\.\d+)?)(ms|[smhd])")
_EPOCH = 1e9  # a number above is no duration in seconds but a time
_EPOCH_MILLISECONDS = 1e12
_LONGEST_NUMBER = 18  # digits


def headroom_in(headers: Iterable[tuple[str, str]]) -> Headroom | None:
    """What is left, or None where the server does not say.

    Of OpenAI and its like come `x-ratelimit-remaining-tokens`; others put the words in another
    order, or name a window or a plan besides. Of several budgets the tightest counts.
    """
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for name, value in headers:
        if _NAME.search(name.lower()):
            words = re.split(r"[-_]", name.lower())
            field = next((word for word in _FIELDS if word in words), "")
            of_what = tuple(word for word in words if word != field)
            found.setdefault(of_what, {}).setdefault(field, value)
    requests: list[Budget] = []
    tokens: list[Budget] = []
    for of_what, values in found.items():
        budget = _budget(values)
        if budget is not None:
            is_tokens = any(word.startswith("token") for word in of_what)
            (tokens if is_tokens else requests).append(budget)
    if not requests and not tokens:
        return None
    return Headroom(_tightest(requests), _tightest(tokens))


def seconds_until_room(headers: Iterable[tuple[str, str]]) -> float | None:
    """When what is used up comes back, where the server says so."""
    headroom = headroom_in(headers)
    empty = [b for b in headroom.budgets if b.remaining == 0] if headroom else []
    times = [budget.resets_in for budget in empty if budget.resets_in is not None]
    return max(times, default=None)


def _budget(values: Mapping[str, str]) -> Budget | None:
    remaining = _count(values.get("remaining", ""))
    if remaining is None:
        return None
    return Budget(
        remaining, _count(values.get("limit", "")), _seconds_until(values.get("reset", ""))
    )


def _tightest(budgets: list[Budget]) -> Budget | None:
    def part_left(budget: Budget) -> tuple[float, int]:
        part = budget.remaining / budget.limit if budget.limit else float(budget.remaining > 0)
        return part, budget.remaining

    return min(budgets, key=part_left, default=None)


def _count(text: str) -> int | None:
    # Some name the window behind the number: "100, 100;w=60".
    number = re.match(r"\s*(\d+)(?:\.\d+)?\s*(?:[,;].*)?$", text)
    return int(number[1]) if number and len(number[1]) <= _LONGEST_NUMBER else None


def _seconds_until(text: str) -> float | None:
    """Seconds until a time that is written as "6m0s", "59", a date, or seconds since 1970."""
    text = text.strip().lower()
    if re.fullmatch(r"\d{1,18}(\.\d+)?", text):
        number = float(text)
        if number < _EPOCH:
            return number
        moment = number / 1000 if number > _EPOCH_MILLISECONDS else number
        return max(0.0, moment - time.time())
    if re.fullmatch(rf"(?:{_PIECE.pattern})+", text):
        return sum(float(number) * _UNIT_SECONDS[unit] for number, unit in _PIECE.findall(text))
    try:
        date = datetime.fromisoformat(text.upper())
    except ValueError:
        return None
    return max(0.0, date.replace(tzinfo=date.tzinfo or UTC).timestamp() - time.time())
