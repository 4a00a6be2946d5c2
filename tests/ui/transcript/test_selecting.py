"""What a person has selected, and where the view stands, while an answer comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.transcript.reading import answer, conversation, question, top_line

if TYPE_CHECKING:
    from desktop_app.ui.transcript import Transcript

_Keep = QTextCursor.MoveMode.KeepAnchor


def select(transcript: Transcript, first: str, last: str) -> None:
    cursor = transcript.document().find(first)
    end = transcript.document().find(last)
    cursor.setPosition(cursor.selectionStart())
    cursor.setPosition(end.selectionEnd(), _Keep)
    transcript.setTextCursor(cursor)


def selected(transcript: Transcript) -> str:
    return transcript.createMimeDataFromSelection().text()


def drag(transcript: Transcript, start: QPoint, end: QPoint) -> None:
    """Press, and move with the button held."""
    viewport = transcript.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    # Handed to the view itself: QTest moves the cursor, and another window may lie beneath it.
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(end),
        QPointF(viewport.mapToGlobal(end)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(viewport, move)


def test_a_selection_in_what_is_finished_stays(transcript: Transcript) -> None:
    transcript.begin_reply("a")
    transcript.append_text("One first paragraph.\n\nAnd an unfin")
    transcript.plain_text()
    select(transcript, "first", "paragraph")
    transcript.append_text("ished one.\n\nMore.")
    transcript.plain_text()
    assert selected(transcript) == "first paragraph"


def test_a_selection_up_to_the_end_of_what_is_finished_does_not_grow(
    transcript: Transcript,
) -> None:
    transcript.begin_reply("a")
    transcript.append_text("One first paragraph.\n\nAnd")
    transcript.plain_text()
    select(transcript, "first", "paragraph.")
    for _ in range(5):
        transcript.append_text(" more")
        transcript.plain_text()
    assert selected(transcript) == "first paragraph."


def test_a_selection_that_reaches_into_the_unfinished_end_stays(transcript: Transcript) -> None:
    transcript.begin_reply("a")
    transcript.append_text("One first paragraph.\n\nAnd an *unfinished* one")
    transcript.plain_text()
    select(transcript, "first", "unfinished")
    for _ in range(5):
        transcript.append_text(" and **more**")
        transcript.plain_text()
        assert selected(transcript) == "first paragraph.\n\nAnd an unfinished"
    transcript.end_reply()
    assert selected(transcript) == "first paragraph.\n\nAnd an unfinished"


def test_a_selection_within_the_unfinished_end_stays(transcript: Transcript) -> None:
    transcript.begin_reply("a")
    transcript.append_text("- one\n- a second item")
    transcript.plain_text()
    select(transcript, "second", "second")
    transcript.append_text(" that grows\n- three\n")
    transcript.plain_text()
    assert selected(transcript) == "second"


def test_a_selection_over_a_message_that_is_shown_anew_stays(transcript: Transcript) -> None:
    transcript.show_messages([question("Why?"), answer("Because of that."), question("And?", "z")])
    select(transcript, "Because", "And?")
    transcript.update_message(answer("Because of that.", siblings=2))
    assert selected(transcript) == "Because of that.\n\nYou\n\nAnd?"


def test_the_view_does_not_run_away_from_a_mouse_that_selects(transcript: Transcript) -> None:
    transcript.show_messages(conversation(30))
    transcript.plain_text()
    transcript.begin_reply("a")
    before = transcript.verticalScrollBar().value()
    drag(transcript, QPoint(60, 100), QPoint(200, 140))
    transcript.append_text("A paragraph.\n\n" * 30)
    transcript.plain_text()
    assert transcript.verticalScrollBar().value() == before
    QTest.mouseRelease(transcript.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 140))
    assert selected(transcript)
    transcript.append_text("A paragraph.\n\n" * 30)
    transcript.plain_text()
    assert transcript.verticalScrollBar().value() == before
    assert not transcript.is_following


def test_a_click_alone_lets_the_view_follow_on(transcript: Transcript) -> None:
    transcript.show_messages(conversation(30))
    transcript.plain_text()
    transcript.begin_reply("a")
    QTest.mouseClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    transcript.append_text("A paragraph.\n\n" * 30)
    transcript.plain_text()
    assert transcript.is_following


def test_scrolling_up_by_a_single_pixel_is_reading(transcript: Transcript) -> None:
    transcript.show_messages(conversation(30))
    transcript.plain_text()
    transcript.begin_reply("a")
    bar = transcript.verticalScrollBar()
    bar.setValue(bar.maximum() - 1)
    before = bar.value()
    for _ in range(5):
        transcript.append_text("A paragraph.\n\n" * 5)
        transcript.plain_text()
    assert bar.value() == before
    bar.setValue(bar.maximum() - 3)
    assert transcript.is_following


def test_reading_in_the_paragraph_that_grows_is_not_disturbed(transcript: Transcript) -> None:
    transcript.show_messages(conversation(4))
    transcript.begin_reply("a")
    transcript.append_text("Before.\n\n" + "Words that fill a long paragraph. " * 100)
    transcript.plain_text()
    bar = transcript.verticalScrollBar()
    bar.setValue(bar.maximum() - 100)
    before = bar.value(), top_line(transcript)[1]
    for _ in range(10):
        transcript.append_text("More words of the same paragraph. ")
        transcript.plain_text()
        assert (bar.value(), top_line(transcript)[1]) == before


def test_reading_is_not_disturbed_by_what_follows_an_answer(transcript: Transcript) -> None:
    transcript.show_messages(conversation(30))
    transcript.plain_text()
    transcript.verticalScrollBar().setValue(500)
    transcript.plain_text()
    before = top_line(transcript)
    for number in range(40):
        transcript.begin_reply(f"r{number}")
        transcript.append_text("Text\n\n" * 20)
        transcript.end_reply("finished", "done")
        transcript.append_message(question("Next", f"n{number}"))
    transcript.plain_text()
    assert top_line(transcript) == before
