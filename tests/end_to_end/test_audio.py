"""A person has speech written down, through the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFileDialog, QListWidget, QWidget

from desktop_app.audio.recordings import Recordings, TranscriptState
from desktop_app.command_line import Arguments
from tests.audio.pulse import speak
from tests.end_to_end.audio import TRANSCRIPTIONS, TRANSLATIONS, choose_verse, open_audio, verse
from tests.end_to_end.window import environ, paths_below, running_window
from tests.servers import HUB_KEY, ScriptedServer
from tests.servers.hub import VERSE, VERSE_IN_ENGLISH
from tests.servers.messages import UploadedFile
from tests.servers.replies import text_reply

__all__ = ["verse"]


def the_file(path: Path) -> UploadedFile:
    """What a server is to receive of an MP3 file."""
    return UploadedFile(path.name, "audio/mpeg", path.read_bytes())


async def test_the_transcription_of_the_guide(
    tmp_path: Path, hub: ScriptedServer, verse: Path
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await choose_verse(window, verse)
        window.choose("audio.model", "whisper-1")
        window.choose("audio.language", "German")
        assert window.find(QDoubleSpinBox, "audio.temperature").value() == 0.0
        window.click("audio.run")
        await window.until_text("audio.transcript", VERSE)
        assert "Time taken" in window.text("audio.usage")
        assert "10.58 s" in window.text("audio.usage")
    sent = hub.last(TRANSCRIPTIONS)
    assert sent.key == HUB_KEY
    assert sent.fields == {
        "model": "whisper-1",
        "language": "de",
        "temperature": "0.0",
        "file": the_file(verse),
    }


async def test_the_translation_of_the_guide(
    tmp_path: Path, hub: ScriptedServer, verse: Path
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await choose_verse(window, verse)
        window.choose("audio.model", "whisper-1")
        window.choose("audio.language", "German")
        window.choose("audio.task", "Translate to English")
        window.find(QDoubleSpinBox, "audio.temperature").setValue(1.0)
        assert not window.find(QWidget, "audio.language").isEnabled()
        window.click("audio.run")
        await window.until_text("audio.transcript", VERSE_IN_ENGLISH)
    assert hub.last(TRANSLATIONS).fields == {
        "model": "whisper-1",
        "temperature": "1.0",
        "file": the_file(verse),
    }


async def test_the_models_are_those_for_speech_of_both_lists(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await open_audio(window)
        box = window.find(QComboBox, "audio.model")
        await window.until(lambda: box.count() == 2, "both models")
        assert {box.itemText(row) for row in range(2)} == {"whisper-1", "whisper-large-v3-turbo"}


@pytest.mark.parametrize("typed", ["de", "German", "german", "de-DE"])
async def test_a_typed_language_is_sent_by_its_code(
    tmp_path: Path, hub: ScriptedServer, verse: Path, typed: str
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await choose_verse(window, verse)
        assert window.text("audio.language") == "Auto"
        window.choose("audio.language", typed)
        window.click("audio.run")
        await window.until_text("audio.transcript", VERSE)
    assert hub.last(TRANSCRIPTIONS).fields["language"] == "de"


async def test_a_reply_of_plain_text_is_understood(
    tmp_path: Path, hub: ScriptedServer, verse: Path
) -> None:
    hub.on("POST", TRANSCRIPTIONS, text_reply("Just the words.\n"))
    async with running_window(tmp_path, environ(hub)) as window:
        await choose_verse(window, verse)
        window.click("audio.run")
        await window.until_text("audio.transcript", "Just the words.")
    assert "language" not in hub.last(TRANSCRIPTIONS).fields


async def test_the_transcript_can_be_edited_copied_and_saved(
    tmp_path: Path, hub: ScriptedServer, verse: Path
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await choose_verse(window, verse)
        window.click("audio.run")
        await window.until_text("audio.transcript", VERSE)
        window.type("audio.transcript", "Édité – 你好")
        window.click("audio.copy")
        assert QGuiApplication.clipboard().text() == "Édité – 你好"
        window.click("audio.save")
        dialog = window.root.findChild(QFileDialog)
        assert dialog is not None
        target = tmp_path / "words.txt"
        dialog.fileSelected.emit(str(target))
        dialog.reject()
        await window.until(target.exists, "the file")
        await window.until(lambda: target.read_text("utf-8") == "Édité – 你好", "the words")


async def test_the_recordings_are_listed_and_a_deletion_can_be_taken_back(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    folder = paths_below(tmp_path).recordings
    folder.mkdir(parents=True)
    older = speak("Hello", folder / "2026-11-21 08-00-00.wav")
    newer = speak("Good morning", folder / "2026-11-22 09-30-00.wav")
    Recordings(folder).set_transcript(older, TranscriptState.DONE, "Hello.")
    Recordings(folder).set_transcript(newer, TranscriptState.FAILED)
    async with running_window(tmp_path, environ(hub)) as window:
        await open_audio(window)
        rows = window.find(QListWidget, "audio.recordings")
        await window.until(lambda: rows.count() == 2, "both recordings")
        assert "09:30" in rows.item(0).text()
        assert "Failed" in rows.item(0).text()
        assert "Hello." in rows.item(1).text()
        rows.setCurrentRow(1)
        assert window.text("audio.file") == older.name
        assert window.text("audio.transcript") == "Hello."
        window.click("audio.delete")
        await window.until(lambda: rows.count() == 1, "the deletion")
        assert older.exists()
        window.click("audio.undo_delete")
        await window.until(lambda: rows.count() == 2, "the recording to be back")
        assert window.text("audio.transcript") == "Hello."
        window.click("audio.delete")
        await window.until(lambda: rows.count() == 1, "the deletion")
        rows.setCurrentRow(0)
        window.click("audio.retry_recording")
        await window.until_text("audio.transcript", VERSE)
        await window.until(lambda: VERSE in rows.item(0).text(), "the state of the recording")
        window.type("audio.transcript", "Edited words")
    assert not older.exists()
    kept = Recordings(folder).newest_first()
    assert [(each.path, each.state, each.text) for each in kept] == [
        (newer, TranscriptState.DONE, "Edited words")
    ]


async def test_sound_named_on_the_command_line_is_opened(
    tmp_path: Path, hub: ScriptedServer, verse: Path
) -> None:
    named = Arguments(files=(verse,))
    async with running_window(tmp_path, environ(hub), named) as window:
        await window.until(
            lambda: window.root.findChild(QWidget, "audio.file") is not None, "Audio"
        )
        await window.until_text("audio.file", verse.name)
