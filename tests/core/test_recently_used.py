"""What was used last is remembered, within a limit."""

from __future__ import annotations

from desktop_app.core.recently_used import RecentlyUsed


def test_what_was_not_used_for_longest_is_forgotten() -> None:
    memory = RecentlyUsed[str](10)
    for name in ("first", "second"):
        memory.put(name, name, 5)
    assert memory.get("first") == "first"
    memory.put("third", "third", 5)
    assert memory.get("second") is None
    assert memory.get("first") == "first"
    assert memory.get("third") == "third"


def test_it_never_weighs_more_than_its_limit() -> None:
    memory = RecentlyUsed[int](100)
    for number in range(50):
        memory.put(number, number, number)
        assert memory.weight <= 100


def test_a_value_that_is_put_again_counts_once() -> None:
    memory = RecentlyUsed[str](10)
    memory.put("key", "old", 6)
    memory.put("key", "new", 6)
    assert memory.get("key") == "new"
    assert memory.weight == 6


def test_what_is_too_heavy_throws_nothing_else_out() -> None:
    memory = RecentlyUsed[str](10)
    memory.put("small", "small", 3)
    memory.put("huge", "huge", 11)
    assert memory.get("huge") is None
    assert memory.get("small") == "small"
