"""Scrolling, following the end, and the window of messages that is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from desktop_app.ui.transcript import Transcript, TranscriptMessage
from desktop_app.ui.transcript.window import HELD, OPENED

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def conversation(count: int) -> list[TranscriptMessage]:
    return [
        TranscriptMessage(
            str(number),
            "assistant" if number % 2 else "user",
            f"Message number {number}. " + "It has some words. " * 30,
        )
        for number in range(count)
    ]


def is_at_end(transcript: Transcript) -> bool:
    bar = transcript.verticalScrollBar()
    return bar.value() == bar.maximum()


def top_line(transcript: Transcript) -> tuple[str, int]:
    """The text of the block at the top of the view, and where it is on the screen."""
    block = transcript.cursorForPosition(QPoint(100, 1)).block()
    top = transcript.document().documentLayout().blockBoundingRect(block).top()
    return block.text(), round(top) - transcript.verticalScrollBar().value()


def to_end_button(transcript: Transcript) -> QAbstractButton:
    button = transcript.findChild(QAbstractButton, "transcript.to_end")
    assert isinstance(button, QAbstractButton)
    return button


def test_a_conversation_opens_at_its_end(transcript: Transcript) -> None:
    transcript.show_messages(conversation(40))
    assert is_at_end(transcript)
    assert "Message number 39" in transcript.plain_text()
    assert is_at_end(transcript)
    assert not to_end_button(transcript).isVisible()


def test_only_the_end_of_a_long_conversation_is_in_the_document(transcript: Transcript) -> None:
    transcript.show_messages(conversation(5_000))
    text = transcript.plain_text()
    assert OPENED <= text.count("Message number") < OPENED + 10
    assert "Message number 4999" in text


def test_the_view_follows_a_streamed_answer(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_messages(conversation(10))
    transcript.begin_reply("a")
    for _ in range(10):
        transcript.append_text("A paragraph of the answer.\n\n" * 5)
        qtbot.wait(5)
        assert is_at_end(transcript)
    transcript.end_reply()
    transcript.plain_text()
    assert is_at_end(transcript)


def test_reading_further_up_is_never_disturbed(transcript: Transcript) -> None:
    transcript.show_messages(conversation(30))
    transcript.begin_reply("a")
    transcript.append_text("Beginning\n\n")
    transcript.plain_text()
    bar = transcript.verticalScrollBar()
    bar.setValue(bar.maximum() - 900)
    before = top_line(transcript)
    for _ in range(20):
        transcript.append_text("```py\nprint(1)\n```\n\n| a |\n|---|\n| 1 |\n\n" * 5)
        transcript.plain_text()
        assert top_line(transcript) == before
    transcript.end_reply()
    transcript.append_message(TranscriptMessage("q", "user", "Next"))
    assert top_line(transcript) == before
    assert not transcript.is_following


def test_a_button_leads_back_to_the_end(transcript: Transcript) -> None:
    transcript.show_messages(conversation(30))
    transcript.plain_text()
    transcript.verticalScrollBar().setValue(300)
    button = to_end_button(transcript)
    assert button.isVisible()
    assert button.accessibleName()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert is_at_end(transcript)
    assert not button.isVisible()


def test_older_messages_come_when_scrolling_up_and_the_place_stays(
    transcript: Transcript,
) -> None:
    transcript.show_messages(conversation(1_000))
    transcript.plain_text()
    oldest = transcript._paging.window.first
    transcript.verticalScrollBar().setValue(400)
    before = top_line(transcript)
    transcript.plain_text()
    assert transcript._paging.window.first < oldest
    assert top_line(transcript) == before


def test_a_person_can_scroll_to_the_first_message_and_back(transcript: Transcript) -> None:
    transcript.show_messages(conversation(500))
    transcript.plain_text()
    window, bar = transcript._paging.window, transcript.verticalScrollBar()
    while window.first:
        bar.setValue(0)
        transcript.plain_text()
        assert window.last - window.first <= HELD + 8
    bar.setValue(0)
    assert "Message number 0." in transcript.plain_text()
    while window.last < len(window.messages):
        bar.setValue(bar.maximum())
        transcript.plain_text()
        assert window.last - window.first <= HELD + 8
    assert "Message number 499." in transcript.plain_text()


def test_a_reply_goes_on_while_its_end_is_not_in_the_document(transcript: Transcript) -> None:
    transcript.show_messages(conversation(1_000))
    transcript.begin_reply("a")
    transcript.append_text("It begins ")
    transcript.show_message("3")
    assert top_line(transcript)[0].startswith("Assistant")
    assert "It begins" not in transcript.plain_text()
    transcript.append_text("and goes on.")
    transcript.to_end()
    assert "It begins and goes on." in transcript.plain_text()
    transcript.show_message("3")
    transcript.end_reply("finished", "done")
    transcript.to_end()
    assert "It begins and goes on." in transcript.plain_text()
    assert "done" in transcript.plain_text()
    assert is_at_end(transcript)


def test_following_many_answers_keeps_the_document_small(transcript: Transcript) -> None:
    transcript.show_messages([])
    for number in range(OPENED + 60):
        transcript.begin_reply(str(number))
        transcript.append_text(f"Answer {number}.")
        transcript.end_reply()
    assert transcript.plain_text().count("Answer") <= OPENED + 21
    assert is_at_end(transcript)


def test_a_resized_window_stays_at_the_end(transcript: Transcript) -> None:
    transcript.show_messages(conversation(20))
    transcript.plain_text()
    transcript.resize(500, 700)
    assert is_at_end(transcript)


def test_the_column_is_not_wider_than_a_person_reads(transcript: Transcript) -> None:
    transcript.show_messages(conversation(4))
    transcript.resize(1_600, 600)
    assert transcript.viewport().width() <= 800
    transcript.resize(400, 600)
    assert transcript.viewport().width() > 320


def test_a_removed_question_above_the_window_shows_what_is_left(transcript: Transcript) -> None:
    transcript.show_messages(conversation(500))
    transcript.plain_text()
    transcript.remove_from("100")
    assert "Message number 99." in transcript.plain_text()
    assert "Message number 100." not in transcript.plain_text()
