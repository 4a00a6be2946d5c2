"""What a person changes in the list is kept, and can be taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QMenu, QPushButton, QToolButton

from desktop_app.core.errors import DatabaseProblem, DatabaseUnusable
from tests.storage.database.talking import said
from tests.tabs.chat.sidebar.filling import Talk
from tests.tabs.chat.sidebar.panel import Panel, running_panel

if TYPE_CHECKING:
    from pathlib import Path

# The offscreen screen says so of every menu.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)

MINUTE = timedelta(minutes=1)
THREE = (Talk("one"), Talk("two", MINUTE), Talk("three", 2 * MINUTE))


async def _rename(panel: Panel, title: str) -> None:
    panel.key(Qt.Key.Key_F2)
    editor = panel.find(QLineEdit, "chat.rename")
    editor.setText(title)
    panel.key(Qt.Key.Key_Return, editor)
    await panel.until(lambda: not panel.list.is_renaming, "the end of renaming")


async def test_f2_renames_in_place_and_the_name_is_kept(tmp_path: Path) -> None:
    async with running_panel(tmp_path, THREE) as panel:
        panel.select("two")
        await _rename(panel, "  a better name ")
        await panel.until_told("renamed", 2)
        assert "a better name" in panel.rows()
        stored = await panel.database.conversations.get(2)
        assert (stored.title, stored.renamed) == ("a better name", True)
        assert not [each for each in panel.told if each[0] == "conversation_chosen"]


@pytest.mark.parametrize("title", ["", "  ", "two"])
async def test_an_empty_or_the_same_name_changes_nothing(tmp_path: Path, title: str) -> None:
    async with running_panel(tmp_path, THREE) as panel:
        panel.select("two")
        await _rename(panel, title)
        await panel.presenter.close()
        assert not (await panel.database.conversations.get(2)).renamed


async def test_a_name_entered_right_before_the_end_is_kept(tmp_path: Path) -> None:
    async with running_panel(tmp_path, THREE) as panel:
        panel.select("two")
        await _rename(panel, "at the last moment")
        await panel.presenter.close()
        assert (await panel.database.conversations.get(2)).title == "at the last moment"


async def test_a_name_being_edited_survives_that_its_conversation_is_used(tmp_path: Path) -> None:
    async with running_panel(tmp_path, THREE) as panel:
        panel.select("three")
        panel.key(Qt.Key.Key_F2)
        editor = panel.find(QLineEdit, "chat.rename")
        editor.setText("half a na")
        await panel.database.messages.add(3, said("again"))
        panel.presenter.touch(3)
        await panel.until(lambda: panel.presenter._postponed == [3], "the reading")
        editor.insert("me")
        panel.key(Qt.Key.Key_Return, editor)
        await panel.until_rows("[Today]", "half a name", "one", "two")


async def test_del_deletes_and_undo_brings_it_back(tmp_path: Path) -> None:
    async with running_panel(tmp_path, THREE) as panel:
        panel.select("two")
        panel.key(Qt.Key.Key_Delete)
        await panel.until_told("undo_offered", "“two” was deleted")
        assert panel.rows() == ["[Today]", "one", "three"]
        assert ("deleted", 2) in panel.told
        assert panel.list.selected() == [3]  # Del again deletes the next
        panel.restores[0]()
        await panel.until_told("restored", 2)
        await panel.until_rows("[Today]", "one", "two", "three")


async def test_many_are_deleted_and_come_back_together(tmp_path: Path) -> None:
    async with running_panel(tmp_path, THREE) as panel:
        panel.list.selectAll()
        panel.key(Qt.Key.Key_Delete)
        await panel.until(lambda: bool(panel.restores), "the offer")
        assert panel.rows() == []
        panel.restores[0]()
        await panel.until_rows("[Today]", "one", "two", "three")


async def test_the_menu_pins_and_unpins(tmp_path: Path) -> None:
    async with running_panel(tmp_path, THREE) as panel:
        panel.select("two")
        _choose(panel, "chat.menu_pin", "Pin")
        await panel.until_rows("[Pinned]", "two", "[Today]", "one", "three")
        assert panel.list.selected() == [2]
        _choose(panel, "chat.menu_pin", "Unpin")
        await panel.until_rows("[Today]", "one", "two", "three")


async def test_the_menu_says_which_conversations_are_to_be_exported(tmp_path: Path) -> None:
    async with running_panel(tmp_path, THREE) as panel:
        panel.select("three", "one")
        _choose(panel, "chat.menu_export", "Export…")
        assert panel.told == [("export_requested", [1, 3])]
        assert not _action(panel, "chat.menu_rename").isEnabled()


async def test_tags_are_written_with_commas_and_filter_the_list(tmp_path: Path) -> None:
    talks = (*THREE, Talk("four", 3 * MINUTE, tags=("work",)))
    async with running_panel(tmp_path, talks) as panel:
        panel.select("two")
        _choose(panel, "chat.menu_tags", "Tags…")
        dialog = panel.find(QDialog, "chat.tags_dialog")
        field = panel.find(QLineEdit, "chat.tags")
        QTest.keyClicks(field, "home, w")
        completer = field.completer()
        assert completer.currentCompletion() == "home, work"
        QTest.keyClicks(field, "ork, , home")
        QTest.mouseClick(panel.find(QPushButton, "chat.tags_save"), Qt.MouseButton.LeftButton)
        assert not dialog.isVisible()
        button = panel.find(QToolButton, "chat.tag_filter")
        await panel.until(lambda: panel.view.known_tags == ["home", "work"], "the new tag")
        _choose_tag(button, "home")
        await panel.until_rows("[Today]", "two")
        assert button.text() == "home"
        _choose_tag(button, "work")
        await panel.until_rows("[Today]", "two", "four")


async def test_a_tag_that_is_typed_is_added_to_those_that_are_there(tmp_path: Path) -> None:
    talks = (*THREE, Talk("four", 3 * MINUTE, tags=("work", "letters")))
    async with running_panel(tmp_path, talks) as panel:
        panel.select("four")
        _choose(panel, "chat.menu_tags", "Tags…")
        field = panel.find(QLineEdit, "chat.tags")
        await panel.until(field.hasFocus, "the keyboard in the field")
        QTest.keyClicks(field, "home")
        QTest.keyClick(field, Qt.Key.Key_Return)
        await panel.until(
            lambda: panel.view.known_tags == ["home", "letters", "work"], "all the tags"
        )


async def test_who_filters_by_keys_sees_which_row_the_keys_are_for(tmp_path: Path) -> None:
    talks = (*THREE, Talk("four", 3 * MINUTE, tags=("work",)))
    async with running_panel(tmp_path, talks) as panel:
        panel.list.setFocus()
        _choose_tag(panel.find(QToolButton, "chat.tag_filter"), "work")
        await panel.until_rows("[Today]", "four")
        assert panel.list.currentIndex().data() == "four"


async def test_a_filter_ends_with_its_last_conversation(tmp_path: Path) -> None:
    async with running_panel(tmp_path, (*THREE, Talk("four", tags=("work",)))) as panel:
        button = panel.find(QToolButton, "chat.tag_filter")
        _choose_tag(button, "work")
        await panel.until_rows("[Today]", "four")
        panel.select("four")
        panel.key(Qt.Key.Key_Delete)
        await panel.until_rows("[Today]", "one", "two", "three")
        assert not button.isVisible()
        panel.restores[0]()
        await panel.until(button.isVisible, "the tag to be back")


async def test_a_database_that_fails_is_told_and_the_list_stays_true(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_values: object) -> None:
        raise DatabaseUnusable(DatabaseProblem.DISK_FULL)

    async with running_panel(tmp_path, THREE) as panel:
        monkeypatch.setattr(panel.database.conversations, "rename", fail)
        monkeypatch.setattr(panel.database.bin, "delete_conversation", fail)
        panel.select("two")
        await _rename(panel, "never kept")
        await panel.until_rows("[Today]", "one", "two", "three")
        assert [each[0] for each in panel.told] == ["failed"]
        panel.key(Qt.Key.Key_Delete)
        await panel.until(lambda: len(panel.told) == 2, "the second error")
        assert panel.rows() == ["[Today]", "one", "two", "three"]
        assert not panel.restores


def _choose(panel: Panel, name: str, text: str) -> None:
    """Open the menu by its key and choose."""
    reason = QContextMenuEvent.Reason.Keyboard
    place = panel.list.rect().center()
    panel.list.contextMenuEvent(QContextMenuEvent(reason, place, place))
    action = _action(panel, name)
    assert action.text() == text
    menu = panel.find(QMenu, "chat.conversation_menu")
    assert menu.isVisible()
    action.trigger()
    menu.close()


def _action(panel: Panel, name: str) -> QAction:
    found = panel.list.findChild(QAction, name)
    assert found is not None
    return found


def _choose_tag(button: QToolButton, tag: str) -> None:
    assert button.isVisible()
    menu = button.menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == tag).trigger()
