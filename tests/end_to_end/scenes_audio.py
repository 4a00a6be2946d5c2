"""Scenes of the Audio tab and of dictation for screenshots."""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soundfile as sf
from PySide6.QtWidgets import QListWidget

from desktop_app.audio.recordings import Recordings, TranscriptState
from tests.audio.pulse import running_microphone, speak
from tests.servers.messages import NEVER
from tests.servers.replies import detail, timed_transcription

if TYPE_CHECKING:
    from tests.end_to_end.window import Window
    from tests.servers import ScriptedServer

AUDIO_TAB = 4
TRANSCRIPTIONS = "/v2/audio/audio/transcriptions"
_SPEECH = (
    "The quick brown fox jumps over the lazy dog. Pack my box with five dozen liquor jugs. "
    "How vexingly quick daft zebras jump."
)
_PART = (
    (0.0, 4.2, "Good afternoon, and welcome to the third lecture about clouds."),
    (4.2, 9.8, "Last week we looked at what a region is, and why there are several."),
    (
        9.8,
        17.0,
        "Today it is about storage: block, object and file, and when to take which.",
    ),
    (17.0, 21.5, "Please ask at any time, there is no question that is too simple."),
)
_LECTURE = (timed_transcription(*_PART), timed_transcription(*_PART))


async def _speak(window: Window) -> None:
    """Somebody speaks into a microphone until the window is gone."""
    with ExitStack() as stack:
        microphone = stack.enter_context(running_microphone())
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        speech = await asyncio.to_thread(speak, _SPEECH, Path(folder, "speech.wav"))
        player = microphone.start_playing(speech)
        stack.callback(player.wait)
        stack.callback(player.kill)
        speaking = stack.pop_all()
        window.root.destroyed.connect(lambda: speaking.close())  # noqa: PLW0108 - keeps it alive


async def _open(window: Window) -> None:
    window.show_tab(AUDIO_TAB)
    await window.until_text("main.connection", "connected, ")
    await window.until(lambda: bool(window.text("audio.model")), "a model")


async def _fill_and_open(window: Window) -> None:
    """Recordings of the last days."""
    folder = window.paths.recordings
    folder.mkdir(parents=True, exist_ok=True)
    recordings = Recordings(folder)
    rows = (
        ("2026-11-20 17-02-40", TranscriptState.DONE, "Notes for the meeting on Monday."),
        ("2026-11-21 08-00-00", TranscriptState.FAILED, ""),
        ("2026-11-22 09-30-00", TranscriptState.PENDING, ""),
    )
    for name, state, text in rows:
        path = await asyncio.to_thread(speak, text or "Hello there", folder / f"{name}.wav")
        recordings.set_transcript(path, state, text)
    await _open(window)


async def audio_empty(window: Window, _hub: ScriptedServer) -> None:
    """Nothing recorded yet; somebody speaks and sees it."""
    await _speak(window)
    await _open(window)
    await window.until_text("audio.state", "Listening")
    await asyncio.sleep(2)


async def audio_no_microphone(window: Window, _hub: ScriptedServer) -> None:
    """A computer without a microphone."""
    await _open(window)
    await window.until(lambda: bool(window.text("audio.notice")), "the notice")


async def audio_recording(window: Window, _hub: ScriptedServer) -> None:
    """A recording under way, with earlier ones."""
    await _speak(window)
    await _fill_and_open(window)
    await window.until_text("audio.state", "Listening")
    window.click("audio.record")
    await window.until_text("audio.elapsed", "0:04")


async def audio_done(window: Window, _hub: ScriptedServer) -> None:
    """A recording written down."""
    await _record(window)
    window.click("audio.run")
    await window.until_text("audio.transcript", "Dickmadam")


async def audio_busy(window: Window, hub: ScriptedServer) -> None:
    """A recording that is being written down."""
    hub.on("POST", TRANSCRIPTIONS, NEVER)
    await _record(window)
    window.click("audio.run")
    await window.until_text("audio.file_details", "Uploading")


async def audio_failed(window: Window, hub: ScriptedServer) -> None:
    """An upload that failed."""
    hub.on("POST", TRANSCRIPTIONS, detail("The back end is restarting", 503))
    await _record(window)
    window.click("audio.run")
    await window.until_text("audio.error", "restarting")


async def audio_long_busy(window: Window, hub: ScriptedServer) -> None:
    """A lecture of which two parts have been written down."""
    hub.on("POST", TRANSCRIPTIONS, *_LECTURE, NEVER)
    await _open_lecture(window)
    window.click("audio.run")
    await window.until_text("audio.file_details", "Part 3 of 5: uploading")


async def audio_long_failed(window: Window, hub: ScriptedServer) -> None:
    """A lecture whose third part failed."""
    hub.on("POST", TRANSCRIPTIONS, *_LECTURE, detail("The back end is restarting", 503))
    await _open_lecture(window)
    window.click("audio.run")
    await window.until_text("audio.error", "restarting")
    await asyncio.sleep(0.2)


async def audio_long_stopped(window: Window, hub: ScriptedServer) -> None:
    """A lecture that was stopped at its third part."""
    await audio_long_busy(window, hub)
    window.click("audio.stop")
    await window.until_text("audio.file_details", "Stopped")


async def audio_times(window: Window, hub: ScriptedServer) -> None:
    """A transcript with times."""
    hub.on("POST", TRANSCRIPTIONS, *_LECTURE)
    await _open_lecture(window)
    window.choose("audio.form", "Text with times")
    window.click("audio.run")
    await window.until_text("audio.usage", "Time taken")


async def audio_deleted(window: Window, _hub: ScriptedServer) -> None:
    """A deletion that can be taken back."""
    await _fill_and_open(window)
    rows = window.find(QListWidget, "audio.recordings")
    await window.until(lambda: rows.count() == 3, "the recordings")
    rows.setCurrentRow(1)
    window.click("audio.delete")
    await window.until(lambda: rows.count() == 2, "the deletion")
    rows.setCurrentRow(1)


async def dictation(window: Window, _hub: ScriptedServer) -> None:
    """Words are being dictated into a question."""
    await _speak(window)
    await window.until_text("main.connection", "connected, ")
    window.type("chat.prompt", "Please answer:")
    window.click("chat.dictate")
    await window.until_text("chat.dictation_state", "0:03")


async def _open_lecture(window: Window) -> None:
    """Choose a recording of 45 minutes."""
    await _fill_and_open(window)
    path = window.paths.recordings / "2026-11-23 14-15-00.wav"
    await asyncio.to_thread(_write_lecture, path)
    window.show_tab(AUDIO_TAB - 1)
    window.show_tab(AUDIO_TAB)
    rows = window.find(QListWidget, "audio.recordings")
    await window.until(lambda: rows.count() == 4, "the lecture")
    rows.setCurrentRow(0)


def _write_lecture(path: Path) -> None:
    speech = sf.read(speak(_SPEECH, path.with_name("speech.wav")), dtype="int16")[0]
    path.with_name("speech.wav").unlink()
    sf.write(path, np.resize(speech[::2], 45 * 60 * 8_000), 8_000, subtype="PCM_16")


async def _record(window: Window) -> None:
    await _speak(window)
    await _fill_and_open(window)
    await window.until_text("audio.state", "Listening")
    window.click("audio.record")
    await window.until_text("audio.elapsed", "0:03")
    window.click("audio.record")
    await window.until_text("audio.file", ".wav")


SCENES = (
    audio_empty,
    audio_no_microphone,
    audio_recording,
    audio_done,
    audio_busy,
    audio_failed,
    audio_long_busy,
    audio_long_failed,
    audio_long_stopped,
    audio_times,
    audio_deleted,
    dictation,
)
