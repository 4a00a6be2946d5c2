"""What a screen reader reads of a transcript, and what it is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAccessible

from desktop_app.ui import announcing
from tests.ui.transcript.reading import ALL_ACTIONS, answer, question

if TYPE_CHECKING:
    from PySide6.QtGui import QAccessibleEvent

    from desktop_app.ui.transcript import Transcript


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The sentences that are announced while a screen reader runs."""
    sentences: list[str] = []

    class Recorder:
        @staticmethod
        def isActive() -> bool:  # noqa: N802 - Qt's own name
            return True

        @staticmethod
        def updateAccessibility(event: QAccessibleEvent) -> None:  # noqa: N802 - Qt's own name
            sentences.append(event.message())  # type: ignore[attr-defined]  # an announcement's

    monkeypatch.setattr(announcing, "QAccessible", Recorder)
    yield sentences
    sentences.clear()


def readable(transcript: Transcript) -> str:
    """All that the accessibility text interface gives."""
    interface = QAccessible.queryAccessibleInterface(transcript)
    text = interface.textInterface()
    assert text is not None
    return text.text(0, text.characterCount())


def test_the_whole_shown_text_is_readable(transcript: Transcript) -> None:
    transcript.show_messages(
        [
            question("Why *so*?", files=("notes.txt · 12 KB",)),
            answer(
                "- **Because**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```py\nx = 1\n```",
                footer="3 tokens",
                actions=ALL_ACTIONS,
                siblings=2,
            ),
        ]
    )
    words = ["Conversation", "You", "notes.txt · 12 KB", "Why *so*?", "model", "Because"]
    words += ["a", "1", "x = 1", "1/2", "3 tokens", "Edit", "Regenerate", "Delete"]
    text = f"{transcript.accessibleName()} {readable(transcript)}"
    places = [text.index(word) for word in words if len(word) > 1]
    assert places == sorted(places)


def test_what_streams_is_readable_at_once(transcript: Transcript) -> None:
    transcript.begin_reply("a", "model")
    transcript.append_text("Half a sen")
    transcript.plain_text()
    assert "Half a sen" in readable(transcript)
    transcript.append_text("tence.")
    transcript.end_reply()
    transcript.plain_text()
    assert "Half a sentence." in readable(transcript)


def test_an_answer_is_announced_once_when_it_is_complete(
    transcript: Transcript, spoken: list[str]
) -> None:
    transcript.begin_reply("a", "model")
    for word in ("It ", "is ", "**so**."):
        transcript.append_text(word)
        transcript.plain_text()
    assert spoken == []
    transcript.end_reply()
    transcript.plain_text()
    assert spoken == ["model: It is so."]


def test_of_a_long_answer_the_beginning_is_announced(
    transcript: Transcript, spoken: list[str]
) -> None:
    transcript.begin_reply("a", "model")
    transcript.append_text("word " * 1_000)
    transcript.end_reply()
    transcript.plain_text()
    assert len(spoken) == 1
    assert len(spoken[0]) < 1_100
    assert spoken[0].endswith("word …")


def test_opening_a_conversation_announces_nothing(
    transcript: Transcript, spoken: list[str]
) -> None:
    transcript.show_messages([question("Why?"), answer("Because.")])
    transcript.append_message(question("And?", "2"))
    assert spoken == []


@pytest.mark.usefixtures("spoken")
def test_the_pieces_of_a_stream_are_not_spoken_to_who_has_the_focus_there(
    transcript: Transcript,
) -> None:
    transcript.activateWindow()
    transcript.setFocus()
    changes: list[int] = []
    transcript.document().contentsChange.connect(lambda *_: changes.append(1))
    transcript.begin_reply("a")
    begun = len(changes)
    for _ in range(20):
        transcript.append_text("A paragraph.\n\n" * 4)
        while transcript._paging.reply and transcript._paging.reply.is_waiting:
            transcript._frames.paint()
    assert len(changes) == begun
    assert not transcript.document().signalsBlocked()
    assert transcript.plain_text().count("A paragraph.") == 80
    bar = transcript.verticalScrollBar()
    assert 0 < bar.value() == bar.maximum()
