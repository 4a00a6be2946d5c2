"""Several transcripts are fed in turn, and each gets every word in its order."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.tabs.chat.compare.pace import Pace
from desktop_app.ui.transcript import Transcript

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


async def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.005)


def transcripts(qtbot: QtBot, count: int) -> list[Transcript]:
    made = [Transcript() for _ in range(count)]
    for transcript in made:
        qtbot.addWidget(transcript)
        transcript.begin_reply("answer")
    return made


async def test_all_words_arrive_in_their_order(qtbot: QtBot) -> None:
    shown = transcripts(qtbot, 4)
    owner = QObject()
    pace = Pace(owner)
    words = [f"{number} " for number in range(200)]
    for word in words:
        for transcript in shown:
            pace.append_text(transcript, word)
    whole = "".join(words).strip()
    await until(lambda: all(whole in transcript.plain_text() for transcript in shown))


async def test_one_that_streams_fast_does_not_keep_another_waiting(qtbot: QtBot) -> None:
    fast, slow = transcripts(qtbot, 2)
    owner = QObject()
    pace = Pace(owner)
    pace.append_text(slow, "one word")
    deadline = time.monotonic() + 10
    while "one word" not in slow.plain_text():
        assert time.monotonic() < deadline
        pace.append_text(fast, "more and ")
        await asyncio.sleep(0.001)


async def test_what_waits_is_handed_on_at_once_when_an_answer_ends(qtbot: QtBot) -> None:
    (shown,) = transcripts(qtbot, 1)
    owner = QObject()
    pace = Pace(owner)
    pace.append_reasoning(shown, "Let me see.")
    pace.append_text(shown, "The end.")
    pace.flush(shown)
    shown.end_reply()
    assert "The end." in shown.plain_text()
    assert "Thought" in shown.plain_text()


async def test_nothing_of_a_conversation_that_was_left_arrives(qtbot: QtBot) -> None:
    (shown,) = transcripts(qtbot, 1)
    owner = QObject()
    pace = Pace(owner)
    pace.append_text(shown, "Of another")
    pace.clear()
    pace.append_text(shown, "Of this")
    await until(lambda: "Of this" in shown.plain_text())
    assert "Of another" not in shown.plain_text()
