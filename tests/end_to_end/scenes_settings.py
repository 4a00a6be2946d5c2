"""Scenes of the settings."""

from __future__ import annotations

import asyncio
import os
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QScrollArea, QTabWidget

from desktop_app.core.credentials import Credentials
from desktop_app.core.profiles import LLM_HUB, Profile
from desktop_app.core.settings import Settings, Theme
from desktop_app.core.settings_transfer import exported
from tests.servers import HUB_KEY

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
    await window.open_settings()
    window.find(QTabWidget, "settings.pages").setCurrentIndex(1)
    await window.until(lambda: bool(window.text("settings.bin")), "the page")


async def settings_backups(window: Window, _hub: ScriptedServer) -> None:
    """The backups of a week."""
    await _with_backups(window)


async def settings_no_backups(window: Window, _hub: ScriptedServer) -> None:
    """The first day."""
    await window.until_text("main.connection", "connected, ")
    await window.open_settings()
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


def _write(window: Window, name: str, text: str) -> None:
    field = window.find(QLineEdit, name)
    field.selectAll()
    field.insert(text)


async def _settings(window: Window) -> None:
    await window.until_text("main.connection", "connected, ")
    await window.open_settings()
    await asyncio.sleep(0.2)


async def settings_advanced(window: Window, _hub: ScriptedServer) -> None:
    """Everything that most servers never need."""
    await _settings(window)
    window.find(QDialog, "").resize(680, 800)
    window.click("settings.advanced")
    window.choose("settings.proxy", "This one")
    _write(window, "settings.proxy_url", "http://me@proxy.company.example:3128")
    window.click("settings.add_header")
    _write(window, "settings.header_name_1", "X-Team")
    _write(window, "settings.header_value_1", "a secret of the team")
    await asyncio.sleep(0.2)


async def settings_advanced_below(window: Window, hub: ScriptedServer) -> None:
    """The same, scrolled down."""
    await settings_advanced(window, hub)
    bar = window.find(QScrollArea, "settings.servers").verticalScrollBar()
    bar.setValue(bar.maximum())


async def settings_errors(window: Window, _hub: ScriptedServer) -> None:
    """Nearly everything is wrong."""
    await _settings(window)
    window.find(QDialog, "").resize(680, 800)
    _write(window, "settings.name", "Local")
    _write(window, "settings.url", "https://")
    _write(window, "settings.key", "schlüssel")
    window.choose("settings.proxy", "This one")
    _write(window, "settings.proxy_url", "proxy:3128")
    window.click("settings.save")
    await window.until(lambda: bool(window.text("settings.name_error")), "what is wrong")


async def settings_readable(window: Window, _hub: ScriptedServer) -> None:
    """An address that others can read on the way."""
    await _settings(window)
    _write(window, "settings.url", "http://gpu-server.company.example:8000/v1")


async def settings_found(window: Window, hub: ScriptedServer) -> None:
    """The address was found by asking."""
    await _settings(window)
    _write(window, "settings.key", HUB_KEY)
    _write(window, "settings.url", hub.url)
    window.click("settings.find_address")
    await window.until(lambda: window.find(QLineEdit, "settings.url").text() == hub.base_url, "it")


async def settings_no_keyring(window: Window, _hub: ScriptedServer) -> None:
    """A key that cannot be kept."""
    await _settings(window)
    _write(window, "settings.key", "sk-typed")
    window.click("settings.save")
    await window.until(lambda: bool(window.text("settings.key_notice")), "the notice")


async def settings_key_file(window: Window, hub: ScriptedServer) -> None:
    """What a file of keys means."""
    await settings_no_keyring(window, hub)
    window.click("settings.keys_in_file")


async def settings_key_withheld(window: Window, _hub: ScriptedServer) -> None:
    """The address of a saved server was changed to another host."""
    keys = window.program.keys
    keys.remember_for_session("T-Systems LLM Hub", Credentials(HUB_KEY))
    await _settings(window)
    _write(window, "settings.url", "https://llm.other.example/v1")


async def settings_general(window: Window, _hub: ScriptedServer) -> None:
    """The program itself."""
    await _settings(window)
    window.find(QTabWidget, "settings.pages").setCurrentIndex(2)


async def _transfer(window: Window) -> None:
    await window.until_text("main.connection", "connected, ")
    await window.open_settings()
    window.find(QTabWidget, "settings.pages").setCurrentIndex(3)


async def settings_transfer(window: Window, _hub: ScriptedServer) -> None:
    """Export, import, reset."""
    await _transfer(window)
    await asyncio.sleep(0.2)


async def settings_takeover_asked(window: Window, _hub: ScriptedServer) -> None:
    """What a file would change."""
    await _transfer(window)
    other = Settings(
        theme=Theme.DARK,
        profiles=(
            Profile("Lab", "https://llm.lab.example/v1"),
            LLM_HUB._replace(base_url="https://other.example/v2"),
        ),
        presets={"Terse": {"temperature": 0.2}, "Poet": {"temperature": 1.2}},
    )
    file = window.paths.config / "office.json"
    file.write_text(exported(other, "0.1.0"))
    window.click("settings.import")
    dialog = window.find(QFileDialog, "settings.import_dialog")
    dialog.filesSelected.emit([str(file)])
    dialog.close()
    await window.until(lambda: bool(window.text("settings.takeover_question")), "the question")
    await asyncio.sleep(0.5)


async def settings_reset_done(window: Window, _hub: ScriptedServer) -> None:
    """The way back after a reset."""
    await _transfer(window)
    window.click("settings.reset")
    window.click("settings.reset_confirm")
    await window.until(lambda: bool(window.text("main.undo_text")), "the way back")
    await asyncio.sleep(0.3)


SCENES = (
    settings_transfer,
    settings_takeover_asked,
    settings_reset_done,
    settings_advanced,
    settings_advanced_below,
    settings_errors,
    settings_readable,
    settings_found,
    settings_no_keyring,
    settings_key_file,
    settings_key_withheld,
    settings_general,
    settings_backups,
    settings_no_backups,
    settings_restore_asked,
    settings_restore_failed,
)
