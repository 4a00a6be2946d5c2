"""The microphones of the system, asked for in a process that may hang."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from desktop_app.audio.recorder_messages import Device, Failed, decode
from desktop_app.core.child_process import ChildProcess
from desktop_app.core.errors import RecordingFailed, RecordingProblem
from desktop_app.core.own_command import child_command

RECORDER_COMMAND = child_command("desktop_app.audio.recorder_process")
TIME_LIMIT = 10.0  # seconds; a sound server that hangs never answers


async def list_devices(
    *,
    command: Sequence[str] = RECORDER_COMMAND,
    environ: Mapping[str, str] | None = None,
    time_limit: float = TIME_LIMIT,
) -> tuple[Device, ...]:
    """The microphones of the system; none is no error.

    Raises:
        RecordingFailed: PortAudio is missing, or the sound system does not answer or crashes.
    """
    child = await start_recorder([*command, "--list-devices"], environ)
    try:
        async with asyncio.timeout(time_limit):
            said = [decode(line) async for line in child.lines()]
    except TimeoutError:
        raise RecordingFailed(RecordingProblem.NO_ANSWER) from None
    finally:
        await child.stop(grace=0.0)
    for message in said:
        if isinstance(message, Failed):
            raise RecordingFailed(message.problem, message.detail)
    if child.returncode:
        raise RecordingFailed(RecordingProblem.DIED)
    return tuple(message for message in said if isinstance(message, Device))


async def start_recorder(command: Sequence[str], environ: Mapping[str, str] | None) -> ChildProcess:
    """Start the recorder's program.

    Raises:
        RecordingFailed: it cannot be started.
    """
    try:
        return await ChildProcess.start(command, environ)
    except OSError as error:
        raise RecordingFailed(RecordingProblem.DIED, error.strerror or "") from error
