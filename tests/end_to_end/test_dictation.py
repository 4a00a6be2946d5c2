"""A person dictates into a prompt box."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractButton, QComboBox, QPlainTextEdit

from desktop_app.audio.recordings import Recordings, TranscriptState
from desktop_app.core.data_rule import DataRule
from desktop_app.core.settings import Settings, save_settings
from tests.audio.pulse import VirtualMicrophone, virtual_microphone
from tests.end_to_end.audio import TRANSCRIPTIONS, speech
from tests.end_to_end.window import Window, environ, paths_below, running_window
from tests.servers.hub import MODELS, VERSE
from tests.servers.messages import NEVER
from tests.servers.replies import chat_chunk, detail, models_list, sse, transcription

if TYPE_CHECKING:
    from tests.servers import ScriptedServer

__all__ = ["speech", "virtual_microphone"]


def kept(tmp_path: Path) -> list[TranscriptState]:
    found = Recordings(paths_below(tmp_path).recordings).newest_first()
    return [each.state for each in found]


async def begin(window: Window) -> None:
    await window.until_text("main.connection", "connected, ")
    window.click("chat.dictate")
    await window.until_text("chat.dictation_state", "0:0")
    assert window.find(QAbstractButton, "chat.dictate").isChecked()


async def over(window: Window) -> None:
    button = window.find(QAbstractButton, "chat.dictate")
    await window.until(lambda: not button.isChecked(), "the end of the dictation")
    assert window.text("chat.dictation_state") == ""


def place_cursor(window: Window, position: int) -> None:
    field = window.find(QPlainTextEdit, "chat.prompt")
    cursor = QTextCursor(field.document())
    cursor.setPosition(position)
    field.setTextCursor(cursor)


async def test_dictated_words_are_put_at_the_cursor(
    tmp_path: Path, hub: ScriptedServer, speech: Path, virtual_microphone: VirtualMicrophone
) -> None:
    hub.on("POST", TRANSCRIPTIONS, transcription("the old"))
    async with running_window(tmp_path, environ(hub)) as window:
        window.type("chat.prompt", "😀 About Hamburg")
        place_cursor(window, len("😀 About".encode("utf-16-le")) // 2)
        await begin(window)
        await asyncio.to_thread(virtual_microphone.play, speech)
        window.click("chat.dictate")
        await window.until_text("chat.prompt", "😀 About the old Hamburg")
        await over(window)
        assert window.text("chat.error") == ""
    sent = hub.last(TRANSCRIPTIONS).fields
    assert sent["model"] == "whisper-large-v3-turbo"
    assert kept(tmp_path) == []


async def test_the_engine_on_this_computer_understands_a_dictation(
    tmp_path: Path, speech: Path, virtual_microphone: VirtualMicrophone
) -> None:
    async with running_window(tmp_path, {}) as window:
        await begin(window)
        await asyncio.to_thread(virtual_microphone.play, speech)
        window.click("chat.dictate")
        await window.until(
            lambda: bool(window.text("chat.prompt") or window.text("chat.error")), "words"
        )
        assert window.text("chat.error") == ""
        assert "hamburg" in window.text("chat.prompt").lower()


@pytest.mark.usefixtures("virtual_microphone")
async def test_a_failed_upload_keeps_the_recording_and_says_where(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", TRANSCRIPTIONS, detail("The back end is restarting", 503))
    async with running_window(tmp_path, environ(hub)) as window:
        await begin(window)
        window.click("chat.dictate")
        await window.until_text("chat.error", "kept in the Audio tab")
        assert "restarting" in window.text("chat.error")
        await over(window)
    assert kept(tmp_path) == [TranscriptState.FAILED]


@pytest.mark.usefixtures("virtual_microphone")
async def test_another_server_ends_the_writing_down_and_the_recording_is_kept(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", TRANSCRIPTIONS, NEVER)
    async with running_window(tmp_path, environ(hub)) as window:
        await begin(window)
        window.click("chat.dictate")
        await window.until(lambda: bool(hub.requests_to(TRANSCRIPTIONS)), "the request")
        window.find(QComboBox, "main.profile").textActivated.emit("Local")
        await window.until_text("chat.error", "kept in the Audio tab")
        assert "cannot be reached" not in window.text("chat.error")
        await over(window)
    assert kept(tmp_path) == [TranscriptState.PENDING]


@pytest.mark.usefixtures("virtual_microphone")
async def test_escape_gives_up_the_dictation_and_nothing_else(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    stalled = sse([chat_chunk({"content": "Half an ans"})], end="stall")
    hub.on("POST", "/v2/chat/completions", stalled)
    async with running_window(tmp_path, environ(hub)) as window:
        await window.until_text("main.connection", "connected, ")
        window.type("chat.prompt", "Go on")
        window.press("chat.prompt", Qt.Key.Key_Return)
        await window.until_text("chat.transcript", "Half an ans")
        await begin(window)
        window.press("chat.prompt", Qt.Key.Key_Escape)
        await over(window)
        await window.until_text("chat.error", "kept in the Audio tab")
        assert kept(tmp_path) == [TranscriptState.PENDING]
        assert "Stopped" not in window.text("chat.transcript")
        window.press("chat.prompt", Qt.Key.Key_Escape)
        await window.until_text("chat.transcript", "Stopped")
    assert not hub.requests_to(TRANSCRIPTIONS)


@pytest.mark.usefixtures("virtual_microphone")
async def test_a_click_while_words_are_awaited_keeps_the_recording(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", TRANSCRIPTIONS, NEVER)
    async with running_window(tmp_path, environ(hub)) as window:
        await begin(window)
        window.click("chat.dictate")
        await window.until(lambda: bool(hub.requests_to(TRANSCRIPTIONS)), "the upload")
        assert "Writing down" in window.text("chat.dictation_state")
        window.click("chat.dictate")
        await over(window)
    assert kept(tmp_path) == [TranscriptState.PENDING]


@pytest.mark.usefixtures("virtual_microphone")
async def test_leaving_the_tab_ends_the_dictation_and_its_words_still_come(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await begin(window)
        window.show_tab(6)
        await window.until_text("chat.prompt", VERSE)


@pytest.mark.usefixtures("virtual_microphone")
async def test_a_window_that_is_closed_keeps_the_dictation_under_way(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", TRANSCRIPTIONS, NEVER)
    async with running_window(tmp_path, environ(hub)) as window:
        await begin(window)
    assert kept(tmp_path) == [TranscriptState.PENDING]


async def test_without_a_microphone_a_sentence_says_so(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await window.until_text("main.connection", "connected, ")
        window.click("chat.dictate")
        await window.until_text("chat.error", "no microphone")
        await over(window)


async def test_a_server_without_a_speech_model_is_said_so_before_anything_is_recorded(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("GET", "/v2/models", models_list({"Llama-3.3-70B-Instruct": {"model_type": "LLM"}}))
    hub.on("GET", "/v2/audio/models", detail("Not Found", 404))
    async with running_window(tmp_path, environ(hub)) as window:
        await window.until_text("main.connection", "connected, ")
        window.click("chat.dictate")
        await window.until_text("chat.error", "no speech model")
        await over(window)


@pytest.mark.usefixtures("virtual_microphone")
async def test_words_go_to_another_company_only_when_the_person_agrees(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    abroad = {"model_type": "STT", "is_externally_hosted": True, "deployment_country": "US"}
    hub.on("GET", "/v2/models", models_list(MODELS | {"scribe": abroad}))
    hub.on("POST", TRANSCRIPTIONS, transcription("the harbour"))
    settings = Settings(
        data_rules={hub.base_url: DataRule.EXTERNAL.value},
        chosen_models={"Environment/audio": "scribe"},
    )
    save_settings(paths_below(tmp_path).settings_file, settings)
    async with running_window(tmp_path, environ(hub)) as window:
        await begin(window)
        window.click("chat.dictate")
        await window.until_text("chat.data_notice", "“scribe”")
        assert window.text("chat.data_decline") == "Do not send"
        window.click("chat.data_decline")
        await window.until_text("chat.error", "kept in the Audio tab")
        await over(window)
        assert not hub.requests_to(TRANSCRIPTIONS)
        assert kept(tmp_path) == [TranscriptState.PENDING]

        await begin(window)
        window.click("chat.dictate")
        await window.until_text("chat.data_notice", "“scribe”")
        window.click("chat.data_send")
        await window.until_text("chat.prompt", "the harbour")
        await over(window)

        await begin(window)  # asked once a conversation
        window.click("chat.dictate")
        await window.until(lambda: len(hub.requests_to(TRANSCRIPTIONS)) == 2, "the upload")
        await over(window)
