"""The microphone by PortAudio. It may hang with the sound server: the recorder's process only."""

from __future__ import annotations

import array
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from desktop_app.audio.recorder_messages import Device
from desktop_app.core.errors import RecordingFailed, RecordingProblem

if TYPE_CHECKING:
    from types import ModuleType

SPEECH_RATE = 16_000  # Hz; what Whisper hears
_BLOCKS_A_SECOND = 10
_LATENCY_SECONDS = 0.5

# Codes of portaudio.h
_BAD_FORMAT = frozenset({-9998, -9997, -9994})  # channels, rate, sample format
_PROBLEMS = {
    -9996: RecordingProblem.DEVICE_UNKNOWN,
    -9985: RecordingProblem.DEVICE_BUSY,
}


class Microphone:
    """An open input that gives PCM16 mono, about ten times a second.

    There is no stop: it hangs with the sound server; the process ends instead.
    """

    def __init__(self, identity: str) -> None:
        """Open the device (`identity` "": the system's default).

        Raises:
            RecordingFailed: there is no such device or it cannot be opened.
        """
        self._sounddevice = _import_sounddevice()
        index, self.device = _find(self._sounddevice, identity)
        self._on_sound: Callable[[bytes, bool], None] = _ignore_sound
        self._on_end: Callable[[], None] = _ignore_end
        self._stream, self.rate, self._channels = self._open(index)

    def start(self, on_sound: Callable[[bytes, bool], None], on_end: Callable[[], None]) -> None:
        """Begin to listen.

        Both are called on PortAudio's thread: `on_sound(sound, overflowed)` for every block,
        `on_end()` when the stream has ended by itself.

        Raises:
            RecordingFailed: the device does not start.
        """
        self._on_sound, self._on_end = on_sound, on_end
        try:
            self._stream.start()
        except self._sounddevice.PortAudioError as error:
            raise _as_failure(error) from error

    def _open(self, index: int) -> tuple[Any, int, int]:
        """Open at 16 kHz mono, else at the device's own rate, else with its own channels."""
        own = self.device
        formats = ((SPEECH_RATE, 1), (own.rate, 1), (SPEECH_RATE, own.channels))
        refusal = ""
        for rate, channels in dict.fromkeys((*formats, (own.rate, own.channels))):
            try:
                stream = self._sounddevice.RawInputStream(
                    samplerate=rate,
                    blocksize=rate // _BLOCKS_A_SECOND,
                    device=index,
                    channels=channels,
                    dtype="int16",
                    latency=_LATENCY_SECONDS,
                    callback=self._called_back,
                    finished_callback=self._ended,
                )
            except self._sounddevice.PortAudioError as error:
                if _code(error) not in _BAD_FORMAT:
                    raise _as_failure(error) from error
                refusal = str(error)
            else:
                return stream, rate, channels
        raise RecordingFailed(RecordingProblem.FORMAT_REFUSED, refusal)

    def _called_back(self, buffer: Any, _frames: int, _time: object, status: Any) -> None:  # noqa: ANN401 - cffi
        sound = bytes(buffer)
        if self._channels > 1:
            sound = array.array("h", sound)[:: self._channels].tobytes()
        self._on_sound(sound, bool(status.input_overflow))

    def _ended(self) -> None:
        self._on_end()


def input_devices() -> list[Device]:
    """The devices with an input, as the system orders them.

    Raises:
        RecordingFailed: PortAudio is missing.
    """
    return [device for _, device in _inputs(_import_sounddevice())]


def _ignore_sound(_sound: bytes, _overflowed: bool) -> None:
    """Nobody listens yet."""


def _ignore_end() -> None:
    """Nobody listens yet."""


def _import_sounddevice() -> ModuleType:
    try:
        import sounddevice
    except OSError as error:  # how the missing library shows
        raise RecordingFailed(RecordingProblem.PORTAUDIO_MISSING, str(error)) from error
    return sounddevice  # type: ignore[no-any-return] # it is untyped


def _inputs(sounddevice: ModuleType) -> Iterator[tuple[int, Device]]:
    hosts = sounddevice.query_hostapis()
    default = sounddevice.default.device[0]
    for found in sounddevice.query_devices():
        if not (channels := int(found["max_input_channels"])):
            continue
        host = hosts[found["hostapi"]]["name"]
        yield (
            found["index"],
            Device(
                identity=f"{found['name']}, {host}",
                name=found["name"],
                host=host,
                is_default=found["index"] == default,
                channels=channels,
                rate=round(found["default_samplerate"]),
            ),
        )


def _find(sounddevice: ModuleType, identity: str) -> tuple[int, Device]:
    inputs = list(_inputs(sounddevice))
    if not inputs:
        raise RecordingFailed(RecordingProblem.NO_DEVICE)
    for index, device in inputs:
        if device.identity == identity or (not identity and device.is_default):
            return index, device
    if identity:
        raise RecordingFailed(RecordingProblem.DEVICE_UNKNOWN, identity)
    return inputs[0]


def _code(error: Exception) -> int:
    return next((part for part in error.args[1:] if isinstance(part, int)), 0)


def _as_failure(error: Exception) -> RecordingFailed:
    problem = _PROBLEMS.get(_code(error), RecordingProblem.DEVICE_FAILED)
    return RecordingFailed(problem, str(error))
