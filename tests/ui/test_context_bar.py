"""A person sees how full the model's context is, and what can be done when it is too full."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton

from desktop_app.ui.context_bar import ContextBar
from desktop_app.ui.context_notice import ContextNotice
from tests.tabs.chat.panel.controls import find

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def bar(qtbot: QtBot) -> ContextBar:
    bar = ContextBar("chat")
    qtbot.addWidget(bar)
    return bar


@pytest.fixture
def notice(qtbot: QtBot) -> ContextNotice:
    notice = ContextNotice("chat")
    qtbot.addWidget(notice)
    return notice


def _said(bar: ContextBar) -> tuple[str, int, str]:
    """The text, the thousandths of the track, and the level."""
    text, track = find(bar, QLabel, "chat.context"), find(bar, QProgressBar, "chat.context_bar")
    assert track.accessibleDescription() == text.text()
    return text.text(), track.value(), track.property("level") or ""


@pytest.mark.parametrize(
    ("used", "limit", "estimated", "said"),
    [
        (3_120, 8_192, False, ("3,120 of 8,192 tokens", 381, "")),
        (3_120, 8_192, True, ("about 3,120 of 8,192 tokens", 381, "")),
        (849, 1_000, False, ("849 of 1,000 tokens", 849, "")),
        (850, 1_000, False, ("850 of 1,000 tokens", 850, "high")),
        (1_000, 1_000, False, ("1,000 of 1,000 tokens", 1_000, "high")),
        (1_001, 1_000, False, ("1,001 of 1,000 tokens", 1_000, "over")),
        (0, 1_000, False, ("0 of 1,000 tokens", 0, "")),
    ],
)
def test_the_use_is_said_and_warned_of(
    bar: ContextBar, used: int, limit: int, estimated: bool, said: tuple[str, int, str]
) -> None:
    bar.show_use(used, limit, estimated=estimated)
    assert bar.isVisible()
    assert _said(bar) == said


@pytest.mark.parametrize("limit", [None, 0])
def test_where_the_limit_is_unknown_nothing_is_shown(bar: ContextBar, limit: int | None) -> None:
    bar.show_use(900, 1_000, estimated=False)
    bar.show_use(900, limit, estimated=False)
    assert not bar.isVisible()
    assert find(bar, QLabel, "chat.context").text() == ""
    bar.show_use(900, 1_000, estimated=False)
    assert bar.isVisible()
    assert _said(bar) == ("900 of 1,000 tokens", 900, "high")


def test_what_is_too_long_can_be_shortened(notice: ContextNotice, qtbot: QtBot) -> None:
    assert not notice.isVisible()
    notice.offer_leaving_out(is_over=True)
    button = find(notice, QPushButton, "chat.leave_out_oldest")
    with qtbot.waitSignal(notice.leave_out_requested):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (12, "The oldest 12 messages are left out."),
        (1, "The oldest message is left out."),
        (0, ""),
    ],
)
def test_what_is_left_out_is_said_and_can_be_sent(
    notice: ContextNotice, qtbot: QtBot, count: int, said: str
) -> None:
    notice.offer_leaving_out(is_over=True)
    notice.show_left_out(count)
    assert find(notice, QLabel, "chat.context_notice").text() == said
    assert notice.isVisible() == bool(said)
    if said:
        assert not find(notice, QPushButton, "chat.leave_out_oldest").isVisible()
        button = find(notice, QPushButton, "chat.send_oldest")
        with qtbot.waitSignal(notice.keep_requested):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
