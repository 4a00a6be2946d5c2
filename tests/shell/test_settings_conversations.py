"""A person goes back to a backup, and empties the bin, in the settings."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QTableWidget, QTabWidget

from tests.end_to_end.window import Window, paths_below, running_window
from tests.storage.database.holding import held
from tests.storage.database.talking import opened, said, shown, talk

if TYPE_CHECKING:
    from desktop_app.storage.database import ConversationDatabase

SERVER = {"API_BASE": "http://127.0.0.1:9/v1", "API_KEY": "none"}


@asynccontextmanager
async def settings_over(folder: Path) -> AsyncIterator[Window]:
    """The window with its settings open at the conversations, which have been read."""
    async with running_window(folder, SERVER) as window:
        await window.open_settings()
        window.find(QTabWidget, "settings.pages").setCurrentIndex(1)
        await window.until(lambda: bool(window.text("settings.bin")), "the page")
        await window.until(lambda: table(window).isEnabled(), "the buttons")
        yield window


async def kept_in(folder: Path, *texts: str) -> int:
    """A conversation of an earlier day, backed up then; its last text came later."""
    async with opened(paths_below(folder).conversations) as database:
        conversation = await talk(database, *texts[:-1])
        await database.backups.make_daily()
        await database.messages.add(conversation, said(texts[-1]))
    return conversation


def table(window: Window) -> QTableWidget:
    return window.find(QTableWidget, "settings.backups")


def cells(window: Window, column: int) -> list[str]:
    found = (table(window).item(row, column) for row in range(table(window).rowCount()))
    return [item.text() for item in found if item is not None]


def can_press(window: Window, name: str) -> bool:
    return window.find(QAbstractButton, name).isEnabled()


def is_asked(window: Window) -> bool:
    return window.find(QLabel, "settings.restore_question").isVisible()


class FolderOpener(QObject):
    """Stands for the program of the desktop that shows folders."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


async def test_a_person_goes_back_to_a_backup_and_forward_again(tmp_path: Path) -> None:
    conversation = await kept_in(tmp_path, "then", "now")
    async with settings_over(tmp_path) as window:
        assert cells(window, 1) == ["Daily"]
        window.click("settings.restore")
        assert "becomes a backup itself" in window.text("settings.restore_question")
        assert not can_press(window, "settings.restore")
        window.click("settings.restore_confirm")
        await window.until_text("settings.backups_state", "are back")
        assert cells(window, 1) == ["Before a restore", "Daily"]
        assert window.text("settings.conversations_error") == ""
    assert await _kept(tmp_path, conversation) == ["then"]
    async with settings_over(tmp_path) as window:
        window.click("settings.restore")
        window.click("settings.restore_confirm")
        await window.until_text("settings.backups_state", "are back")
    assert await _kept(tmp_path, conversation) == ["then", "now"]


async def test_escape_declines_and_leaves_the_dialog_open(tmp_path: Path) -> None:
    conversation = await kept_in(tmp_path, "then", "now")
    async with settings_over(tmp_path) as window:
        window.press("settings.backups", Qt.Key.Key_Return)
        assert is_asked(window)
        QTest.keyClick(window.find(QAbstractButton, "settings.restore_confirm"), Qt.Key.Key_Escape)
        assert not is_asked(window)
        assert window.find(QDialog, "").isVisible()
        assert can_press(window, "settings.restore")
        assert len(cells(window, 0)) == 1
    assert await _kept(tmp_path, conversation) == ["then", "now"]


async def test_a_damaged_backup_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    conversation = await kept_in(tmp_path, "then", "now")
    backups = paths_below(tmp_path).conversations / "backups"
    for backup in backups.iterdir():
        backup.write_bytes(b"no database")
    async with settings_over(tmp_path) as window:
        window.click("settings.restore")
        window.click("settings.restore_confirm")
        await window.until_text("settings.conversations_error", "This backup is damaged")
        assert cells(window, 1) == ["Daily"]
        await window.until(lambda: can_press(window, "settings.restore"), "another try")
    assert await _kept(tmp_path, conversation) == ["then", "now"]


async def test_a_backup_is_restored_after_the_file_was_damaged(tmp_path: Path) -> None:
    conversation = await kept_in(tmp_path, "then", "now")
    (paths_below(tmp_path).conversations / "conversations.sqlite3").write_bytes(b"no database")
    async with settings_over(tmp_path) as window:
        window.click("settings.restore")
        window.click("settings.restore_confirm")
        await window.until_text("settings.backups_state", "are back")
    assert await _kept(tmp_path, conversation) == ["then"]


async def test_a_second_window_lists_the_backups_but_restores_none(tmp_path: Path) -> None:
    conversation = await kept_in(tmp_path, "then", "now")
    with held(paths_below(tmp_path).conversations / "conversations.sqlite3"):
        async with settings_over(tmp_path) as window:
            assert cells(window, 1) == ["Daily"]
            window.click("settings.restore")
            window.click("settings.restore_confirm")
            await window.until_text("settings.conversations_error", "Another window or program")
    assert await _kept(tmp_path, conversation) == ["then", "now"]


async def test_the_bin_says_what_it_holds_and_is_emptied_when_confirmed(tmp_path: Path) -> None:
    async with opened(paths_below(tmp_path).conversations) as database:
        await _delete_something(database)
    async with settings_over(tmp_path) as window:
        assert "for 30 days" in window.text("settings.bin")
        assert "conversations 1, single messages 1" in window.text("settings.bin")
        window.click("settings.empty_bin")
        window.click("settings.empty_bin_confirm")
        await window.until_text("settings.bin", "The bin is empty")
        assert not can_press(window, "settings.empty_bin")
    async with opened(paths_below(tmp_path).conversations) as database:
        assert await database.bin.conversations() == []


async def test_without_a_backup_there_is_nothing_to_restore(tmp_path: Path) -> None:
    async with settings_over(tmp_path) as window:
        assert "None yet" in window.text("settings.backups_state")
        assert not can_press(window, "settings.restore")
        assert not can_press(window, "settings.empty_bin")


async def test_the_folder_is_opened_where_the_conversations_are(tmp_path: Path) -> None:
    opener = FolderOpener()
    # PySide takes text; its stubs say bytes, which it refuses.
    QDesktopServices.setUrlHandler("file", opener, "open")  # type: ignore[arg-type]
    try:
        async with settings_over(tmp_path) as window:
            window.click("settings.open_data_folder")
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert opener.opened == [paths_below(tmp_path).conversations]


async def _delete_something(database: ConversationDatabase) -> None:
    await database.bin.delete_conversation(await talk(database, "a conversation"))
    conversation = await talk(database, "stays", "goes")
    (_stays, goes) = await database.messages.branch(conversation)
    await database.bin.delete_message(goes.id)


async def _kept(folder: Path, conversation: int) -> list[str]:
    async with opened(paths_below(folder).conversations) as database:
        assert database.problem is None
        return await shown(database, conversation)
