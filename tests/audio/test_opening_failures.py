"""A microphone that cannot be used is told at once, with the reason."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app.audio.devices import list_devices
from desktop_app.audio.recorder import Recorder
from desktop_app.core.errors import RecordingFailed, RecordingProblem
from tests.audio.processes import is_alive
from tests.audio.sounds import eventually

if TYPE_CHECKING:
    from tests.audio.pulse import VirtualMicrophone


async def test_a_server_that_hangs_at_the_start_is_given_up(
    virtual_microphone: VirtualMicrophone, tmp_path: Path
) -> None:
    virtual_microphone.freeze()
    with pytest.raises(RecordingFailed) as failure:
        await Recorder.open("", tmp_path, time_limit=1.0)
    assert failure.value.problem is RecordingProblem.NO_ANSWER
    with pytest.raises(RecordingFailed) as failure:
        await list_devices(time_limit=1.0)
    assert failure.value.problem is RecordingProblem.NO_ANSWER


@pytest.mark.usefixtures("virtual_microphone")
async def test_an_unknown_microphone_is_told(tmp_path: Path) -> None:
    with pytest.raises(RecordingFailed) as failure:
        await Recorder.open("A headset that was unplugged, ALSA", tmp_path)

    assert failure.value.problem is RecordingProblem.DEVICE_UNKNOWN


async def test_a_machine_without_a_microphone(tmp_path: Path) -> None:
    environ = {**os.environ, "PULSE_SERVER": f"unix:{tmp_path / 'nobody'}"}

    assert await list_devices(environ=environ) == ()
    with pytest.raises(RecordingFailed) as failure:
        await Recorder.open("", tmp_path, environ=environ)
    assert failure.value.problem is RecordingProblem.NO_DEVICE


async def test_a_sound_system_that_crashes_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "alsa.conf"
    broken.touch()
    environ = {**os.environ, "ALSA_CONFIG_PATH": str(broken)}  # PortAudio aborts

    for use in (list_devices(environ=environ), Recorder.open("", tmp_path, environ=environ)):
        with pytest.raises(RecordingFailed) as failure:
            await use
        assert failure.value.problem is RecordingProblem.DIED


async def test_a_machine_without_portaudio(tmp_path: Path) -> None:
    # Python runs this module at its start; sounddevice then finds no library.
    (tmp_path / "sitecustomize.py").write_text(
        "import ctypes.util\nctypes.util.find_library = lambda name: None\n"
    )
    environ = {**os.environ, "PYTHONPATH": str(tmp_path)}

    for use in (list_devices(environ=environ), Recorder.open("", tmp_path, environ=environ)):
        with pytest.raises(RecordingFailed) as failure:
            await use
        assert failure.value.problem is RecordingProblem.PORTAUDIO_MISSING


@pytest.mark.usefixtures("virtual_microphone")
async def test_a_folder_that_cannot_be_written_is_told_at_the_start(tmp_path: Path) -> None:
    folder = tmp_path / "a file"
    folder.touch()
    recorder = await Recorder.open("", folder)
    with pytest.raises(RecordingFailed) as failure:
        await recorder.start()
    await recorder.close()

    assert failure.value.problem is RecordingProblem.FOLDER_UNWRITABLE


async def test_giving_up_while_the_microphone_opens_leaves_no_process(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    command = ("sh", "-c", f'echo $$ > "{pid_file}"; exec sleep 60')
    opening = asyncio.ensure_future(Recorder.open("", tmp_path, command=command))
    await eventually(lambda: pid_file.exists() and pid_file.read_text().strip())
    opening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await opening

    await eventually(lambda: not is_alive(int(pid_file.read_text())))
