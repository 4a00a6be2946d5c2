"""A person takes settings along, looks at what a file would change, and can always go back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QTabWidget

from desktop_app.core.profiles import Profile
from desktop_app.core.settings import Settings, Theme, save_settings
from desktop_app.core.settings_transfer import exported, read_exported, take_over
from tests.end_to_end.window import (
    Window,
    connected,
    environ,
    paths_below,
    running_window,
    until,
)

if TYPE_CHECKING:
    from tests.servers import ScriptedServer

LAB = Profile("Lab", "https://lab.example/v1")


async def page(window: Window) -> None:
    await connected(window)
    await window.open_settings()
    window.find(QTabWidget, "settings.pages").setCurrentIndex(3)


def choose(window: Window, dialog: str, path: Path) -> None:
    shown = window.find(QFileDialog, dialog)
    if shown.acceptMode() is QFileDialog.AcceptMode.AcceptSave:
        shown.fileSelected.emit(str(path))
    else:
        shown.filesSelected.emit([str(path)])
    shown.close()


def profiles(window: Window) -> list[str]:
    box = window.find(QComboBox, "main.profile")
    return [box.itemText(row) for row in range(box.count())]


def is_closed(window: Window) -> bool:
    return not [each for each in window.root.findChildren(QDialog) if each.isVisible()]


async def test_settings_are_saved_as_a_file_without_a_key(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    settings = Settings(theme=Theme.DARK, profiles=(LAB,))
    save_settings(paths_below(tmp_path).settings_file, settings)
    async with running_window(tmp_path, environ(hub)) as window:
        await page(window)
        window.click("settings.export")
        choose(window, "settings.export_dialog", tmp_path / "mine.json")
        await window.until_text("settings.transfer_state", "Saved as mine.json")
    content = (tmp_path / "mine.json").read_bytes()
    assert take_over(Settings(), read_exported(content, "")).settings.theme is Theme.DARK
    assert environ(hub)["API_KEY"].encode() not in content


async def test_a_file_is_taken_over_after_a_look_and_given_back_by_undo(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    file = tmp_path / "office.json"
    file.write_text(exported(Settings(theme=Theme.DARK, profiles=(LAB,)), "0.1.0"))
    save_settings(paths_below(tmp_path).settings_file, Settings(theme=Theme.LIGHT))
    async with running_window(tmp_path, environ(hub)) as window:
        before = profiles(window)
        await page(window)
        window.click("settings.import")
        choose(window, "settings.import_dialog", file)
        await window.until_text("settings.takeover_question", "Theme: light → dark")
        assert "New server: Lab, lab.example" in window.text("settings.takeover_question")
        assert profiles(window) == before, "nothing has changed yet"
        window.click("settings.takeover_confirm")
        await window.until_text("main.undo_text", "taken over")
        await until(lambda: is_closed(window), "the end of the dialog")
        assert "Lab" in profiles(window)
        (kept,) = window.paths.config.glob("settings.before-import-*.json")
        assert kept.name in window.text("main.undo_text")
        assert read_exported(kept.read_bytes(), "")["theme"] == "light"
        window.click("main.undo")
        assert profiles(window) == before
    assert '"theme": "light"' in paths_below(tmp_path).settings_file.read_text()


async def test_a_file_that_changes_nothing_or_cannot_be_used_says_so(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    (tmp_path / "same.json").write_text(exported(Settings(), "0.1.0"))
    (tmp_path / "holiday.json").write_text("{}")
    async with running_window(tmp_path, environ(hub)) as window:
        await page(window)
        for name, part, sentence in (
            ("same.json", "state", "All that is in same.json is in force already."),
            ("holiday.json", "error", "holiday.json is no file of settings of this program."),
            ("missing.json", "error", "missing.json"),
        ):
            window.click("settings.import")
            choose(window, "settings.import_dialog", tmp_path / name)
            await window.until_text(f"settings.transfer_{part}", sentence)


async def test_a_reset_keeps_the_servers_and_a_copy(tmp_path: Path, hub: ScriptedServer) -> None:
    settings = Settings(theme=Theme.DARK, profiles=(LAB,), presets={"Terse": {"temperature": 0.1}})
    save_settings(paths_below(tmp_path).settings_file, settings)
    async with running_window(tmp_path, environ(hub)) as window:
        await page(window)
        window.click("settings.reset")
        window.click("settings.reset_confirm")
        await window.until_text("main.undo_text", "as on the first day")
        assert "Lab" in profiles(window)
        (kept,) = window.paths.config.glob("settings.before-reset-*.json")
        assert "Terse" in kept.read_text()
    written = paths_below(tmp_path).settings_file.read_text()
    assert "Terse" not in written
    assert "lab.example" in written
