"""What was deleted can be found in the bin, had back, and forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QListView

from desktop_app.core.conversations import NewMessage
from desktop_app.core.messages import Role
from tests.tabs.chat.sidebar.filling import Talk
from tests.tabs.chat.sidebar.panel import Panel, running_panel

if TYPE_CHECKING:
    from pathlib import Path

TALKS = (Talk("kept"), Talk("deleted"), Talk("deleted later"))


async def _open(panel: Panel) -> QListView:
    for conversation_id in (2, 3):
        await panel.database.bin.delete_conversation(conversation_id)
        panel.presenter.touch(conversation_id)
    await panel.until_rows("[Today]", "kept")
    _click(panel, "chat.bin")
    await panel.until(lambda: panel.view.shows_bin, "the bin")
    return panel.find(QListView, "chat.bin_list")


def _click(panel: Panel, name: str) -> None:
    button = panel.find(QAbstractButton, name)
    assert button.isVisible(), f"{name} is hidden"
    assert button.isEnabled(), f"{name} is disabled"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


async def test_the_bin_shows_what_was_deleted_the_last_first(tmp_path: Path) -> None:
    async with running_panel(tmp_path, TALKS) as panel:
        deleted = await _open(panel)
        assert panel.rows(deleted) == ["deleted later", "deleted"]
        spoken = deleted.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert "Kept until" in spoken
        assert any("30 days" in each.text() for each in panel.view.findChildren(QLabel))
        assert not panel.view.grab().isNull()


async def test_a_conversation_is_restored(tmp_path: Path) -> None:
    async with running_panel(tmp_path, TALKS) as panel:
        deleted = await _open(panel)
        assert deleted.currentIndex().data() == "deleted later"  # what Restore would bring back
        panel.click(deleted, 1)
        _click(panel, "chat.bin_restore")
        await panel.until_told("restored", 2)
        await panel.until(lambda: panel.rows(deleted) == ["deleted later"], "the rest")
        assert panel.find(QAbstractButton, "chat.bin_restore").isEnabled()  # for the next
        await panel.until_rows("[Today]", "deleted", "kept")


async def test_restoring_works_by_keys_and_esc_goes_back(tmp_path: Path) -> None:
    async with running_panel(tmp_path, TALKS) as panel:
        deleted = await _open(panel)
        deleted.setFocus()
        panel.key(Qt.Key.Key_Return, deleted)
        await panel.until_told("restored", 3)
        panel.key(Qt.Key.Key_Escape, deleted)
        assert panel.list.isVisible()
        assert panel.list.hasFocus()
        assert not panel.find(QAbstractButton, "chat.bin").isChecked()


async def test_the_bin_is_emptied_only_after_a_second_word(tmp_path: Path) -> None:
    async with running_panel(tmp_path, TALKS) as panel:
        deleted = await _open(panel)
        _click(panel, "chat.bin_empty")
        _click(panel, "chat.bin_keep")
        _click(panel, "chat.bin_empty")
        panel.key(Qt.Key.Key_Escape, panel.find(QAbstractButton, "chat.bin_keep"))
        assert panel.view.shows_bin
        _click(panel, "chat.bin_empty")
        assert len(await panel.database.bin.conversations()) == 2
        _click(panel, "chat.bin_forget")
        await panel.until(lambda: panel.rows(deleted) == [], "the bin to be empty")
        assert await panel.database.bin.conversations() == []
        assert not panel.find(QAbstractButton, "chat.bin_empty").isEnabled()
        assert panel.rows() == ["[Today]", "kept"]


async def test_a_deleted_message_is_found_in_the_bin_and_restored_where_it_was(
    tmp_path: Path,
) -> None:
    async with running_panel(tmp_path, TALKS) as panel:
        asked = NewMessage(role=Role.USER, text="Do not forget me")
        message = await panel.database.messages.add(1, asked)
        await panel.database.bin.delete_message(message.id)
        deleted = await _open(panel)
        assert panel.rows(deleted)[-1] == "Message: Do not forget me"
        panel.click(deleted, 2)
        _click(panel, "chat.bin_restore")
        await panel.until_told("hit_chosen", 1, message.id)
        assert (await panel.database.messages.branch(1))[-1] == message
        await panel.until(lambda: len(panel.rows(deleted)) == 2, "the rest")


async def test_undo_after_the_bin_was_emptied_brings_nothing_back(tmp_path: Path) -> None:
    async with running_panel(tmp_path, TALKS) as panel:
        panel.list.delete_requested.emit([2])
        await panel.until(lambda: bool(panel.restores), "the offer")
        await panel.database.bin.empty()
        panel.restores[0]()
        await panel.presenter.close()
        assert panel.rows() == ["[Today]", "deleted later", "kept"]
        assert ("restored", 2) not in panel.told


async def test_the_keys_of_the_bin_lead_into_it(tmp_path: Path) -> None:
    async with running_panel(tmp_path, TALKS) as panel:
        await panel.database.bin.delete_conversation(1)
        panel.view.search.setFocus()
        panel.find(QAbstractButton, "chat.bin").click()  # as its keys do it
        await panel.until(lambda: panel.view.shows_bin, "the bin")
        rows = panel.find(QListView, "chat.bin_list")
        assert rows.hasFocus()
        panel.key(Qt.Key.Key_Return, rows)
        await panel.until_told("restored", 1)


async def test_the_button_goes_to_the_bin_and_back(tmp_path: Path) -> None:
    async with running_panel(tmp_path, TALKS) as panel:
        await _open(panel)
        assert panel.find(QAbstractButton, "chat.bin").isChecked()
        _click(panel, "chat.bin")
        assert panel.list.isVisible()


async def test_a_deletion_shows_in_the_open_bin(tmp_path: Path) -> None:
    async with running_panel(tmp_path, TALKS) as panel:
        deleted = await _open(panel)
        panel.list.delete_requested.emit([1])
        await panel.until(lambda: panel.rows(deleted)[0] == "kept", "the third")


async def test_new_chat_is_asked_for(tmp_path: Path) -> None:
    async with running_panel(tmp_path, TALKS) as panel:
        _click(panel, "chat.new")
        QTest.keyClick(panel.view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        await panel.until(lambda: panel.told == [("new_requested",)] * 2, "both wishes")
