"""A long sound is written down part by part, before a person's eyes, and nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile as sf
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QListWidget, QProgressBar, QWidget

from desktop_app.audio.recordings import Recordings, Rest, TranscriptState
from desktop_app.tabs import speech_writer
from tests.audio.sounds import samples
from tests.end_to_end.audio import (
    TRANSCRIPTIONS,
    drop,
    open_audio,
    recordings,
    speech,
)
from tests.end_to_end.window import environ, paths_below, running_window
from tests.servers.messages import NEVER, Pause, Reply
from tests.servers.replies import detail, transcription

if TYPE_CHECKING:
    from tests.end_to_end.window import Window
    from tests.servers import ScriptedServer

__all__ = ["speech"]

ONE, TWO, THREE = map(transcription, ("One.", "Two.", "Three."))
FAILURE = detail("The back end is restarting", 503)


@pytest.fixture(autouse=True)
def _short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech_writer, "LONGEST_PIECE", 9.0)


@pytest.fixture
def lecture(tmp_path: Path, speech: Path) -> Path:
    """A recording of twenty seconds, which are three parts here."""
    folder = paths_below(tmp_path).recordings
    folder.mkdir(parents=True)
    path = folder / "2026-11-21 08-00-00.wav"
    sf.write(path, np.resize(samples(speech), 20 * 16_000), 16_000, subtype="PCM_16")
    return path


async def choose(window: Window) -> QListWidget:
    """Choose the recording."""
    await open_audio(window)
    rows = window.find(QListWidget, "audio.recordings")
    await window.until(lambda: rows.count() == 1, "the recording")
    rows.setCurrentRow(0)
    return rows


@pytest.mark.usefixtures("lecture")
async def test_retry_goes_on_from_the_part_that_failed(tmp_path: Path, hub: ScriptedServer) -> None:
    hub.on("POST", TRANSCRIPTIONS, ONE, FAILURE, TWO, THREE)
    async with running_window(tmp_path, environ(hub)) as window:
        rows = await choose(window)
        window.click("audio.run")
        await window.until_text("audio.error", "restarting")
        assert "The words of 1 of 3 parts are kept; Retry goes on from there." in window.text(
            "audio.error"
        )
        assert window.text("audio.transcript") == "One."
        await window.until(lambda: "In part: One." in rows.item(0).text(), "the words in the list")
        assert recordings(tmp_path)[0].state is TranscriptState.PARTIAL
        window.type("audio.transcript", "First.")
        window.click("audio.retry")
        await window.until_text("audio.transcript", "First. Two. Three.")
        await window.until(lambda: "Three." in rows.item(0).text(), "the words in the list")
        assert window.text("audio.error") == ""
    assert len(hub.requests_to(TRANSCRIPTIONS)) == 4
    [kept] = recordings(tmp_path)
    assert (kept.state, kept.text) == (TranscriptState.DONE, "First. Two. Three.")


@pytest.mark.usefixtures("lecture")
async def test_a_part_that_a_busy_server_puts_off_is_sent_again_by_itself(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", TRANSCRIPTIONS, ONE, detail("Slow down", 429, retry_after="0.3"), TWO, THREE)
    async with running_window(tmp_path, environ(hub)) as window:
        await choose(window)
        window.click("audio.run")
        await window.until_text("audio.transcript", "One. Two. Three.")
        assert window.text("audio.error") == ""
    assert len(hub.requests_to(TRANSCRIPTIONS)) == 4


@pytest.mark.usefixtures("lecture")
async def test_stop_keeps_what_arrived_and_the_button_goes_on(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", TRANSCRIPTIONS, ONE, NEVER, TWO, THREE)
    async with running_window(tmp_path, environ(hub)) as window:
        await choose(window)
        window.click("audio.run")
        await window.until_text("audio.file_details", "Part 2 of 3: uploading")
        bar = window.find(QProgressBar, "audio.progress")
        assert (bar.value(), bar.maximum()) == (1, 3)
        await window.until(lambda: len(hub.requests_to(TRANSCRIPTIONS)) == 2, "the second part")
        window.click("audio.stop")
        await window.until_text("audio.file_details", "Stopped after part 1 of 3; Transcribe goes")
        assert window.text("audio.transcript") == "One."
        window.click("audio.run")
        await window.until_text("audio.transcript", "One. Two. Three.")
    assert recordings(tmp_path)[0].state is TranscriptState.DONE


@pytest.mark.usefixtures("lecture")
async def test_a_run_is_begun_stopped_and_gone_on_with_by_the_space_bar_alone(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", TRANSCRIPTIONS, ONE, NEVER, TWO, THREE)
    async with running_window(tmp_path, environ(hub)) as window:
        await choose(window)
        window.press("audio.run", Qt.Key.Key_Space)
        await window.until(lambda: len(hub.requests_to(TRANSCRIPTIONS)) == 2, "the second part")
        assert not window.find(QAbstractButton, "audio.retry_recording").isEnabled()
        assert has_focus(window, "audio.stop")
        window.press("audio.stop", Qt.Key.Key_Space)
        await window.until(lambda: has_focus(window, "audio.run"), "the focus to come back")
        window.press("audio.run", Qt.Key.Key_Space)
        await window.until_text("audio.transcript", "One. Two. Three.")
        await window.until(lambda: has_focus(window, "audio.run"), "the focus")


def has_focus(window: Window, name: str) -> bool:
    return window.root.focusWidget() is window.find(QWidget, name)


async def test_what_arrived_outlives_the_program_and_retry_goes_on_from_there(
    tmp_path: Path, hub: ScriptedServer, lecture: Path
) -> None:
    hub.on("POST", TRANSCRIPTIONS, ONE, TWO, NEVER)
    async with running_window(tmp_path, environ(hub)) as window:
        await choose(window)
        window.click("audio.run")
        await window.until_text("audio.transcript", "One. Two.")
    [kept] = recordings(tmp_path)
    assert (kept.path, kept.state, kept.text) == (lecture, TranscriptState.PARTIAL, "One. Two.")
    before = len(hub.requests_to(TRANSCRIPTIONS))
    hub.on("POST", TRANSCRIPTIONS, FAILURE, THREE)
    async with running_window(tmp_path, environ(hub)) as window:
        await choose(window)
        assert window.text("audio.transcript") == "One. Two."
        window.click("audio.retry_recording")
        await window.until_text("audio.error", "restarting")
        assert window.text("audio.transcript") == "One. Two.", "a failure takes nothing away"
        window.click("audio.retry")
        await window.until_text("audio.transcript", "One. Two. Three.")
    [kept] = recordings(tmp_path)
    assert (kept.state, kept.rest) == (TranscriptState.DONE, None)
    sent = len(hub.requests_to(TRANSCRIPTIONS)) - before
    assert sent == 2, "only the last part, once in vain"


async def test_what_was_left_is_begun_anew_where_its_words_would_not_fit(
    tmp_path: Path, hub: ScriptedServer, lecture: Path
) -> None:
    left = Rest(16_000 * 9, translate=False, with_times=False)
    Recordings(lecture.parent).set_transcript(lecture, TranscriptState.PARTIAL, "Old.", (), left)
    hub.on("POST", TRANSCRIPTIONS, ONE, TWO, THREE)
    async with running_window(tmp_path, environ(hub)) as window:
        await choose(window)
        window.choose("audio.form", "Text with times")
        window.click("audio.retry_recording")
        await window.until_text("audio.transcript", "One. Two. Three.")
    assert len(hub.requests_to(TRANSCRIPTIONS)) == 3


@pytest.mark.usefixtures("lecture")
async def test_parts_that_arrive_while_another_sound_is_shown_are_kept(
    tmp_path: Path, hub: ScriptedServer, speech: Path
) -> None:
    hub.on("POST", TRANSCRIPTIONS, ONE, NEVER)
    async with running_window(tmp_path, environ(hub)) as window:
        rows = await choose(window)
        window.click("audio.run")
        await window.until(lambda: len(hub.requests_to(TRANSCRIPTIONS)) == 2, "the second part")
        drop(window, speech)
        await window.until_text("audio.file", speech.name)
        assert window.text("audio.transcript") == ""
        rows.setCurrentRow(0)
        assert "Part 2 of 3" in window.text("audio.file_details")
        drop(window, speech)
        await window.until_text("audio.file", speech.name)
        window.click("audio.stop")
        await window.until(lambda: "In part: One." in rows.item(0).text(), "the words in the list")
        rows.setCurrentRow(0)
        assert window.text("audio.transcript") == "One."
        hub.on("POST", TRANSCRIPTIONS, TWO, THREE)
        run = window.find(QAbstractButton, "audio.run")
        await window.until(run.isEnabled, "the end of the run")
        window.click("audio.run")
        await window.until_text("audio.transcript", "One. Two. Three.")


async def test_a_failure_of_a_sound_that_is_not_shown_names_it(
    tmp_path: Path, hub: ScriptedServer, speech: Path, lecture: Path
) -> None:
    hub.on("POST", TRANSCRIPTIONS, ONE, Reply(503, FAILURE.headers, (Pause(0.5), *FAILURE.parts)))
    async with running_window(tmp_path, environ(hub)) as window:
        await choose(window)
        window.click("audio.run")
        await window.until(lambda: len(hub.requests_to(TRANSCRIPTIONS)) == 2, "the second part")
        drop(window, speech)
        await window.until_text("audio.file", speech.name)
        await window.until_text("audio.error", f"{lecture.name}: ")
        assert not window.find(QAbstractButton, "audio.retry").isVisible(), "it would send another"


async def test_a_change_of_the_language_begins_anew_and_retry_with_another_model_goes_on(
    tmp_path: Path, hub: ScriptedServer, lecture: Path
) -> None:
    Recordings(lecture.parent).set_transcript(lecture, TranscriptState.FAILED)
    hub.on("POST", TRANSCRIPTIONS, ONE, FAILURE, TWO, FAILURE, THREE, THREE)
    async with running_window(tmp_path, environ(hub)) as window:
        await choose(window)
        window.click("audio.run")
        await window.until_text("audio.error", "restarting")
        window.choose("audio.language", "German")
        window.click("audio.run")
        await window.until_text("audio.transcript", "Two.")
        await window.until_text("audio.error", "restarting")
        window.choose("audio.model", "whisper-1")
        window.click("audio.retry")
        await window.until_text("audio.transcript", "Two. Three. Three.")
    models = [request.fields["model"] for request in hub.requests_to(TRANSCRIPTIONS)]
    assert models == ["whisper-large-v3-turbo"] * 4 + ["whisper-1"] * 2
