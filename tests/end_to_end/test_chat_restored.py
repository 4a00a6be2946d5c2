"""A person goes back to a backup while the window is in use: all of it shows what is there then."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QListView, QTabWidget

from tests.end_to_end.killed_program import TickingAnswer
from tests.end_to_end.window import Window, connected, environ, paths_below, running_window
from tests.servers.replies import chat_stream
from tests.storage.database.talking import opened, shown, talk

if TYPE_CHECKING:
    from tests.servers import ScriptedServer

CHAT = "/v2/chat/completions"


async def ask_to_restore(window: Window) -> None:
    """Confirm in the settings that the newest backup is to be restored."""
    await window.open_settings()
    window.find(QTabWidget, "settings.pages").setCurrentIndex(1)
    restore = window.find(QAbstractButton, "settings.restore")
    await window.until(restore.isEnabled, "the backups")
    window.click("settings.restore")
    window.click("settings.restore_confirm")


async def go_back(window: Window) -> None:
    """Restore the newest backup by the settings."""
    await ask_to_restore(window)
    await window.until_text("settings.backups_state", "are back")
    window.click("settings.cancel")
    await window.until(lambda: window.root.findChild(QDialog) is None, "the end of the dialog")


def titles(window: Window) -> list[str]:
    model = window.find(QListView, "chat.conversations").model()
    rows = (model.index(row, 0) for row in range(model.rowCount()))
    return [str(row.data(Qt.ItemDataRole.DisplayRole)) for row in rows]


async def test_the_whole_window_goes_back_while_an_answer_streams(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    folder = paths_below(tmp_path).conversations
    async with opened(folder) as database:
        await talk(database, "An early question", "An early answer")
        await database.backups.make_daily()
    hub.on("POST", CHAT, TickingAnswer().reply)
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.type("chat.prompt", "A late question")
        window.press("chat.prompt", Qt.Key.Key_Return)
        await window.until_text("chat.transcript", "3 4 5")
        await window.until(lambda: "A late question" in titles(window), "both")
        await go_back(window)
        await window.until(lambda: "A late question" not in titles(window), "the former list")
        assert "An early question" in titles(window)
        assert window.text("chat.transcript") == ""
        assert window.text("chat.error") == ""
        hub.on("POST", CHAT, chat_stream(["It goes on."]))
        window.type("chat.prompt", "Does it go on?")
        window.press("chat.prompt", Qt.Key.Key_Return)
        await window.until_text("chat.transcript", "It goes on.")
        await window.until_text("chat.usage", "tokens")
        await go_back(window)  # to what was there before
        await window.until(lambda: "A late question" in titles(window), "the late one")
    async with opened(folder) as database:
        assert database.problem is None
        late = (await database.conversations.page())[0]
        question, answer = await shown(database, late.id)
        assert question == "A late question"
        assert answer.startswith("0 1 2 3 4 5 ")


async def test_what_is_written_stays_when_a_backup_cannot_be_restored(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    folder = paths_below(tmp_path).conversations
    async with opened(folder) as database:
        await talk(database, "An early question", "An early answer")
        backup = await database.backups.make_daily()
    assert backup is not None
    backup.write_bytes(b"no database")
    hub.on("POST", CHAT, chat_stream(["Here it is."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.type("chat.prompt", "A late question")
        window.press("chat.prompt", Qt.Key.Key_Return)
        await window.until_text("chat.usage", "tokens")
        window.type("chat.prompt", "Half a quest")
        await ask_to_restore(window)
        await window.until_text("settings.conversations_error", "This backup is damaged")
        window.click("settings.cancel")
        assert "Here it is." in window.text("chat.transcript")
        assert window.text("chat.prompt") == "Half a quest"
