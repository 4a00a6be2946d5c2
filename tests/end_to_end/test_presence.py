"""What a person reaches without the window: dictation from anywhere, the tray, later starts."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QWidget

from desktop_app.audio.recordings import Recordings, TranscriptState
from desktop_app.core.data_rule import DataRule
from desktop_app.core.profiles import Profile
from desktop_app.core.settings import Settings, load_settings, save_settings
from desktop_app.shell.instance.request import Request
from desktop_app.shell.tray.icon import TrayIcon
from desktop_app.tabs.dictating import DictationState
from tests.audio.pulse import VirtualMicrophone, virtual_microphone
from tests.end_to_end.audio import TRANSCRIPTIONS, speech
from tests.end_to_end.window import Window, connected, environ, paths_below, running_window, until
from tests.servers.messages import NEVER
from tests.servers.replies import models_list, transcription

if TYPE_CHECKING:
    from tests.servers import ScriptedServer

__all__ = ["speech", "virtual_microphone"]

W = TypeVar("W", bound=QWidget)
DICTATE = Request(toggles_dictation=True, shows_window=False)


def beside(kind: type[W], name: str) -> W | None:
    """A control in another window than the program's main one."""
    found = (top.findChild(kind, name) for top in QApplication.topLevelWidgets())
    return next((each for each in found if each is not None), None)


def said() -> str:
    """What the dictation's own window says."""
    text = beside(QLabel, "dictation.state")
    return text.text() if text is not None and text.isVisible() else ""


def press(name: str) -> None:
    button = beside(QAbstractButton, name)
    assert button is not None
    assert button.isVisible(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


async def dictate(window: Window) -> None:
    """Begin, and say a little."""
    former = window.program._presence._dictation
    await until(lambda: former is None or former.state is DictationState.IDLE, "the end before")
    window.program.take(DICTATE)
    await until(lambda: "Listening" in said(), "the microphone")
    window.program.take(DICTATE)


def kept(tmp_path: Path) -> list[TranscriptState]:
    found = Recordings(paths_below(tmp_path).recordings).newest_first()
    return [each.state for each in found]


@pytest.fixture
def careful(tmp_path: Path, hub: ScriptedServer) -> None:
    """A person who wants to be asked, and a server that does not say where its model runs."""
    rules = {hub.base_url: DataRule.EXTERNAL_OR_UNKNOWN.value}
    save_settings(paths_below(tmp_path).settings_file, Settings(data_rules=rules))
    hub.on("GET", "/v2/models", models_list({"whisper-1": {"model_type": "STT"}}))
    hub.on("GET", "/v2/audio/models", models_list({}))


@pytest.mark.usefixtures("virtual_microphone", "careful")
async def test_nothing_is_sent_against_the_rule_of_the_server(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", TRANSCRIPTIONS, transcription("the words"))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await dictate(window)
        await until(lambda: "Send the recording?" in said(), "the question")
        press("dictation.data_decline")
        await until(lambda: "Nothing was sent" in said(), "the end")
        assert not hub.requests_to(TRANSCRIPTIONS)
        assert kept(tmp_path) == [TranscriptState.PENDING]
        await dictate(window)
        await until(lambda: "Send the recording?" in said(), "the question")
        press("dictation.data_never_ask")
        await until(lambda: "in the clipboard" in said(), "the words")
        assert QGuiApplication.clipboard().text() == "the words"
        await dictate(window)
        await until(lambda: len(hub.requests_to(TRANSCRIPTIONS)) == 2, "no further question")


@pytest.mark.usefixtures("virtual_microphone")
async def test_a_dictation_that_is_given_up_is_kept(tmp_path: Path, hub: ScriptedServer) -> None:
    hub.on("POST", TRANSCRIPTIONS, NEVER)
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await dictate(window)
        await until(lambda: bool(hub.requests_to(TRANSCRIPTIONS)), "the upload")
        press("dictation.cancel")
        await until(lambda: "kept in the Audio tab" in said(), "the end")
        press("dictation.open")
        assert window.find(QWidget, "audio.recordings").isVisible()
    assert kept(tmp_path) == [TranscriptState.PENDING]


async def test_without_a_microphone_that_is_said(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.program.take(DICTATE)
        await until(lambda: "no microphone" in said(), "the reason")
        press("dictation.close")
        assert said() == ""


async def test_words_are_dictated_before_the_program_has_connected(
    tmp_path: Path, hub: ScriptedServer, speech: Path, virtual_microphone: VirtualMicrophone
) -> None:
    hub.on("POST", TRANSCRIPTIONS, transcription("at once"))
    async with running_window(tmp_path, environ(hub)) as window:
        window.program.take(DICTATE)
        await until(lambda: "Listening" in said(), "the microphone")
        await asyncio.to_thread(virtual_microphone.play, speech)
        window.program.take(DICTATE)
        await until(lambda: "in the clipboard" in said(), "the words")
        assert QGuiApplication.clipboard().text() == "at once"
        await until(lambda: not kept(tmp_path), "the recording to go")


async def test_a_later_start_may_name_a_server(tmp_path: Path, hub: ScriptedServer) -> None:
    profiles = (Profile("Company", hub.base_url),)
    save_settings(paths_below(tmp_path).settings_file, Settings(profiles=profiles))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.program.take(Request(profile="Nobody"))
        await window.until_text("main.error", "no server named “Nobody”")
        window.program.take(Request(profile="Company"))
        assert window.text("main.profile") == "Company"
        await until(lambda: hub.last("/v2/models").key is None, "a call without a key")
    assert load_settings(paths_below(tmp_path).settings_file).settings.profile == "Company"


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)  # there is none off the screen
async def test_the_tray_leads_back_to_the_last_conversations(
    tmp_path: Path, hub: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TrayIcon, "is_possible", staticmethod(lambda: True))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        for question in ("About Hamburg & the sea", "About servers"):
            window.click("chat.new")
            window.type("chat.prompt", question)
            window.press("chat.prompt", Qt.Key.Key_Return)
            await window.until_text("chat.transcript", question)
        window.show_tab(6)
        window.root.hide()
        listing = window.program._presence._listing

        def are_listed() -> bool:
            titles = [entry(number).text() for number in range(5) if entry(number).isVisible()]
            if not listing.busy:
                menu().aboutToShow.emit()
            return titles == ["About servers", "About Hamburg && the sea"]

        await until(are_listed, "the conversations")
        entry(1).trigger()
        assert window.root.isVisible()
        await window.until_text("chat.transcript", "About Hamburg & the sea")


def menu() -> QMenu:
    tops = QApplication.topLevelWidgets()
    return next(top for top in tops if isinstance(top, QMenu) and top.objectName() == "tray.menu")


def entry(number: int) -> QAction:
    """One of the tray's conversations."""
    action = menu().findChild(QAction, f"tray.recent_{number}")
    assert action is not None
    return action
