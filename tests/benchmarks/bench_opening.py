"""How long a conversation takes to be on the screen, and the window to get another width.

Run as `python -m tests.benchmarks.bench_opening [--quick]`. Opening: the transcript alone, and the
real Chat tab from a click in the list to the end of the stored conversation, both with 5,000
messages against 100 and against setting the whole document. Resizing: each step to its painting,
against a text browser that holds no more than a screenful. All in processor time, which other
programs do not lengthen.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import asyncio

from PySide6.QtWidgets import QAbstractScrollArea, QTextBrowser, QWidget

from desktop_app.ui.transcript import Transcript, TranscriptMessage
from tests.benchmarks.answers import ANSWERS, WORDS
from tests.benchmarks.chat_window import ChatWindow, chat_window
from tests.benchmarks.contenders import SIZE, Naive, conversation, shown
from tests.benchmarks.running import run
from tests.benchmarks.stalls import Heartbeat, result
from tests.benchmarks.streaming_server import streaming_server
from tests.benchmarks.verdicts import Verdict, broken
from tests.tabs.chat.sidebar.filling import Talk

FEW, MANY = 100, 5_000
ALONE, CHAT, WHOLE = "transcript", "Chat tab", "naive"
_SCREENFUL = 4  # messages
_WIDTHS = (*range(SIZE[0], 500, -40), *range(500, SIZE[0], 40))


def talk(count: int) -> Talk:
    """A conversation that ends with its own name."""
    name = f"Talk of {count}"
    return Talk(name, timedelta(minutes=count), messages=(*[WORDS] * (count - 1), name))


def milliseconds(since: float) -> float:
    return 1_000 * (time.process_time() - since)


async def opening(count: int) -> float:
    view = Transcript()
    async with shown(view, rest=0.02):
        messages = conversation(count)
        began = time.process_time()
        view.show_messages(messages)
        view.grab()
        return milliseconds(began)


async def opening_naively(count: int) -> float:
    view = Naive(conversation(count))
    async with shown(view, rest=0.02):
        began = time.process_time()
        view.show_all()
        view.grab()
        return milliseconds(began)


async def opening_in_chat(chat: ChatWindow, count: int) -> tuple[float, float]:
    """From the click until its end is painted; the longest stall while the rest is read."""
    heartbeat = Heartbeat(chat.transcript.viewport())
    began = time.process_time()
    chat.open(talk(count).title)
    await chat.until_shown(talk(count).title)
    chat.transcript.viewport().grab()
    taken = milliseconds(began)
    heartbeat.start()
    await asyncio.sleep(0.8)
    return taken, result([heartbeat.stop()]).longest


def resizing(view: QAbstractScrollArea) -> list[float]:
    """Each step of dragging the edge of a window that holds the view."""
    taken: list[float] = []
    for width in _WIDTHS:
        began = time.process_time()
        view.resize(width, SIZE[1])
        view.viewport().repaint()
        taken.append(milliseconds(began))
    return taken
