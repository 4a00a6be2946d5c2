"""A person reads what the program knows about itself, whole, and saves it where they want."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QPlainTextEdit, QPushButton, QWidget

from desktop_app.core.credentials import Credentials
from desktop_app.core.profiles import Profile
from desktop_app.core.settings import Settings, save_settings
from desktop_app.defects import Defects
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

_SECRETS = ("sk-never-to-be-seen", "header-never-to-be-seen", "pass-never-to-be-seen")
_TRACE = 'Fatal Python error: Aborted\n\n  File "/usr/lib/desktop_app/x.py", line 7 in answer\n'


def choose(window: Window, name: str) -> None:
    action = window.root.findChild(QAction, name)
    assert action is not None
    action.trigger()


async def report(window: Window) -> str:
    """What the open report says, when it has been collected."""
    copy = window.find(QPushButton, "report.copy")
    await until(copy.isEnabled, "the report")
    return window.find(QPlainTextEdit, "report.text").toPlainText()


def crash(folder: Path, trace: str = _TRACE) -> None:
    """Leave behind what a crash leaves."""
    runs = paths_below(folder).runs
    runs.mkdir(parents=True)
    (runs / "run-1-1.txt").write_text(f"LLM Hub Desktop 0.0.9, started yesterday\n{trace}")


async def test_diagnostics_tell_of_versions_servers_and_folders_without_a_secret(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    key, header, password = _SECRETS
    proxied = Profile("Behind", "https://example.org/v1", header_names=("X",), proxy="http://me@p")
    save_settings(paths_below(tmp_path).settings_file, Settings(profiles=(proxied,)))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.program.keys.remember_for_session(
            "Behind", Credentials(key, (("X", header),), password)
        )
        choose(window, "menu.diagnostics")
        said = await report(window)
        window.click("report.copy")
        await until(lambda: QGuiApplication.clipboard().text() == said, "the copy")
    for expected in (
        "Qt:",
        "openai 3.",
        "Sound",
        "example.org, proxy http://",
        "further headers: 1",
    ):
        assert expected in said
    assert f"* Environment:{'':11}{hub.base_url.split('/')[2]}" in said
    assert "keyring.backends.fail.Keyring" in said
    assert "in order" in said
    assert str(tmp_path / "data") in said
    assert not [secret for secret in _SECRETS if secret in said]


async def test_after_a_crash_the_next_start_says_so_once_and_shows_where_it_was(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    crash(tmp_path)
    saved = tmp_path / "report.txt"
    async with running_window(tmp_path, environ(hub)) as window:
        await window.until_text("main.report_notice", "crashed the last time")
        window.click("main.show_report")
        said = await report(window)
        window.click("report.save")
        dialog = window.find(QFileDialog, "report.save_dialog")
        assert not saved.exists(), "nothing is written before a place is chosen"
        dialog.fileSelected.emit(str(saved))
        dialog.close()
        await window.until_text("report.state", "Saved as report.txt")
    assert "What happened to LLM Hub Desktop 0.0.9, started yesterday" in said
    assert "line 7 in answer" in said
    assert saved.read_text(encoding="utf-8") == said
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        assert not window.find(QWidget, "main.report_notice").isVisible()
        choose(window, "menu.error_report")
        assert "line 7 in answer" in await report(window), "it can still be had"


async def test_an_end_from_outside_is_told_as_that(tmp_path: Path, hub: ScriptedServer) -> None:
    crash(tmp_path, trace="")
    async with running_window(tmp_path, environ(hub)) as window:
        await window.until_text("main.report_notice", "ended from outside")


async def test_a_report_that_cannot_be_saved_says_why(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        choose(window, "menu.error_report")
        assert "There is nothing in it." in await report(window)
        window.click("report.save")
        dialog = window.find(QFileDialog, "report.save_dialog")
        dialog.fileSelected.emit(str(tmp_path / "none" / "report.txt"))
        dialog.close()
        await window.until_text("report.state", "could not be saved: No such file")


async def test_a_report_that_is_closed_while_it_is_collected_is_forgotten(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        choose(window, "menu.diagnostics")
        window.find(QDialog, "main.diagnostics").reject()
        await until(lambda: not window.root.findChildren(QDialog), "its end")


@pytest.mark.expects_log
async def test_a_defect_while_running_is_told_with_the_way_to_its_report(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    defects = Defects()
    async with running_window(tmp_path, environ(hub)) as window:
        defects.noted.connect(window.program.reports.say_defect)
        await asyncio.to_thread(defects.note, "A task failed", ValueError("text"))
        await window.until_text("main.report_notice", "went wrong")
        window.click("main.show_report")
        await report(window)
