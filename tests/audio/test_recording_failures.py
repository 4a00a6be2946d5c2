"""Whatever fails, the person is told what it was and keeps what had been said."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app.audio.recorder import Recorder
from desktop_app.audio.recorder_messages import Failed, Level, Recovered, Troubled
from desktop_app.core.errors import RecordingFailed, RecordingProblem
from tests.audio.processes import is_alive
from tests.audio.sounds import eventually, likeness, samples, was_heard

if TYPE_CHECKING:
    from desktop_app.audio.recorder_messages import RecorderEvent
    from tests.audio.conftest import OpenRecorder
    from tests.audio.pulse import VirtualMicrophone

_A_WINDOW = """
import asyncio, pathlib, sys
from desktop_app.audio.recorder import Recorder

async def main():
    recorder = await Recorder.open("", pathlib.Path(sys.argv[1]))
    print(await recorder.start(), recorder.pid, flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


def seconds_in(events: list[RecorderEvent]) -> float:
    return max((event.seconds for event in events if isinstance(event, Level)), default=0.0)


async def test_a_killed_recorder_leaves_a_file_with_all_that_was_said(
    virtual_microphone: VirtualMicrophone,
    open_recorder: OpenRecorder,
    events: list[RecorderEvent],
    speech: Path,
) -> None:
    recorder = await open_recorder()
    await recorder.start()
    await asyncio.to_thread(virtual_microphone.play, speech)
    await eventually(lambda: was_heard(events))
    os.kill(recorder.pid, signal.SIGKILL)
    await eventually(lambda: Failed(RecordingProblem.DIED) in events)
    recording = await recorder.stop()

    assert recording.problem is RecordingProblem.DIED
    assert recording.frames == len(samples(recording.path))
    assert likeness(samples(speech), samples(recording.path)) > 0.99


async def test_the_death_of_the_window_completes_the_file(
    virtual_microphone: VirtualMicrophone, tmp_path: Path, speech: Path
) -> None:
    window = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _A_WINDOW, str(tmp_path), stdout=asyncio.subprocess.PIPE
    )
    assert window.stdout is not None
    name, pid = (await window.stdout.readline()).decode().rsplit(maxsplit=1)
    await asyncio.to_thread(virtual_microphone.play, speech)
    window.kill()
    await window.wait()
    await eventually(lambda: not is_alive(int(pid)))

    assert likeness(samples(speech), samples(Path(name))) > 0.999


async def test_a_server_that_ends_ends_the_recording(
    virtual_microphone: VirtualMicrophone, open_recorder: OpenRecorder, events: list[RecorderEvent]
) -> None:
    recorder = await open_recorder()
    await recorder.start()
    await eventually(lambda: seconds_in(events) > 0.5)
    virtual_microphone.kill()
    await eventually(lambda: Failed(RecordingProblem.SERVER_GONE) in events)
    recording = await recorder.stop()

    assert recording.problem is RecordingProblem.SERVER_GONE
    assert recording.frames == len(samples(recording.path)) > 8_000


async def test_a_server_that_ends_before_the_start_is_told_at_the_start(
    virtual_microphone: VirtualMicrophone, open_recorder: OpenRecorder, events: list[RecorderEvent]
) -> None:
    recorder = await open_recorder()
    virtual_microphone.kill()
    await eventually(lambda: events and isinstance(events[-1], Failed))

    for use in (recorder.start, recorder.stop):
        with pytest.raises(RecordingFailed) as failure:
            await use()
        assert failure.value.problem is RecordingProblem.SERVER_GONE


async def test_a_frozen_server_is_noticed_and_the_recording_can_be_stopped(
    virtual_microphone: VirtualMicrophone, open_recorder: OpenRecorder, events: list[RecorderEvent]
) -> None:
    recorder = await open_recorder()
    await recorder.start()
    await eventually(lambda: seconds_in(events) > 0.5)
    virtual_microphone.freeze()
    await eventually(lambda: Troubled(RecordingProblem.STALLED) in events)
    recording = await recorder.stop()

    assert recording.problem is None
    assert recording.frames == len(samples(recording.path)) > 8_000


async def test_a_server_that_wakes_up_goes_on_recording(
    virtual_microphone: VirtualMicrophone, open_recorder: OpenRecorder, events: list[RecorderEvent]
) -> None:
    recorder = await open_recorder()
    await recorder.start()
    virtual_microphone.freeze()
    await eventually(lambda: Troubled(RecordingProblem.STALLED) in events)
    virtual_microphone.thaw()
    await eventually(lambda: Recovered(RecordingProblem.STALLED) in events)
    before = seconds_in(events)
    await eventually(lambda: seconds_in(events) > before)
    await recorder.stop()


async def test_a_muted_microphone_is_noticed(
    virtual_microphone: VirtualMicrophone,
    open_recorder: OpenRecorder,
    events: list[RecorderEvent],
    speech: Path,
) -> None:
    await open_recorder()
    virtual_microphone.mute()
    player = virtual_microphone.start_playing(speech)
    await eventually(lambda: Troubled(RecordingProblem.SILENT) in events)
    await asyncio.to_thread(player.wait)

    assert seconds_in(events) == 0


@pytest.mark.usefixtures("virtual_microphone")
async def test_a_full_disk_ends_the_recording_with_what_fitted(
    tmp_path: Path, events: list[RecorderEvent]
) -> None:
    limited = ("sh", "-c", 'ulimit -f 40; exec "$0" "$@"', sys.executable, "-m")
    recorder = await Recorder.open(
        "",
        tmp_path,
        events.append,
        command=(*limited, "desktop_app.audio.recorder_process"),
    )
    await recorder.start()
    await eventually(lambda: events and isinstance(events[-1], Failed))
    recording = await recorder.stop()

    assert recording.problem is RecordingProblem.DISK_FULL
    assert recording.frames == len(samples(recording.path)) > 8_000
