"""A person’s microphone is found, chosen, muted, taken away or missing."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import soundfile as sf
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox

from tests.audio.pulse import VirtualMicrophone, virtual_microphone
from tests.audio.sounds import likeness, samples
from tests.end_to_end.audio import (
    begin_recording,
    end_recording,
    listening,
    open_audio,
    recordings,
    speech,
)
from tests.end_to_end.window import environ, running_window

if TYPE_CHECKING:
    from tests.servers import ScriptedServer

__all__ = ["speech", "virtual_microphone"]


async def test_a_pause_leaves_out_what_is_said_meanwhile(
    tmp_path: Path, hub: ScriptedServer, speech: Path, virtual_microphone: VirtualMicrophone
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await listening(window)
        QTest.keyClick(
            window.root,
            Qt.Key.Key_R,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
        await window.until_text("audio.state", "Recording")
        window.click("audio.pause")
        assert window.text("audio.state") == "Paused"
        await asyncio.to_thread(virtual_microphone.play, speech)
        window.click("audio.pause")
        await window.until_text("audio.state", "Recording")
        await end_recording(window)
    [kept] = recordings(tmp_path)
    assert kept.seconds < sf.info(speech).duration
    assert likeness(samples(speech), samples(kept.path)) < 0.5


async def test_a_microphone_that_goes_away_is_said_so_and_what_was_said_is_kept(
    tmp_path: Path, hub: ScriptedServer, speech: Path, virtual_microphone: VirtualMicrophone
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await listening(window)
        await begin_recording(window)
        await asyncio.to_thread(virtual_microphone.play, speech)
        virtual_microphone.kill()
        await window.until_text("audio.error", "went away")
        await window.until_text("audio.file", ".wav")
        assert "went away" in window.text("audio.error")
    [kept] = recordings(tmp_path)
    assert likeness(samples(speech), samples(kept.path)) > 0.99


async def test_a_muted_microphone_is_noticed(
    tmp_path: Path, hub: ScriptedServer, virtual_microphone: VirtualMicrophone
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await listening(window)
        virtual_microphone.mute()
        await window.until_text("audio.notice", "muted")
        assert window.text("audio.error") == ""


@pytest.mark.usefixtures("virtual_microphone")
async def test_the_devices_are_listed_and_the_choice_is_remembered(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await listening(window)
        box = window.find(QComboBox, "audio.device")
        await window.until(lambda: box.count() > 1, "the devices")
        box.setCurrentIndex(1)
        box.activated.emit(1)
        chosen = box.currentText()
        await window.until_text("audio.state", "Opening")
        await window.until_text("audio.state", "Listening")
    async with running_window(tmp_path, environ(hub)) as window:
        await listening(window)
        box = window.find(QComboBox, "audio.device")
        await window.until(lambda: box.currentText() == chosen, "the device of the last time")


async def test_without_a_microphone_files_can_still_be_opened(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await open_audio(window)
        await window.until_text("audio.notice", "no microphone")
        assert window.text("audio.error") == ""
        window.click("audio.record")
        await window.until_text("audio.error", "no microphone")
        assert not window.find(QAbstractButton, "audio.record").isChecked()
        assert window.find(QAbstractButton, "audio.open").isEnabled()
