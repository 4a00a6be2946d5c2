"""The program starts at login when a person wants it, by the command that starts this one."""

from __future__ import annotations

import plistlib
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QTabWidget

from desktop_app.core.paths import portable_paths
from desktop_app.core.settings import OnClose, load_settings
from desktop_app.shell.login_start.autostart_entry import AutostartEntry, autostart_folder
from desktop_app.shell.login_start.command import start_command
from desktop_app.shell.login_start.launch_agent import LaunchAgent
from tests.end_to_end.window import Window, environ, paths_below, running_window

if TYPE_CHECKING:
    import pytest

    from tests.servers import ScriptedServer

_GENERAL = 2


def test_an_entry_starts_what_it_names_however_that_is_spelled(tmp_path: Path) -> None:
    folder = tmp_path / 'a "b" $HOME `c` 100 % \\ ä'
    folder.mkdir()
    told = tmp_path / "told"
    program = folder / "llm hub"
    telling = f'printf "%s\\n" "$0" "$@" > "{told}.new"; mv "{told}.new" "{told}"'
    program.write_text(f"#!/bin/sh\n{telling}\n")
    program.chmod(0o755)
    entry = AutostartEntry(tmp_path / "autostart", (str(program), "--data-dir", str(folder), "%F"))
    entry.set_on(True)
    (written,) = (tmp_path / "autostart").iterdir()
    subprocess.run(["gio", "launch", str(written)], check=True)
    deadline = time.monotonic() + 20
    while not told.exists():
        assert time.monotonic() < deadline, "it did not start"
        time.sleep(0.01)
    assert told.read_text().splitlines() == [str(program), "--data-dir", str(folder), "%F"]


def test_an_entry_that_the_desktop_has_switched_off_counts_as_off(tmp_path: Path) -> None:
    entry = AutostartEntry(tmp_path, ("program",))
    assert not entry.is_on()
    entry.set_on(True)
    assert entry.is_on()
    (written,) = tmp_path.iterdir()
    for off in ("Hidden=true", "X-GNOME-Autostart-enabled=false"):
        written.write_text(f"[Desktop Entry]\n{off}\n")
        assert not entry.is_on()
    entry.set_on(True)
    assert entry.is_on()
    entry.set_on(False)
    entry.set_on(False)
    assert not any(tmp_path.iterdir())


def test_the_folder_is_where_the_desktop_looks(tmp_path: Path) -> None:
    assert autostart_folder({"XDG_CONFIG_HOME": str(tmp_path)}) == tmp_path / "autostart"
    home = Path.home() / ".config" / "autostart"
    assert autostart_folder({}) == autostart_folder({"XDG_CONFIG_HOME": "relative"}) == home


def test_the_source_tree_is_started_from_anywhere(tmp_path: Path) -> None:
    command = start_command(paths_below(tmp_path), {})
    assert command[-1] == "--hidden"
    said = subprocess.run(
        [*command[:-1], "--version"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert said.stdout.startswith("llmhub-desktop ")


def test_a_portable_copy_starts_with_its_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    command = start_command(portable_paths(tmp_path), {})
    assert command == (sys.executable, "--data-dir", str(tmp_path), "--hidden")
    image = start_command(paths_below(tmp_path), {"APPIMAGE": "/apps/Hub.AppImage"})
    assert image == ("/apps/Hub.AppImage", "--hidden")


def test_a_launch_agent_names_the_command(tmp_path: Path) -> None:
    agent = LaunchAgent(("/a b/program", "--hidden"), tmp_path)
    agent.set_on(True)
    (written,) = tmp_path.iterdir()
    assert plistlib.loads(written.read_bytes())["ProgramArguments"] == ["/a b/program", "--hidden"]
    agent.set_on(False)
    assert not agent.is_on()


async def open_general(window: Window) -> None:
    await window.until_text("main.connection", "connected, ")
    await window.open_settings()
    window.find(QTabWidget, "settings.pages").setCurrentIndex(_GENERAL)
    box = window.find(QCheckBox, "settings.start_at_login")
    await window.until(box.isEnabled, "the state of the start at login")


async def test_a_person_chooses_it_in_the_settings(
    tmp_path: Path, hub: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    autostart = tmp_path / "xdg" / "autostart"
    async with running_window(tmp_path, environ(hub)) as window:
        await open_general(window)
        window.click("settings.start_at_login")
        closing = window.find(QComboBox, "settings.on_close")
        closing.setCurrentIndex(closing.findData(OnClose.STAY.value))
        window.click("settings.save")
        await window.until(lambda: bool(list(autostart.glob("*.desktop"))), "the entry")
        await window.until(
            lambda: window.root.findChild(QCheckBox, "settings.start_at_login") is None, "the end"
        )
        await open_general(window)
        assert window.find(QCheckBox, "settings.start_at_login").isChecked()
        window.click("settings.start_at_login")
        window.click("settings.save")
        await window.until(lambda: not list(autostart.glob("*.desktop")), "no entry")
    settings = load_settings(paths_below(tmp_path).settings_file).settings
    assert settings.on_close is OnClose.STAY


async def test_a_folder_that_cannot_be_written_is_said_and_the_rest_is_saved(
    tmp_path: Path, hub: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "xdg").touch()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    async with running_window(tmp_path, environ(hub)) as window:
        await open_general(window)
        window.click("settings.start_at_login")
        closing = window.find(QComboBox, "settings.on_close")
        closing.setCurrentIndex(closing.findData(OnClose.QUIT.value))
        window.click("settings.save")
        await window.until_text("settings.error", "start at login")
        window.click("settings.cancel")
    settings = load_settings(paths_below(tmp_path).settings_file).settings
    assert settings.on_close is OnClose.QUIT
