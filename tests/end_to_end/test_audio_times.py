"""A transcript with times: shown line by line, edited, saved as text and as subtitles."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QListWidget

from tests.end_to_end.audio import (
    TRANSCRIPTIONS,
    choose_verse,
    open_audio,
    recordings,
    speech,
    verse,
)
from tests.end_to_end.window import environ, paths_below, running_window
from tests.servers.hub import VERSE
from tests.servers.replies import error, timed_transcription, transcription

if TYPE_CHECKING:
    from tests.end_to_end.window import Window
    from tests.servers import ScriptedServer

__all__ = ["speech", "verse"]

TIMED = timed_transcription((0.5, 2.25, "One little lady."), (62.0, 64.5, "Two & three."))
SRT = """1
00:00:00,500 --> 00:00:02,250
A little lady.

2
00:01:02,000 --> 00:01:04,500
Two & three.
"""
VTT = """WEBVTT

00:00:00.500 --> 00:00:02.250
A little lady.

00:01:02.000 --> 00:01:04.500
Two &amp; three.
"""


def kinds_offered(window: Window) -> list[str]:
    """What the dialog for saving offers."""
    window.click("audio.save")
    [dialog] = window.root.findChildren(QFileDialog)
    kinds = dialog.nameFilters()
    dialog.reject()
    return [kind[kind.index("(*.") + 3 : -1] for kind in kinds]


async def save(window: Window, path: Path) -> str:
    """What is written when a person saves under this name."""
    window.click("audio.save")
    dialog = window.root.findChildren(QFileDialog)[-1]
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    await window.until(lambda: path.exists() and bool(path.read_text("utf-8")), "the file")
    return path.read_text("utf-8")  # noqa: ASYNC240 - a few bytes


async def test_a_transcript_with_times_is_edited_and_saved_as_subtitles(
    tmp_path: Path, hub: ScriptedServer, verse: Path
) -> None:
    hub.on("POST", TRANSCRIPTIONS, TIMED)
    async with running_window(tmp_path, environ(hub)) as window:
        await choose_verse(window, verse)
        window.choose("audio.form", "Text with times")
        window.click("audio.run")
        await window.until_text("audio.transcript", "[0:00] One little lady.\n[1:02] Two & three.")
        assert "without times" not in window.text("audio.usage")
        window.type("audio.transcript", "[0:00] A little lady.\n[1:02] Two & three.")
        assert kinds_offered(window) == ["txt", "srt", "vtt"]
        assert await save(window, tmp_path / "words.srt") == SRT
        assert await save(window, tmp_path / "words.vtt") == VTT
        assert (await save(window, tmp_path / "words.txt")).startswith("[0:00] A little lady.")
    assert hub.last(TRANSCRIPTIONS).fields["response_format"] == "verbose_json"


async def test_without_times_no_subtitles_are_offered(
    tmp_path: Path, hub: ScriptedServer, verse: Path
) -> None:
    hub.on(
        "POST",
        TRANSCRIPTIONS,
        error("response_format 'verbose_json' is not compatible with this model"),
        transcription(VERSE),
    )
    async with running_window(tmp_path, environ(hub)) as window:
        await choose_verse(window, verse)
        window.choose("audio.form", "Text with times")
        window.click("audio.run")
        await window.until_text("audio.transcript", VERSE)
        await window.until_text("audio.usage", "without times, which the model does not tell")
        assert kinds_offered(window) == ["txt"]
        window.click("audio.save")
        dialog = window.root.findChildren(QFileDialog)[-1]
        dialog.fileSelected.emit(str(tmp_path / "words.srt"))
        dialog.reject()
        await window.until_text("audio.error", "Subtitles need the times of what is said")
        assert not (tmp_path / "words.srt").exists()
        window.click("audio.run")
        await window.until(lambda: len(hub.requests_to(TRANSCRIPTIONS)) == 3, "the next run")
    forms = ["response_format" in each.fields for each in hub.requests_to(TRANSCRIPTIONS)]
    assert forms == [True, False, False], "it is remembered"


async def test_times_of_a_recording_are_there_again_after_a_restart(
    tmp_path: Path, hub: ScriptedServer, speech: Path
) -> None:
    folder = paths_below(tmp_path).recordings
    folder.mkdir(parents=True)
    shutil.copy(speech, folder / "2026-11-21 08-00-00.wav")
    hub.on("POST", TRANSCRIPTIONS, TIMED)
    async with running_window(tmp_path, environ(hub)) as window:
        await choose_recording(window)
        window.choose("audio.form", "Text with times")
        window.click("audio.run")
        await window.until_text("audio.transcript", "[1:02] Two & three.")
        window.type("audio.transcript", "[0:00] A little lady.\n[1:02] Two & three.")
    assert len(recordings(tmp_path)[0].segments) == 2
    async with running_window(tmp_path, environ(hub)) as window:
        rows = await choose_recording(window)
        assert "A little lady. Two & three." in rows.item(0).text(), "the list shows words only"
        assert await save(window, tmp_path / "words.srt") == SRT


async def choose_recording(window: Window) -> QListWidget:
    """Choose the only recording."""
    await open_audio(window)
    rows = window.find(QListWidget, "audio.recordings")
    await window.until(lambda: rows.count() == 1, "the recording")
    rows.setCurrentRow(0)
    return rows
