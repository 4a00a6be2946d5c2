"""A person records what is said into a real microphone."""

from __future__ import annotations

import asyncio
import ctypes
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile as sf

from desktop_app.audio.devices import list_devices
from desktop_app.audio.recorder import Recorder
from desktop_app.audio.recorder_messages import Level
from tests.audio.sounds import eventually, likeness, place, samples, was_heard, write_tone

if TYPE_CHECKING:
    from desktop_app.audio.recorder_messages import RecorderEvent
    from tests.audio.conftest import OpenRecorder
    from tests.audio.pulse import VirtualMicrophone


async def test_the_recording_equals_what_was_said(
    virtual_microphone: VirtualMicrophone,
    open_recorder: OpenRecorder,
    events: list[RecorderEvent],
    speech: Path,
) -> None:
    recorder = await open_recorder()
    path = await recorder.start()
    await asyncio.to_thread(virtual_microphone.play, speech)
    recording = await recorder.stop()

    assert recording.path == path
    assert recording.lost_frames == 0
    assert recording.problem is None
    assert recording.frames == len(samples(path)) == round(recording.seconds * 16_000)
    assert sf.info(path).subtype == "PCM_16"
    assert likeness(samples(speech), samples(path)) > 0.999
    levels = [event for event in events if isinstance(event, Level)]
    assert max(level.peak for level in levels) > 0.1
    assert all(level.rms <= level.peak <= 1 for level in levels)


async def test_nothing_is_lost_while_the_window_is_kept_busy(
    virtual_microphone: VirtualMicrophone, open_recorder: OpenRecorder, speech: Path
) -> None:
    recorder = await open_recorder()
    await recorder.start()
    player = virtual_microphone.start_playing(speech)
    while player.poll() is None:
        ctypes.PyDLL(None).usleep(300_000)  # unlike time.sleep it keeps the GIL
        await asyncio.sleep(0)
    recording = await recorder.stop()

    assert recording.lost_frames == 0
    assert likeness(samples(speech), samples(recording.path)) > 0.999


async def test_a_word_just_before_the_start_is_recorded(
    virtual_microphone: VirtualMicrophone, open_recorder: OpenRecorder, tmp_path: Path
) -> None:
    recorder = await open_recorder()
    tone = write_tone(tmp_path / "tone.wav")
    await asyncio.to_thread(virtual_microphone.play, tone)
    await recorder.start()
    recording = await recorder.stop()

    recorded = samples(recording.path)
    heard = np.flatnonzero(np.abs(recorded) > 1_000)
    assert len(heard) > 2_000  # the tone was over when `start` was called
    assert place(samples(tone), recorded) < 0  # and half a second is all that is kept


async def test_what_is_said_during_a_pause_is_left_out(
    virtual_microphone: VirtualMicrophone,
    open_recorder: OpenRecorder,
    events: list[RecorderEvent],
    tmp_path: Path,
) -> None:
    tone = write_tone(tmp_path / "tone.wav")

    def lengths() -> list[float]:
        return [event.seconds for event in events if isinstance(event, Level)]

    recorder = await open_recorder()
    await recorder.start()
    await eventually(lambda: lengths() and lengths()[-1] > 0.5)
    recorder.pause()
    await eventually(lambda: len(set(lengths()[-2:])) == 1)  # it grows no more
    before = lengths()[-1]
    await asyncio.to_thread(virtual_microphone.play, tone)
    await eventually(lambda: was_heard(events))
    assert lengths()[-1] == before
    recorder.resume()
    await eventually(lambda: lengths()[-1] > before + 0.3)
    recording = await recorder.stop()

    assert recording.lost_frames == 0
    assert np.count_nonzero(samples(recording.path)) == 0


async def test_recordings_never_overwrite_one_another(open_recorder: OpenRecorder) -> None:
    recorders = await asyncio.gather(*(open_recorder() for _ in range(2)))
    paths = await asyncio.gather(*(recorder.start() for recorder in recorders))
    for recorder in recorders:
        await recorder.stop()

    assert len(set(paths)) == 2
    assert all(path.exists() for path in paths)


async def test_listening_without_recording_leaves_no_file(
    open_recorder: OpenRecorder, tmp_path: Path
) -> None:
    recorder = await open_recorder()
    await recorder.close()

    assert not (tmp_path / "recordings").exists()


async def test_closing_the_tab_completes_the_recording(
    open_recorder: OpenRecorder, events: list[RecorderEvent]
) -> None:
    recorder = await open_recorder()
    path = await recorder.start()
    await eventually(lambda: any(isinstance(event, Level) and event.seconds for event in events))
    await recorder.close()
    await recorder.close()

    assert len(samples(path)) > 1_000


@pytest.mark.usefixtures("virtual_microphone")
async def test_the_microphones_are_listed_and_opened_by_identity(tmp_path: Path) -> None:
    devices = await list_devices()

    assert [device.is_default for device in devices].count(True) == 1
    for device in devices:
        recorder = await Recorder.open(device.identity, tmp_path)
        await recorder.close()
