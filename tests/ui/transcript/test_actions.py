"""What a person can do with a message: by its links, by its menu, by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desktop_app.ui.transcript import MessageAction, Transcript
from tests.ui.transcript.reading import ALL_ACTIONS, answer, conversation, links, question

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


# What the offscreen platform says of a menu that pops up.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def click(transcript: Transcript, words: str) -> None:
    transcript.anchorClicked.emit(QUrl(links(transcript)[words]))


def opened_menu(transcript: Transcript, reason: QContextMenuEvent.Reason, place: QPoint) -> QMenu:
    viewport = transcript.viewport()
    event = QContextMenuEvent(reason, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)
    menu = transcript.findChildren(QMenu)[-1]
    assert menu.isVisible()
    return menu


def entries(menu: QMenu) -> dict[str, QAction]:
    return {action.text(): action for action in menu.actions() if not action.isSeparator()}


@pytest.mark.parametrize("action", ALL_ACTIONS)
def test_each_action_is_a_link_below_the_answer(
    transcript: Transcript, qtbot: QtBot, action: MessageAction
) -> None:
    transcript.show_messages([answer("Yes.", "key/with ä%", actions=(action,))])
    with qtbot.waitSignal(transcript.action_requested) as asked:
        click(transcript, action.value.capitalize())
    assert asked.args == ["key/with ä%", action.value]


def test_arrows_step_between_the_versions_of_an_answer(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_messages([answer("Yes.", position=2, siblings=3)])
    assert "2/3" in transcript.plain_text()
    with qtbot.waitSignal(transcript.sibling_requested) as asked:
        click(transcript, "‹")
    assert asked.args == ["a", -1]
    with qtbot.waitSignal(transcript.sibling_requested) as asked:
        click(transcript, "›")
    assert asked.args == ["a", 1]


def test_the_arrows_end_where_the_versions_end(transcript: Transcript) -> None:
    transcript.show_messages([answer("Yes.", position=1, siblings=2)])
    assert "‹" not in links(transcript)
    assert "›" in links(transcript)
    transcript.show_messages([answer("Yes.", position=2, siblings=2)])
    assert "‹" in links(transcript)
    assert "›" not in links(transcript)


def test_a_question_has_a_last_line_only_if_something_can_be_done(transcript: Transcript) -> None:
    transcript.show_messages([question("Why?")])
    assert transcript.plain_text() == "You\n\nWhy?"
    transcript.show_messages([question("Why?", actions=(MessageAction.EDIT,), siblings=2)])
    assert {"Copy", "Edit", "›"} <= set(links(transcript))


def test_attached_texts_are_named_above_the_question(transcript: Transcript) -> None:
    transcript.show_messages([question("Sum up", files=("notes.txt · 12 KB", "b.csv · 3 KB"))])
    lines = [line for line in transcript.plain_text().split("\n") if line]
    assert lines == ["You", "notes.txt · 12 KB", "b.csv · 3 KB", "Sum up"]
    assert not transcript.grab().isNull()


def test_the_menu_is_about_the_message_under_the_mouse(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_messages(
        [question("Why?", actions=(MessageAction.EDIT,)), answer("Because.", actions=ALL_ACTIONS)]
    )
    found = transcript.document().find("Why?")
    place = transcript.cursorRect(found).center()
    menu = opened_menu(transcript, QContextMenuEvent.Reason.Mouse, place)
    assert "Edit" in entries(menu)
    assert "Regenerate" not in entries(menu)
    assert not entries(menu)["Copy selection"].isEnabled()
    with qtbot.waitSignal(transcript.action_requested) as asked:
        entries(menu)["Edit"].trigger()
    assert asked.args == ["q", "edit"]


def test_the_menu_key_opens_the_menu_of_the_message_with_the_cursor(
    transcript: Transcript, qtbot: QtBot
) -> None:
    transcript.show_messages([question("Why?"), answer("**Because**", actions=ALL_ACTIONS)])
    transcript.setTextCursor(transcript.document().find("Because"))
    menu = opened_menu(transcript, QContextMenuEvent.Reason.Keyboard, QPoint(0, 0))
    assert "Regenerate" in entries(menu)
    assert all(action.objectName().startswith("transcript.") for action in entries(menu).values())
    with qtbot.waitSignal(transcript.copy_requested) as copied:
        entries(menu)["Copy message"].trigger()
    assert copied.args == ["a"]
    assert QGuiApplication.clipboard().text() == "**Because**"


def test_the_menu_copies_what_is_selected_and_the_whole_conversation(
    transcript: Transcript,
) -> None:
    transcript.show_messages(conversation(500))
    transcript.setTextCursor(transcript.document().find("number 499"))
    menu = opened_menu(transcript, QContextMenuEvent.Reason.Keyboard, QPoint(0, 0))
    entries(menu)["Copy selection"].trigger()
    assert QGuiApplication.clipboard().text() == "number 499"
    entries(menu)["Copy conversation"].trigger()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("You\n\nMessage number 0.")
    assert copied.count("Message number") == 500


def test_a_reply_that_streams_offers_nothing_but_copying(transcript: Transcript) -> None:
    transcript.begin_reply("a")
    transcript.append_text("Half an answer")
    menu = opened_menu(transcript, QContextMenuEvent.Reason.Mouse, QPoint(60, 60))
    entries(menu)["Copy message"].trigger()
    assert QGuiApplication.clipboard().text() == "Half an answer"
    assert not {"Regenerate", "Delete"} & set(entries(menu))


def test_the_links_are_reached_by_tab_beginning_with_what_is_read(
    transcript: Transcript, qtbot: QtBot
) -> None:
    many = [
        answer(f"Answer {n}\n\n" + "word " * 200, str(n), actions=ALL_ACTIONS) for n in range(9)
    ]
    transcript.show_messages(many)
    transcript.plain_text()
    transcript.activateWindow()
    transcript.setFocus()
    before = transcript.verticalScrollBar().value()
    QTest.keyClick(transcript, Qt.Key.Key_Tab)
    assert transcript.textCursor().selectedText() == "Copy"
    assert transcript.verticalScrollBar().value() == before
    QTest.keyClick(transcript, Qt.Key.Key_Tab)
    with qtbot.waitSignal(transcript.action_requested) as asked:
        QTest.keyClick(transcript, Qt.Key.Key_Return)
    assert asked.args[1] == "edit"


def test_the_menu_goes_when_it_is_closed(transcript: Transcript) -> None:
    transcript.show_messages([question("Why?")])
    menu = opened_menu(transcript, QContextMenuEvent.Reason.Mouse, QPoint(60, 60))
    menu.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not transcript.findChildren(QMenu)
