"""How fast an answer was written."""

from __future__ import annotations

import pytest

from desktop_app.core.replies import Timing


def test_the_rate_counts_from_the_first_token() -> None:
    assert Timing(first_token=1.0, total=3.0).tokens_per_second(101) == pytest.approx(50.0)


def test_a_reply_that_came_whole_has_the_rate_of_the_whole_wait() -> None:
    assert Timing(first_token=3.999, total=4.0).tokens_per_second(100) == pytest.approx(25.0)


@pytest.mark.parametrize(
    ("timing", "tokens"),
    [(Timing(None, 3.0), 100), (Timing(1.0, 3.0), 1), (Timing(0.0, 0.0), 10)],
)
def test_what_cannot_be_told_is_not_told(timing: Timing, tokens: int) -> None:
    assert timing.tokens_per_second(tokens) is None
