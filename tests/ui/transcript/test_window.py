"""Of a long conversation only a window is held."""

from __future__ import annotations

import pytest

from desktop_app.ui.transcript import TranscriptMessage
from desktop_app.ui.transcript.window import HELD, OPENED, MessageWindow


def messages(count: int, text: str = "words") -> list[TranscriptMessage]:
    return [TranscriptMessage(str(number), "user", text) for number in range(count)]


def test_it_opens_at_the_end_and_grows_upwards() -> None:
    window = MessageWindow(messages(10))
    assert [message.key for message in window.older(3)] == ["7", "8", "9"]
    assert [message.key for message in window.older(3)] == ["4", "5", "6"]
    assert window.has_older
    assert not window.has_newer


def test_it_is_full_at_a_hundred_messages() -> None:
    window = MessageWindow(messages(5_000))
    window.older(OPENED - 1)
    assert not window.is_full
    window.older(1)
    assert window.is_full


def test_few_long_messages_fill_it_too() -> None:
    window = MessageWindow(messages(10, "x" * 100_000))
    window.older(3)
    assert window.is_full
    window.older(7)
    assert window.is_overfull


def test_it_is_overfull_beyond_what_may_be_held() -> None:
    window = MessageWindow(messages(1_000))
    window.older(HELD)
    assert not window.is_overfull
    window.older(1)
    assert window.is_overfull


def test_a_new_message_is_shown_only_at_the_end() -> None:
    window = MessageWindow(messages(3))
    assert window.append(messages(1)[0])
    window.show_around(0)
    assert not window.append(messages(1)[0])
    assert len(window.newer(100)) == 5


def test_cutting_forgets_what_is_behind() -> None:
    window = MessageWindow(messages(5))
    window.older(5)
    window.cut(window.index("3"))
    assert (window.first, window.last, len(window.messages)) == (0, 3, 3)
    with pytest.raises(KeyError):
        window.index("4")
