"""Scenes of the conversations at the left of the Chat tab for screenshots."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListView

from desktop_app.tabs.chat.sidebar.presenter import ConversationList
from tests.tabs.chat.sidebar.filling import Talk, fill

if TYPE_CHECKING:
    from tests.end_to_end.window import Window
    from tests.servers import ScriptedServer

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HEAT_PUMPS = (
    "What should I know about heat pumps before I buy one?",
    "A heat pump moves heat instead of making it. The flow temperature decides what it costs.",
    "And in an old house with radiators?",
    "Try 50 °C for a week. If the rooms stay warm, a heat pump will heat them too.",
)
TALKS = (
    Talk("Style guide for our release notes", 30 * DAY, pinned=True, tags=("work",)),
    Talk("Holiday in Norway: route and packing list", 3 * DAY, pinned=True),
    Talk("List servers of Open Telekom Cloud", tags=("work",)),
    Talk("Heat pumps in old houses", HOUR / 2, messages=HEAT_PUMPS),
    Talk("Why does my asyncio task disappear?", HOUR),
    Talk("Translate the letter to the landlord into German", DAY, tags=("letters",)),
    Talk("Birthday poem for Anna", DAY),
    Talk("Explain the Fourier transform to a musician who has never liked maths", DAY + HOUR),
    Talk("SQL: window functions", 2 * DAY, tags=("work", "sql")),
    Talk("Dinner for six without gluten", 3 * DAY),
    Talk("Regular expression for IBANs", 4 * DAY, tags=("work",)),
    Talk("Which heat pump is quiet?", 5 * DAY, messages=("How loud is a heat pump at night?",)),
    Talk("Draft: answer to the auditors", 6 * DAY, tags=("work", "letters", "confidential")),
    *(
        Talk(title, (9 + number * 4) * DAY)
        for number, title in enumerate(
            (
                "Names for a ginger cat",
                "Compare embeddings for German texts",
                "Chess: the Caro-Kann for beginners",
                "Refactor a 900-line function",
                "Summary of the meeting notes",
                "How do vaccines work?",
                "Qt model and view: when to reset",
                "Warm-up exercises for a choir",
                "CSS grid or flexbox?",
                "Learning plan for Spanish, 20 minutes a day",
                "Bread with little yeast",
                "Tax: home office",
                "Rust lifetimes, gently",
                "Questions for a job interview",
                "A story about a lighthouse",
                "Unit tests for a calendar",
                "日本語の敬語について",
            )
        )
    ),
)


def _presenter(window: Window) -> ConversationList:
    found = window.root.findChild(ConversationList)
    assert found is not None
    return found


async def _filled(window: Window) -> list[int]:
    conversations = _presenter(window)
    ids = await fill(await conversations._archive.database(), TALKS)
    conversations.refresh()
    rows = window.find(QListView, "chat.conversations")
    await window.until(lambda: rows.model().rowCount() > len(TALKS), "the conversations")
    return ids


async def sidebar_full(window: Window, _hub: ScriptedServer) -> None:
    """Conversations in groups."""
    await _filled(window)


async def sidebar_hits(window: Window, _hub: ScriptedServer) -> None:
    """A search with hits."""
    await _filled(window)
    window.find(QLineEdit, "chat.search").setText("heat pump")
    hits = window.find(QListView, "chat.hits")
    await window.until(lambda: hits.model().rowCount() > 0, "the hits")


async def sidebar_nothing_found(window: Window, _hub: ScriptedServer) -> None:
    """A search without hits."""
    await _filled(window)
    window.find(QLineEdit, "chat.search").setText("submarine")
    hits = window.find(QListView, "chat.hits")
    await window.until(hits.isVisible, "the answer")


async def sidebar_rename(window: Window, _hub: ScriptedServer) -> None:
    """A title being edited in its place."""
    await _filled(window)
    window.press("chat.conversations", Qt.Key.Key_Down)
    window.press("chat.conversations", Qt.Key.Key_F2)


async def sidebar_bin(window: Window, _hub: ScriptedServer) -> None:
    """Deleted conversations."""
    ids = await _filled(window)
    database = await _presenter(window)._archive.database()
    for conversation_id in ids[7:11]:
        await database.bin.delete_conversation(conversation_id)
    window.click("chat.bin")
    found = window.root.findChild
    await window.until(lambda: found(QListView, "chat.bin_list") is not None, "the bin")
    rows = window.find(QListView, "chat.bin_list")
    rows.setCurrentIndex(rows.model().index(0, 0))


SCENES = (sidebar_full, sidebar_hits, sidebar_nothing_found, sidebar_rename, sidebar_bin)
