"""Words that a person has edited, or waited for, are never lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QListWidget, QPlainTextEdit

from desktop_app.audio.recordings import Recordings, TranscriptState
from tests.audio.pulse import speak
from tests.end_to_end.audio import (
    TRANSCRIPTIONS,
    choose_verse,
    drop,
    open_audio,
    recordings,
    verse,
)
from tests.end_to_end.window import Window, environ, paths_below, running_window
from tests.servers.hub import VERSE
from tests.servers.messages import Pause, Reply
from tests.servers.replies import detail, transcription

if TYPE_CHECKING:
    from tests.servers import ScriptedServer

__all__ = ["verse"]


@pytest.fixture
def two_recordings(tmp_path: Path) -> tuple[Path, Path]:
    """The newer and the older one, both written down."""
    folder = paths_below(tmp_path).recordings
    folder.mkdir(parents=True)
    older = speak("Hello", folder / "2026-11-21 08-00-00.wav")
    newer = speak("Good morning", folder / "2026-11-22 09-30-00.wav")
    Recordings(folder).set_transcript(older, TranscriptState.DONE, "Hello.")
    Recordings(folder).set_transcript(newer, TranscriptState.DONE, "Good morning.")
    return newer, older


async def listed(window: Window) -> QListWidget:
    await open_audio(window)
    rows = window.find(QListWidget, "audio.recordings")
    await window.until(lambda: rows.count() == 2, "both recordings")
    rows.setCurrentRow(0)
    assert window.text("audio.transcript") == "Good morning."
    return rows


def undo(window: Window) -> None:
    window.find(QPlainTextEdit, "audio.transcript").undo()


@pytest.mark.usefixtures("two_recordings")
async def test_a_failed_run_leaves_edited_words(tmp_path: Path, hub: ScriptedServer) -> None:
    hub.on("POST", TRANSCRIPTIONS, detail("The back end is restarting", 503))
    async with running_window(tmp_path, environ(hub)) as window:
        await listed(window)
        window.type("audio.transcript", "Edited words")
        window.click("audio.run")
        await window.until_text("audio.error", "restarting")
        assert window.text("audio.transcript") == "Edited words"
    newer, _ = recordings(tmp_path)
    assert (newer.state, newer.text) == (TranscriptState.DONE, "Edited words")


@pytest.mark.usefixtures("two_recordings")
async def test_undo_takes_a_new_result_back_to_the_edited_words(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await listed(window)
        window.type("audio.transcript", "Edited words")
        window.click("audio.run")
        await window.until_text("audio.transcript", VERSE)
        undo(window)
        assert window.text("audio.transcript") == "Edited words"
    assert recordings(tmp_path)[0].text == "Edited words"


@pytest.mark.usefixtures("two_recordings")
async def test_edits_of_two_recordings_are_kept_and_undo_mixes_them_never(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        rows = await listed(window)
        window.type("audio.transcript", "One")
        rows.setCurrentRow(1)
        undo(window)
        assert window.text("audio.transcript") == "Hello."
        window.type("audio.transcript", "Two")
        rows.setCurrentRow(0)
        assert window.text("audio.transcript") == "One"
        rows.setCurrentRow(1)
        assert window.text("audio.transcript") == "Two"
        await window.until(
            lambda: [each.text for each in recordings(tmp_path)] == ["One", "Two"], "both on disk"
        )


@pytest.mark.usefixtures("two_recordings")
async def test_words_of_an_opened_file_are_kept_for_the_session(
    tmp_path: Path, hub: ScriptedServer, verse: Path
) -> None:
    reply = transcription(VERSE)
    hub.on("POST", TRANSCRIPTIONS, Reply(reply.status, reply.headers, (Pause(0.5), *reply.parts)))
    async with running_window(tmp_path, environ(hub)) as window:
        rows = await listed(window)
        await choose_verse(window, verse)
        window.click("audio.run")
        await window.until(lambda: bool(hub.requests_to(TRANSCRIPTIONS)), "the upload")
        rows.setCurrentRow(1)
        await window.until_text("audio.error", "audio_file.mp3 has been written down")
        assert window.text("audio.transcript") == "Hello."
        await choose_verse(window, verse)
        assert window.text("audio.transcript") == VERSE
        window.type("audio.transcript", "Edited verse")
        rows.setCurrentRow(0)
        assert window.text("audio.transcript") == "Good morning."
        drop(window, verse)
        await window.until_text("audio.transcript", "Edited verse")
    assert [each.text for each in recordings(tmp_path)] == ["Good morning.", "Hello."]


@pytest.mark.usefixtures("two_recordings")
async def test_words_that_cannot_be_written_are_said_so_and_written_with_the_next(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await listed(window)
        sidecar = recordings(tmp_path)[0].path.with_suffix(".json")
        sidecar.unlink()
        sidecar.mkdir()  # no file can take its place, whoever runs this
        window.type("audio.transcript", "Edited words")
        await window.until_text("audio.error", "could not be written")
        assert window.text("audio.transcript") == "Edited words"
        sidecar.rmdir()
        window.type("audio.transcript", "Edited again")
        await window.until(lambda: recordings(tmp_path)[0].text == "Edited again", "the words")
