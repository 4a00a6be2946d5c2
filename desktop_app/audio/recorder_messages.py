"""What the recorder's process says on its standard output: one JSON object a line."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from desktop_app.core.errors import RecordingProblem


@dataclass(frozen=True, slots=True)
class Device:
    """A device with an input. `identity` is what opens it again; `rate` in Hz is its own."""

    identity: str
    name: str
    host: str
    is_default: bool
    channels: int
    rate: int


@dataclass(frozen=True, slots=True)
class Ready:
    """Sound arrives: from now on every word is heard."""

    device: str
    rate: int


@dataclass(frozen=True, slots=True)
class Started:
    """The file exists and is being written."""

    path: str


@dataclass(frozen=True, slots=True)
class Level:
    """How loud the last tenth of a second was (0 to 1), and the seconds recorded so far."""

    peak: float
    rms: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Troubled:
    """Something is wrong but the recording goes on: STALLED or SILENT."""

    problem: RecordingProblem


@dataclass(frozen=True, slots=True)
class Recovered:
    """What `Troubled` said is over."""

    problem: RecordingProblem


@dataclass(frozen=True, slots=True)
class Lost:
    """Frames that never arrived, from the beginning until now."""

    frames: int


@dataclass(frozen=True, slots=True)
class Failed:
    """The recording is over. What had arrived is in the file."""

    problem: RecordingProblem
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """The file is complete and closed."""

    frames: int
    seconds: float
    lost_frames: int


RecorderEvent = Level | Troubled | Recovered | Lost | Failed  # what the window is told
Message = Device | Ready | Started | RecorderEvent | Done

_KINDS: dict[str, type[Message]] = {
    kind.__name__.lower(): kind
    for kind in (Device, Ready, Started, Level, Troubled, Recovered, Lost, Failed, Done)
}


def encode(message: Message) -> str:
    """The message as one line, without its end."""
    return json.dumps({"event": type(message).__name__.lower(), **asdict(message)})


def decode(line: str) -> Message | None:
    """The message of a line, or None when it is none (a library may print on its own)."""
    try:
        fields = json.loads(line)
        kind = _KINDS[fields.pop("event")]
        if "problem" in fields:
            fields["problem"] = RecordingProblem(fields["problem"])
        return kind(**fields)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
