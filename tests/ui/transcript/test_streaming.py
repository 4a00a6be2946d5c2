"""An answer that comes in pieces."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QUrl

from desktop_app.ui.transcript import Transcript, TranscriptMessage
from tests.ui.transcript.test_tail import ANSWER

if TYPE_CHECKING:
    from PySide6.QtGui import QTextList
    from pytestqt.qtbot import QtBot


def look(transcript: Transcript) -> list[tuple[object, ...]]:
    """Text and layout of each block."""
    blocks: list[tuple[object, ...]] = []
    block = transcript.document().begin()
    while block.isValid():
        shape = block.blockFormat()
        margins = (shape.topMargin(), shape.bottomMargin(), shape.leftMargin())
        kind = _marker(block.textList())
        blocks.append((block.text(), margins, kind, shape.headingLevel()))
        block = block.next()
    return blocks


def _marker(item: QTextList | None) -> tuple[object, int] | None:
    return (item.format().style(), item.format().indent()) if item is not None else None


@pytest.mark.parametrize("seed", range(5))
def test_a_streamed_answer_looks_like_a_stored_one(
    transcript: Transcript, qtbot: QtBot, seed: int
) -> None:
    transcript.show_messages([TranscriptMessage("a", "assistant", ANSWER, footer="f", title="m")])
    stored = look(transcript)
    transcript.clear_messages()
    chance = random.Random(seed)
    transcript.begin_reply("a", "m")
    start = 0
    while start < len(ANSWER):
        size = chance.randint(1, 40)
        transcript.append_text(ANSWER[start : start + size])
        start += size
        if chance.random() < 0.5:
            qtbot.wait(chance.randint(0, 3))
    transcript.end_reply("finished", "f")
    transcript.plain_text()
    assert look(transcript) == stored


def test_an_empty_line_in_streamed_code_is_as_high_as_any_other(transcript: Transcript) -> None:
    code = "```python\nimport this\n\n\ndef that():\n    pass\n\n```\n\nAnd so on.\n"
    transcript.show_messages([TranscriptMessage("a", "assistant", code, title="m")])
    stored = look(transcript)
    transcript.clear_messages()
    transcript.begin_reply("a", "m")
    for character in code:
        transcript.append_text(character)
        transcript._frames.paint_all()
    transcript.end_reply()
    assert look(transcript) == stored


def test_what_has_come_is_shown_before_the_answer_ends(transcript: Transcript) -> None:
    transcript.begin_reply("a", "model")
    transcript.append_text("Half a sen")
    assert "Half a sen" in transcript.plain_text()
    assert "Copy" not in transcript.plain_text()


def test_deltas_are_painted_at_most_once_a_frame(transcript: Transcript) -> None:
    changes: list[int] = []
    transcript.begin_reply("a")
    transcript.document().contentsChange.connect(lambda *_: changes.append(1))
    for _ in range(500):
        transcript.append_text("word ")
    assert 1 <= len(changes) < 50


def test_reasoning_is_announced_then_folded_with_its_time(transcript: Transcript) -> None:
    transcript.begin_reply("a")
    transcript.append_reasoning("Hm, ")
    assert "Thinking…" in transcript.plain_text()
    transcript.append_text("Yes.")
    transcript.end_reply()
    text = transcript.plain_text()
    assert "Thought for 1 s" in text
    assert "Thinking" not in text
    assert "Hm" not in text
    transcript.anchorClicked.emit(QUrl("fold:a"))
    assert "Hm," in transcript.plain_text()


def test_reasoning_can_be_read_while_it_comes(transcript: Transcript) -> None:
    transcript.begin_reply("a")
    transcript.append_reasoning("First thought. ")
    transcript.anchorClicked.emit(QUrl("fold:a"))
    transcript.append_reasoning("Second thought.")
    assert "First thought. Second thought." in transcript.plain_text()
    transcript.append_text("Answer")
    transcript.end_reply()
    text = transcript.plain_text()
    assert text.index("Thought for") < text.index("Second thought.") < text.index("Answer")
    assert "Thinking" not in text


def test_a_reply_without_a_word_ends_with_its_mark(transcript: Transcript) -> None:
    transcript.begin_reply("a", "model")
    transcript.end_reply("failed", "no answer")
    assert transcript.plain_text().split("\n\n") == ["model", "Failed  ·  no answer  ·  Copy"]


def test_a_reply_is_a_message_like_others_afterwards(transcript: Transcript) -> None:
    transcript.append_message(TranscriptMessage("q", "user", "Why?"))
    before = transcript.plain_text()
    transcript.begin_reply("a")
    transcript.append_text("Because")
    transcript.end_reply("stopped")
    transcript.append_message(TranscriptMessage("q2", "user", "And?"))
    assert "Because" in transcript.plain_text()
    transcript.remove_from("a")
    assert transcript.plain_text() == before


def test_a_reply_is_removed_while_it_streams(transcript: Transcript) -> None:
    transcript.append_message(TranscriptMessage("q", "user", "Why?"))
    before = transcript.plain_text()
    transcript.begin_reply("a")
    transcript.append_text("Because")
    transcript.remove_from("a")
    transcript.append_text("nothing happens")
    assert transcript.plain_text() == before


def test_the_next_reply_completes_the_one_before(transcript: Transcript) -> None:
    transcript.begin_reply("a")
    transcript.append_text("one")
    transcript.begin_reply("b")
    transcript.append_text("two")
    transcript.end_reply()
    assert transcript.plain_text().count("Copy") == 2


def test_a_huge_delta_is_shown_in_part_and_bit_by_bit(transcript: Transcript) -> None:
    transcript.begin_reply("a")
    transcript.append_text("word and\n\n" * 1_000_000)
    transcript.append_text("the end")
    text = transcript.plain_text()
    assert text.endswith("the end")
    assert len(text) < 300_000


def test_an_endless_stream_keeps_the_document_small(transcript: Transcript) -> None:
    transcript.begin_reply("a")
    for _ in range(8):
        transcript.append_text(("- an item of a list\n" * 20 + "```\ncode\n```\n") * 150)
        transcript.plain_text()
    assert transcript.document().characterCount() < 230_000
    transcript.append_text("\n\nthe end")
    transcript.end_reply()
    text = transcript.plain_text()
    assert "beginning of this long message is not shown" in text
    assert "the end" in text


def test_emoji_cut_in_the_middle_of_a_line_stay_whole(transcript: Transcript) -> None:
    transcript.begin_reply("a")
    for character in "Grüße 👩‍👩‍👧 **ü😀**":
        transcript.append_text(character)
        transcript.plain_text()
    transcript.end_reply()
    assert "Grüße 👩‍👩‍👧 ü😀" in transcript.plain_text()


def test_the_first_code_of_all_gets_its_colours_though_its_lexer_came_later(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.begin_reply("1")
    transcript.append_text("```python\nimport this\n```\nThat was all.\n")
    transcript.end_reply()
    found = transcript.document().find("import this")
    qtbot.waitUntil(lambda: bool(found.block().layout().formats()), timeout=10_000)
