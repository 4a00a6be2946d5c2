"""A person speaks into a real microphone, and the words appear in the window."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path
from typing import Any

import soundfile as sf
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QListWidget

from desktop_app.audio.recordings import TranscriptState
from tests.audio.pulse import VirtualMicrophone, virtual_microphone
from tests.audio.sounds import likeness, samples
from tests.end_to_end.audio import (
    TRANSCRIPTIONS,
    begin_recording,
    drop,
    end_recording,
    listening,
    open_audio,
    recordings,
    speech,
)
from tests.end_to_end.window import Window, environ, running_window
from tests.servers import ScriptedServer, play_hub
from tests.servers.hub import VERSE
from tests.servers.messages import Pause, Reply, UploadedFile
from tests.servers.replies import chat_chunk, detail, sse

__all__ = ["speech", "virtual_microphone"]

TOKENS = 10  # a burst
PAUSE = 0.009  # seconds between bursts: with its sending 1,000 tokens a second


async def test_what_was_said_arrives_at_the_server_as_it_was_recorded(
    tmp_path: Path, hub: ScriptedServer, speech: Path, virtual_microphone: VirtualMicrophone
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await listening(window)
        await begin_recording(window)
        assert window.find(QAbstractButton, "audio.record").isChecked()
        await asyncio.to_thread(virtual_microphone.play, speech)
        assert window.text("audio.elapsed") > "0:01"
        await end_recording(window)
        window.click("audio.run")
        await window.until_text("audio.transcript", VERSE)
        rows = window.find(QListWidget, "audio.recordings")
        await window.until(lambda: VERSE in rows.item(0).text(), "the recording in the list")
        assert window.text("audio.error") == ""
    sent = hub.last(TRANSCRIPTIONS).fields["file"]
    assert isinstance(sent, UploadedFile)
    assert sent.media_type == "audio/wav"
    heard: Any = sf.read(io.BytesIO(sent.content), dtype="int16")[0]
    assert likeness(samples(speech), heard) > 0.999
    [kept] = recordings(tmp_path)
    assert (kept.state, kept.text) == (TranscriptState.DONE, VERSE)


async def test_the_engine_on_this_computer_writes_down_what_was_said(
    tmp_path: Path, speech: Path, virtual_microphone: VirtualMicrophone
) -> None:
    async with running_window(tmp_path, {}) as window:
        await listening(window)
        await begin_recording(window)
        await asyncio.to_thread(virtual_microphone.play, speech)
        await end_recording(window)
        window.click("audio.run")
        await window.until(
            lambda: bool(window.text("audio.transcript") or window.text("audio.error")), "words"
        )
        assert window.text("audio.error") == ""
        words = window.text("audio.transcript").lower()
        assert all(word in words for word in ("weather", "hamburg", "nice", "today")), words
        assert "Time taken" in window.text("audio.usage")


async def test_the_engine_translates_to_english_and_tells_the_times(
    tmp_path: Path, speech: Path
) -> None:
    async with running_window(tmp_path, {}) as window:
        await open_audio(window)
        drop(window, speech)
        await window.until_text("audio.file", speech.name)
        window.choose("audio.model", "whisper-base")
        window.choose("audio.task", "Translate to English")
        window.choose("audio.form", "Text with times")
        window.click("audio.run")
        await window.until(
            lambda: bool(window.text("audio.transcript") or window.text("audio.error")), "words"
        )
        assert window.text("audio.error") == ""
        assert "hamburg" in window.text("audio.transcript").lower()
        assert window.text("audio.transcript").startswith("[0:0")


async def test_no_frame_is_lost_while_an_answer_streams(
    tmp_path: Path, hub: ScriptedServer, speech: Path, virtual_microphone: VirtualMicrophone
) -> None:
    hub.on("POST", "/v2/chat/completions", _endless_answer())
    async with running_window(tmp_path, environ(hub)) as window:
        await listening(window)
        window.show_tab(0)
        window.type("chat.prompt", "Go on and on")
        window.press("chat.prompt", Qt.Key.Key_Return)
        await window.until_text("chat.transcript", "word")
        await open_audio(window)
        loop = asyncio.get_running_loop()
        await begin_recording(window)
        began, before = loop.time(), _words(window)
        await asyncio.to_thread(virtual_microphone.play, speech)
        rate = (_words(window) - before) / (loop.time() - began)
        await end_recording(window)
        assert window.text("audio.notice") == ""
        assert rate > 500, f"only {rate:.0f} words a second arrived"
    [kept] = recordings(tmp_path)
    assert likeness(samples(speech), samples(kept.path)) > 0.999


async def test_a_failed_upload_keeps_the_recording_with_retry(
    tmp_path: Path, hub: ScriptedServer, speech: Path, virtual_microphone: VirtualMicrophone
) -> None:
    hub.on("POST", TRANSCRIPTIONS, detail("The back end is restarting", 503))
    async with running_window(tmp_path, environ(hub)) as window:
        await listening(window)
        await begin_recording(window)
        await asyncio.to_thread(virtual_microphone.play, speech)
        window.click("audio.run")  # ends the recording first
        await window.until_text("audio.error", "restarting")
        rows = window.find(QListWidget, "audio.recordings")
        await window.until(lambda: "Failed" in rows.item(0).text(), "the failure in the list")
    assert [each.state for each in recordings(tmp_path)] == [TranscriptState.FAILED]
    play_hub(hub)
    async with running_window(tmp_path, environ(hub)) as window:
        await open_audio(window)
        rows = window.find(QListWidget, "audio.recordings")
        await window.until(lambda: rows.count() == 1, "the recording of the last time")
        rows.setCurrentRow(0)
        window.click("audio.retry_recording")
        await window.until_text("audio.transcript", VERSE)
    assert [each.state for each in recordings(tmp_path)] == [TranscriptState.DONE]


async def test_a_window_that_is_closed_keeps_the_recording_under_way(
    tmp_path: Path, hub: ScriptedServer, speech: Path, virtual_microphone: VirtualMicrophone
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await listening(window)
        await begin_recording(window)
        await asyncio.to_thread(virtual_microphone.play, speech)
    [kept] = recordings(tmp_path)
    assert kept.state is TranscriptState.PENDING
    assert likeness(samples(speech), samples(kept.path)) > 0.999


def _words(window: Window) -> int:
    return window.text("chat.transcript").count("word")


def _endless_answer() -> Reply:
    chunk = chat_chunk({"content": "word "})
    burst = sse([*[chunk] * TOKENS, Pause(PAUSE)], done=False)
    return Reply(burst.status, burst.headers, burst.parts, forever=True)
