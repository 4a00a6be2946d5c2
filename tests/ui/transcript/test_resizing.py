"""A window that is dragged to another width with a long conversation in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.ui.transcript import Transcript, TranscriptMessage
from tests.ui.transcript.reading import conversation, top_line

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def drag_edge(transcript: Transcript) -> None:
    for width in range(600, 520, -10):
        transcript.resize(width, 600)


def test_little_is_laid_out_while_the_edge_moves_and_all_comes_back(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_messages(conversation(150))
    transcript.plain_text()
    held = transcript.document().characterCount()
    drag_edge(transcript)
    assert transcript.document().characterCount() < held / 4
    qtbot.waitUntil(lambda: transcript.document().characterCount() >= held)
    assert transcript.is_following
    assert transcript.plain_text().count("Message number") >= 100


def test_who_reads_further_up_reads_on_there(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_messages(conversation(300))
    transcript.plain_text()
    transcript.verticalScrollBar().setValue(transcript.verticalScrollBar().maximum() // 2)
    transcript.plain_text()
    reading = top_line(transcript)[0]
    drag_edge(transcript)
    assert top_line(transcript)[0] == reading
    qtbot.waitUntil(lambda: not transcript._paging.is_paused)
    transcript.plain_text()
    assert top_line(transcript)[0] == reading
    assert not transcript.is_following


def test_an_answer_streams_on_meanwhile(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_messages(conversation(150))
    transcript.plain_text()
    transcript.begin_reply("a")
    transcript.append_text("It begins ")
    drag_edge(transcript)
    transcript.append_text("and goes on.")
    transcript.end_reply()
    assert "It begins and goes on." in transcript.plain_text()
    qtbot.waitUntil(lambda: not transcript._paging.is_paused)
    assert transcript.plain_text().count("Message number") >= 90


def test_a_selection_is_kept(transcript: Transcript) -> None:
    transcript.show_messages(conversation(60))
    transcript.plain_text()
    transcript.selectAll()
    selected = transcript.textCursor().selectedText()
    drag_edge(transcript)
    assert transcript.textCursor().selectedText() == selected


def test_the_column_of_a_wide_window_keeps_its_width_to_the_pixel(transcript: Transcript) -> None:
    transcript.append_message(TranscriptMessage("q", "user", "Why?"))
    widths = set()
    for width in range(1_200, 1_207):
        transcript.resize(width, 600)
        widths.add(transcript.viewport().width())
    assert len(widths) == 1
