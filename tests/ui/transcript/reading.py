"""What the tests read from a transcript."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from desktop_app.ui.transcript import MessageAction, Transcript, TranscriptMessage

WORDS = "It has some words. " * 30


def conversation(count: int) -> list[TranscriptMessage]:
    return [
        TranscriptMessage(
            str(number),
            "assistant" if number % 2 else "user",
            f"Message number {number}. {WORDS}",
        )
        for number in range(count)
    ]


def question(text: str, key: str = "q", **more: object) -> TranscriptMessage:
    return TranscriptMessage(key, "user", text, **more)  # type: ignore[arg-type]  # each is a field


def answer(text: str, key: str = "a", **more: object) -> TranscriptMessage:
    return TranscriptMessage(key, "assistant", text, **{"title": "model", **more})  # type: ignore[arg-type]  # each is a field


def top_line(transcript: Transcript) -> tuple[str, int]:
    """The text of the block at the top of the view, and where it is on the screen."""
    block = transcript.cursorForPosition(QPoint(100, 1)).block()
    top = transcript.document().documentLayout().blockBoundingRect(block).top()
    return block.text(), round(top) - transcript.verticalScrollBar().value()


def links(transcript: Transcript) -> dict[str, str]:
    """The addresses of all links, by the words that are clicked."""
    found: dict[str, str] = {}
    block = transcript.document().begin()
    while block.isValid():
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            if fragment.charFormat().isAnchor():
                found[fragment.text().strip()] = fragment.charFormat().anchorHref()
            iterator += 1
        block = block.next()
    return found


ALL_ACTIONS = tuple(MessageAction)
