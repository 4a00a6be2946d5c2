"""What is measured against each other: the transcript, the naive way, a bare window."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextBrowser, QWidget

from desktop_app.ui.transcript import Transcript, TranscriptMessage
from desktop_app.ui.transcript.formula_renderer import FormulaRenderer
from desktop_app.ui.transcript.style import LIGHT
from tests.benchmarks.answers import WORDS

if TYPE_CHECKING:
    from desktop_app.formulas import FormulaProcess

SIZE = (1_000, 800)
_FRAME_MS = 16


def conversation(count: int) -> list[TranscriptMessage]:
    """Questions and answers in turn."""
    return [
        TranscriptMessage(str(number), "user" if number % 2 == 0 else "assistant", WORDS)
        for number in range(count)
    ]


class Naive(QTextBrowser):
    """Every frame sets the whole conversation anew."""

    def __init__(self, messages: Sequence[TranscriptMessage]) -> None:
        super().__init__()
        self._history = "\n\n".join(message.text for message in messages)
        self._reply = ""
        self._frame = QTimer(self, singleShot=True, interval=_FRAME_MS)
        self._frame.timeout.connect(self.show_all)

    def append_text(self, delta: str) -> None:
        self._reply += delta
        if not self._frame.isActive():
            self._frame.start()

    def show_all(self) -> None:
        self.setMarkdown(f"{self._history}\n\n{self._reply}")
        self.moveCursor(QTextCursor.MoveOperation.End)


class BareWindow(QWidget):
    """Paints nothing, as often as a transcript paints a stream."""

    def __init__(self) -> None:
        super().__init__()
        self._frame = QTimer(self, interval=_FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._frame.timeout.connect(self.update)
        self._frame.start()


@asynccontextmanager
async def shown(window: QWidget, rest: float = 0.1) -> AsyncIterator[None]:
    """A window on the screen; `rest` seconds pass before it is used."""
    window.resize(*SIZE)
    window.show()
    await asyncio.sleep(rest)
    yield
    window.close()
    window.deleteLater()
    await asyncio.sleep(0.02)  # its end belongs to nobody's time


@asynccontextmanager
async def shown_transcript(
    messages: Sequence[TranscriptMessage], process: FormulaProcess | None = None
) -> AsyncIterator[Transcript]:
    """A transcript that has loaded all it holds. Its formulas are drawn anew each time."""
    view = Transcript(LIGHT, formulas=FormulaRenderer(process))
    async with shown(view):
        view.show_messages(messages)
        view.plain_text()
        await asyncio.sleep(0.2)
        yield view


@asynccontextmanager
async def shown_naive(messages: Sequence[TranscriptMessage]) -> AsyncIterator[Naive]:
    view = Naive(messages)
    async with shown(view, rest=0.0):
        view.show_all()
        await asyncio.sleep(0.1)
        yield view
