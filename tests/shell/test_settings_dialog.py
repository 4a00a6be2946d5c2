"""A person enters a server and its key in the settings."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit

from desktop_app.command_line import Arguments
from desktop_app.core.profiles import LLM_HUB, Profile
from desktop_app.core.settings import Settings, load_settings, save_settings
from tests.end_to_end.window import Window, paths_below, running_window
from tests.servers import HUB_KEY, ScriptedServer


def write(window: Window, name: str, text: str) -> None:
    field = window.find(QLineEdit, name)
    field.selectAll()
    field.insert(text)


def add(window: Window, name: str) -> None:
    action = window.root.findChild(QAction, name)
    assert action is not None, name
    action.trigger()


async def opened(window: Window) -> QDialog:
    await window.until_text("main.connection", "connected, ")
    return await window.open_settings()


async def test_the_window_has_its_turn_while_they_are_made(tmp_path: Path) -> None:
    async with running_window(tmp_path, {}) as window:
        turns = 0

        def count() -> None:
            nonlocal turns
            turns += 1

        timer = QTimer(window.root, interval=0)
        timer.timeout.connect(count)
        timer.start()
        await window.open_settings()
        assert turns > 10  # between its pieces; each is short


async def test_whoever_finds_a_field_finds_it_filled(tmp_path: Path) -> None:
    async with running_window(tmp_path, {}) as window:
        window.click("main.settings")
        await window.until(
            lambda: window.root.findChild(QLineEdit, "settings.name") is not None, "the name"
        )
        write(window, "settings.name", "Ours")
        await window.until(window.find(QLineEdit, "settings.name").isVisible, "the settings")
        assert window.find(QLineEdit, "settings.name").text() == "Ours"


async def test_a_new_server_can_be_chosen_and_is_asked_with_its_key(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, {}) as window:
        await opened(window)
        add(window, "settings.add_another")
        write(window, "settings.name", "Company")
        write(window, "settings.url", hub.base_url + "/")
        write(window, "settings.key", f" {HUB_KEY}\n")
        window.click("settings.save")
        # There is no keyring here: that is said, and the key is in force all the same.
        await window.until_text("settings.key_notice", "keyring")
        window.click("settings.cancel")
        await window.until(
            lambda: window.find(QComboBox, "main.profile").findText("Company") >= 0, "the server"
        )
        box = window.find(QComboBox, "main.profile")
        box.setCurrentText("Company")
        box.textActivated.emit("Company")
        await window.until_text("main.connection", "Company: connected, ")
    assert hub.last("/v2/models").key == HUB_KEY
    saved = paths_below(tmp_path).settings_file
    assert HUB_KEY not in saved.read_text(encoding="utf-8")
    profiles = load_settings(saved).settings.profiles
    assert [(profile.name, profile.base_url) for profile in profiles][1:] == [
        ("Company", hub.base_url)
    ]


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("settings.name", "Local", "“Local” is taken"),
        ("settings.name", "Environment", "“Environment” is taken"),
        ("settings.name", "  ", "needs a name"),
        ("settings.url", "", "base URL"),
        ("settings.url", "ftp://hub.example/v1", "begins with https://"),
        ("settings.url", "https://", "must name a server"),
        ("settings.url", "https://me:word@hub.example/v1", "stored in the open"),
        ("settings.key", "schlüssel", "Character 5 is “ü”"),
        ("settings.key", "two words", "Character 4 is a space"),
    ],
)
async def test_what_cannot_be_saved_is_said_and_stays_in_the_dialog(
    tmp_path: Path, field: str, text: str, sentence: str
) -> None:
    async with running_window(tmp_path, {}) as window:
        dialog = await opened(window)
        write(window, field, text)
        window.click("settings.save")
        await window.until_text(f"{field}_error", sentence)
        assert dialog.isVisible()


async def test_two_servers_of_one_name_are_said_to_be_so(tmp_path: Path) -> None:
    async with running_window(tmp_path, {}) as window:
        await opened(window)
        add(window, "settings.add_another")
        write(window, "settings.name", LLM_HUB.name)
        window.click("settings.save")
        await window.until_text("settings.name_error", "Two servers")


async def test_adding_a_server_does_not_disturb_the_connection(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    environ = {"API_BASE": hub.base_url, "API_KEY": HUB_KEY}
    async with running_window(tmp_path, environ) as window:
        await opened(window)
        listed = len(hub.requests_to("/v2/models"))
        add(window, "settings.add_another")
        write(window, "settings.name", "Company")
        write(window, "settings.url", "https://company.example/v1")
        window.click("settings.save")
        box = window.find(QComboBox, "main.profile")
        await window.until(lambda: box.findText("Company") >= 0, "the server")
        assert "connected, " in window.text("main.connection")
        assert len(hub.requests_to("/v2/models")) == listed


async def test_a_renamed_server_in_use_stays_in_use(tmp_path: Path, hub: ScriptedServer) -> None:
    mine = Profile("Mine", hub.base_url)
    save_settings(paths_below(tmp_path).settings_file, Settings(profile="Mine", profiles=(mine,)))
    async with running_window(tmp_path, {}) as window:
        await window.until_text("main.connection", "Mine: ")
        await window.open_settings()
        write(window, "settings.name", "Yours")
        write(window, "settings.key", HUB_KEY)
        window.click("settings.save")
        await window.until_text("settings.key_notice", "keyring")
        window.click("settings.cancel")
        await window.until_text("main.connection", "Yours: connected, ")
    assert load_settings(paths_below(tmp_path).settings_file).settings.profile == "Yours"


async def test_a_server_that_is_asked_for_and_missing_is_said_so(tmp_path: Path) -> None:
    async with running_window(tmp_path, {}, Arguments(profile="Nope")) as window:
        assert "“Nope”" in window.text("main.error")


@pytest.mark.expects_log
async def test_settings_that_cannot_be_saved_are_said_so(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    environ = {"API_BASE": hub.base_url, "API_KEY": HUB_KEY}
    async with running_window(tmp_path, environ) as window:
        await opened(window)
        paths_below(tmp_path).settings_file.parent.write_text("in the way", encoding="utf-8")
        dark = window.find(QComboBox, "settings.theme").findText("Dark")
        window.find(QComboBox, "settings.theme").setCurrentIndex(dark)
        window.click("settings.save")
        await window.until_text("main.error", "The settings could not be saved: ")


async def test_the_theme_changes_without_disturbing_the_connection(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    environ = {"API_BASE": hub.base_url, "API_KEY": HUB_KEY}
    async with running_window(tmp_path, environ) as window:
        await opened(window)
        listed = len(hub.requests_to("/v2/models"))
        dark = window.find(QComboBox, "settings.theme").findText("Dark")
        window.find(QComboBox, "settings.theme").setCurrentIndex(dark)
        window.click("settings.save")
        await window.until(
            lambda: window.root.palette().window().color().lightness() < 128, "the dark window"
        )
        assert len(hub.requests_to("/v2/models")) == listed
    assert load_settings(paths_below(tmp_path).settings_file).settings.theme == "dark"


async def test_a_model_file_that_is_none_is_said_so(tmp_path: Path) -> None:
    wrong = tmp_path / "notes.gguf"
    wrong.write_text("these are no weights", encoding="utf-8")
    async with running_window(tmp_path / "home", {}) as window:
        await opened(window)
        write(window, "settings.model_file", str(wrong))
        window.click("settings.save")
        await window.until_text("main.error", "check the model file in the settings")
