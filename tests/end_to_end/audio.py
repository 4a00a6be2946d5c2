"""What the tests of the Audio tab and of dictation share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.audio.recordings import Recordings, SavedRecording
from tests.audio.pulse import speak
from tests.end_to_end.window import paths_below

if TYPE_CHECKING:
    from tests.end_to_end.window import Window

AUDIO_TAB = 4
TRANSCRIPTIONS = "/v2/audio/audio/transcriptions"
TRANSLATIONS = "/v2/audio/audio/translations"
SENTENCE = "The weather in Hamburg is very nice today."


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A spoken sentence, 16 kHz mono WAV."""
    return speak(SENTENCE, tmp_path_factory.mktemp("speech") / "speech.wav")


@pytest.fixture(scope="module")
def verse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A spoken sentence as the guide's audio_file.mp3."""
    import soundfile as sf

    folder = tmp_path_factory.mktemp("verse")
    sound, rate = sf.read(speak("What is Open Telekom Cloud?", folder / "verse.wav"))
    sf.write(folder / "audio_file.mp3", sound, rate)
    return folder / "audio_file.mp3"


async def open_audio(window: Window) -> None:
    """Bring the tab to the front and wait for its models."""
    window.show_tab(AUDIO_TAB)
    await window.until_text("main.connection", "connected, ")
    await window.until(lambda: bool(window.text("audio.model")), "a model")


def recordings(tmp_path: Path) -> list[SavedRecording]:
    """What a person’s folder holds."""
    return Recordings(paths_below(tmp_path).recordings).newest_first()


async def listening(window: Window) -> None:
    """Bring the tab to the front and wait until the microphone hears."""
    await open_audio(window)
    await window.until_text("audio.state", "Listening")


async def begin_recording(window: Window) -> None:
    """Press the button and wait until it records."""
    window.click("audio.record")
    await window.until_text("audio.state", "Recording")


async def end_recording(window: Window) -> None:
    """Press the button again and wait for the file."""
    window.click("audio.record")
    await window.until_text("audio.file", ".wav")


def drop(window: Window, path: Path, name: str = "audio.transcript") -> None:
    """Drop a file on a control as a file manager does."""
    control = window.find(QWidget, name)
    target = getattr(control, "viewport", lambda: control)()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, no_key = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(20, 20), copy, mime, left, no_key))
    QApplication.sendEvent(target, QDropEvent(QPointF(20, 20), copy, mime, left, no_key))


async def choose_verse(window: Window, verse: Path) -> None:
    """Drop the guide’s file on the tab."""
    await open_audio(window)
    drop(window, verse)
    await window.until_text("audio.file", "audio_file.mp3")
