"""The output of a completion: exact, painted by frames, edited, and taken back step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QToolTip

from desktop_app.core.replies import FinishReason, TextDelta
from desktop_app.core.tokens import Alternative, Token
from desktop_app.tabs.completion.output_card import OutputCard

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CONTROL = Qt.KeyboardModifier.ControlModifier
WORDS = (Token("One", -0.01), Token(" two", -3.0, (Alternative(" 2", -1.0),)), Token(".", None))


@pytest.fixture
def card(qtbot: QtBot) -> OutputCard:
    made = OutputCard()
    qtbot.addWidget(made)
    made.resize(500, 260)
    made.show()
    return made


def generate(card: OutputCard, *texts: str, follows: bool = False) -> None:
    """As many texts as are given, each in one piece."""
    card.begin(card.page if follows else None)
    for index, text in enumerate(texts):
        card.append(TextDelta(text, index))
    card.end([FinishReason.STOP] * len(texts))


def generate_tokens(card: OutputCard) -> None:
    card.begin(None)
    for token in WORDS:
        card.append(TextDelta(token.text, 0, (token,)))
    card.end([FinishReason.STOP])


def shown(card: OutputCard) -> str:
    return card.field.toPlainText()


def write(card: OutputCard, text: str, place: QTextCursor.MoveOperation) -> None:
    card.field.moveCursor(place)
    QTest.keyClicks(card.field, text)


def undo(card: OutputCard) -> None:
    QTest.keyClick(card.field, Qt.Key.Key_Z, CONTROL)


def redo(card: OutputCard) -> None:
    QTest.keyClick(card.field, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)


def button(card: OutputCard, name: str) -> QAbstractButton:
    found = card.findChild(QAbstractButton, f"completion.{name}")
    found = found or card.switch.findChild(QAbstractButton, f"completion.{name}")
    assert isinstance(found, QAbstractButton)
    return found


def test_the_first_words_are_seen_at_once(card: OutputCard) -> None:
    card.begin(None)
    card.append(TextDelta("Once "))
    assert shown(card) == "Once "


def test_a_flood_of_tokens_is_painted_a_few_times_only(card: OutputCard, qtbot: QtBot) -> None:
    paintings = []
    card.begin(None)
    card.field.textChanged.connect(lambda: paintings.append(1))
    for _ in range(1000):
        card.append(TextDelta("word "))
    assert len(paintings) <= 2
    assert card.page.text == "word " * 1000
    qtbot.waitUntil(lambda: shown(card) == "word " * 1000)
    assert len(paintings) <= 12


def test_the_text_is_kept_exactly_as_it_came(card: OutputCard) -> None:
    exact = "a\u00a0b\r\n\tc\u2028d"
    generate(card, exact)
    assert card.page.text == exact


def test_an_edited_text_keeps_what_qt_calls_plain_text_would_lose(card: OutputCard) -> None:
    generate(card, "a\u00a0b\nc")
    write(card, "!", QTextCursor.MoveOperation.End)
    assert card.page.text == "a\u00a0b\nc!"


def test_the_end_is_followed_until_a_person_scrolls_away(card: OutputCard, qtbot: QtBot) -> None:
    card.begin(None)
    card.append(TextDelta("line\n" * 100))
    bar = card.field.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)
    bar.setValue(3)
    card.append(TextDelta("more\n" * 10))
    qtbot.waitUntil(lambda: shown(card).endswith("more\n"))
    assert bar.value() == 3


def test_nothing_is_written_into_a_text_that_is_still_coming(card: OutputCard) -> None:
    card.begin(None)
    card.append(TextDelta("Once"))
    write(card, "!", QTextCursor.MoveOperation.End)
    assert shown(card) == "Once"
    card.end()
    write(card, "!", QTextCursor.MoveOperation.End)
    assert shown(card) == "Once!"


def test_one_step_of_undo_takes_a_whole_generation_back(card: OutputCard) -> None:
    generate(card, " a")
    generate(card, " b", follows=True)
    generate(card, "fresh")
    texts = []
    for _ in range(3):
        undo(card)
        texts.append(shown(card))
    assert texts == [" a b", " a", ""]
    for expected in (" a", " a b", "fresh"):
        redo(card)
        assert shown(card) == expected


def test_edits_are_taken_back_first_and_those_before_a_generation_stay(card: OutputCard) -> None:
    generate(card, " a")
    write(card, "X", QTextCursor.MoveOperation.Start)
    generate(card, " b", follows=True)
    write(card, "Y", QTextCursor.MoveOperation.End)
    assert shown(card) == "X a bY"
    seen = []
    for _ in range(4):
        undo(card)
        seen.append(shown(card))
    assert seen == ["X a b", "X a", " a", ""]
    for _ in range(4):
        redo(card)
    assert shown(card) == "X a bY"


def test_a_new_generation_ends_what_could_be_made_again(card: OutputCard) -> None:
    generate(card, "one")
    undo(card)
    generate(card, "two")
    assert not button(card, "redo").isEnabled()
    undo(card)
    assert shown(card) == ""
    redo(card)
    assert shown(card) == "two"


def test_an_undone_edit_is_not_made_again_instead_of_a_generation(card: OutputCard) -> None:
    generate(card, "one")
    write(card, "!", QTextCursor.MoveOperation.End)
    undo(card)
    generate(card, " two", follows=True)
    undo(card)
    redo(card)
    assert shown(card) == "one two"


def test_nothing_is_taken_back_while_a_request_is_on_its_way(card: OutputCard) -> None:
    generate(card, "one")
    card.set_busy(True)
    undo(card)
    assert shown(card) == "one"
    assert not button(card, "undo").isEnabled()


def test_each_text_of_a_request_keeps_its_edits(card: OutputCard) -> None:
    generate(card, "first", "second", "third")
    place = card.switch.findChild(QLabel, "completion.choice")
    assert place is not None
    assert place.text() == "1 / 3"
    button(card, "next_choice").click()
    write(card, "!", QTextCursor.MoveOperation.End)
    button(card, "next_choice").click()
    assert shown(card) == "third"
    assert not button(card, "next_choice").isEnabled()
    button(card, "previous_choice").click()
    assert shown(card) == "second!"
    generate(card, " more", follows=True)
    assert shown(card) == "second! more"
    undo(card)
    assert place.text() == "2 / 3"


def test_texts_that_follow_another_all_begin_with_it(card: OutputCard) -> None:
    generate(card, "base")
    generate(card, " a", " b", follows=True)
    assert shown(card) == "base a"
    button(card, "next_choice").click()
    assert shown(card) == "base b"


def test_tokens_are_told_at_the_cursor_by_the_keyboard(card: OutputCard) -> None:
    generate_tokens(card)
    line = card.findChild(QLabel, "completion.token")
    assert line is not None
    assert line.isVisible()
    card.field.moveCursor(QTextCursor.MoveOperation.Start)
    assert "“One”  99 %" in line.text()
    for _ in range(4):
        QTest.keyClick(card.field, Qt.Key.Key_Right)
    assert "“␣two”  5.0 %" in line.text()
    assert "“2”" not in line.text()
    assert "“␣2” 37 %" in line.text()
    QTest.keyClick(card.field, Qt.Key.Key_End)
    assert "not known" in line.text() or "Point at" in line.text()


def test_the_legend_is_there_only_with_probabilities(card: OutputCard) -> None:
    legend = card.findChild(QLabel, "completion.legend")
    assert legend is not None
    generate(card, "plain")
    assert not legend.isVisible()
    generate_tokens(card)
    assert legend.isVisible()
    undo(card)
    assert not legend.isVisible()


def test_words_of_a_person_have_no_probability_and_no_token_loses_its_own(
    card: OutputCard,
) -> None:
    generate_tokens(card)
    write(card, "No: ", QTextCursor.MoveOperation.Start)
    spans = card.page.spans
    assert spans.at(1) is None
    found = spans.at(8)
    assert found is not None
    assert found.text == " two"
    generate(card, " three", follows=True)
    again = card.page.spans.at(8)
    assert again is not None
    assert again.text == " two"


def test_a_shaded_text_is_painted_in_the_colour_of_the_unlikely(card: OutputCard) -> None:
    generate_tokens(card)
    card.field.setStyleSheet("background: white; color: black; border: none")
    picture = card.field.viewport().grab().toImage()
    cursor = card.field.textCursor()
    tints = {}
    for name, position in (("likely", 1), ("unlikely", 5)):
        cursor.setPosition(position)
        corner = card.field.cursorRect(cursor).bottomLeft()
        tints[name] = picture.pixelColor(corner.x() + 2, corner.y() - 1).saturation()
    assert tints["likely"] == 0 < tints["unlikely"]


def point(card: OutputCard, place: QPoint) -> None:
    """Let the pointer rest there."""
    viewport = card.field.viewport()
    hover = QHelpEvent(QEvent.Type.ToolTip, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, hover)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # popups offscreen
def test_who_points_at_a_token_sees_what_could_have_stood_there(
    card: OutputCard, qtbot: QtBot
) -> None:
    generate_tokens(card)
    cursor = card.field.textCursor()
    cursor.setPosition(5)
    point(card, card.field.cursorRect(cursor).center())
    for part in ("<b>␣two</b>", "␣2", "37&nbsp;%"):
        assert part in QToolTip.text()
    point(card, card.field.viewport().rect().bottomRight())
    qtbot.waitUntil(lambda: QToolTip.text() == "")  # it goes after a moment


def test_an_echoed_prompt_is_known_to_be_in_the_text(card: OutputCard) -> None:
    card.begin(None, "Once")
    card.append(TextDelta("Once upon"))
    card.end()
    assert card.page.holds_prompt
    generate(card, " a time", follows=True)
    assert card.page.holds_prompt
    card.begin(None, "Once")
    card.append(TextDelta(" upon"))
    card.end()
    assert not card.page.holds_prompt


def marked(card: OutputCard) -> list[str]:
    """What has not the colour of the model's words."""
    return [mark.cursor.selectedText() for mark in card.field.extraSelections()]


def test_an_echoed_prompt_has_not_the_colour_of_what_the_model_writes(card: OutputCard) -> None:
    card.begin(None, "Es war \U0001f600")
    for piece in ("Es", " war \U0001f600", " ein", "mal"):
        card.append(TextDelta(piece))
        card.field.repaint()
    card.end()
    assert marked(card) == ["Es war \U0001f600"]
    generate(card, " ein König", follows=True)
    assert marked(card) == ["Es war \U0001f600"]
    generate(card, "Something else")
    assert marked(card) == []
    undo(card)
    assert marked(card) == ["Es war \U0001f600"]
    write(card, "Ja! ", QTextCursor.MoveOperation.Start)
    assert marked(card) == ["Es war \U0001f600"]
