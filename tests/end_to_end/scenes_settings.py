"""Scenes of the settings: the conversations' page."""

from __future__ import annotations

import asyncio
import os
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget

if TYPE_CHECKING:
    from tests.end_to_end.window import Window
    from tests.servers import ScriptedServer


async def _with_backups(window: Window) -> None:
    await window.until_text("main.connection", "connected, ")
    folder = window.paths.conversations
    today = datetime.now().astimezone()
    backups = folder / "backups"
    backups.mkdir(parents=True, exist_ok=True)
    for days in range(7):
        moment = today - timedelta(days=days, minutes=37 * days)
        path = backups / f"daily-{moment.date().isoformat()}.sqlite3"
        path.write_bytes(b"x" * (2_431_000 - 140_000 * days))
        os.utime(path, (moment.timestamp(), moment.timestamp()))
    for days, name in ((3, "before-restore"), (5, "before-drafts")):
        moment = today - timedelta(days=days, hours=1)
        path = backups / f"{name}-{days}.sqlite3"
        path.write_bytes(b"x" * 2_100_000)
        os.utime(path, (moment.timestamp(), moment.timestamp()))
    window.click("main.settings")
    window.find(QTabWidget, "settings.pages").setCurrentIndex(1)
    await window.until(lambda: bool(window.text("settings.bin")), "the page")


async def settings_backups(window: Window, _hub: ScriptedServer) -> None:
    """The backups of a week."""
    await _with_backups(window)


async def settings_no_backups(window: Window, _hub: ScriptedServer) -> None:
    """The first day."""
    await window.until_text("main.connection", "connected, ")
    window.click("main.settings")
    window.find(QTabWidget, "settings.pages").setCurrentIndex(1)
    await window.until(lambda: bool(window.text("settings.bin")), "the page")


async def settings_restore_asked(window: Window, _hub: ScriptedServer) -> None:
    """Before a backup takes the place of what is there."""
    await _with_backups(window)
    window.click("settings.restore")
    await asyncio.sleep(0.2)


async def settings_restore_failed(window: Window, hub: ScriptedServer) -> None:
    """A damaged backup."""
    await settings_restore_asked(window, hub)
    window.click("settings.restore_confirm")
    await window.until_text("settings.conversations_error", "damaged")


SCENES = (settings_backups, settings_no_backups, settings_restore_asked, settings_restore_failed)
