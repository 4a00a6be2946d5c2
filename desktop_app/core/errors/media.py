"""Errors of recordings, sound files and pictures."""

from __future__ import annotations

from enum import StrEnum

from desktop_app.core.errors.base import HubError


class RecordingProblem(StrEnum):
    """What can go wrong between a microphone and its file."""

    PORTAUDIO_MISSING = "portaudio_missing"  # the library is not installed
    NO_ANSWER = "no_answer"  # the sound server hangs
    NO_DEVICE = "no_device"  # there is no microphone at all
    DEVICE_UNKNOWN = "device_unknown"  # the chosen microphone is not there (any more)
    DEVICE_BUSY = "device_busy"  # another program has it for itself
    DEVICE_FAILED = "device_failed"  # the driver says no, in words of its own
    FORMAT_REFUSED = "format_refused"  # it takes neither 16 kHz mono nor its own rate
    SERVER_GONE = "server_gone"  # unplugged, or the sound server has ended
    STALLED = "stalled"  # nothing has arrived for two seconds; it may go on
    SILENT = "silent"  # exact zeros: muted, or the source was taken away
    FOLDER_UNWRITABLE = "folder_unwritable"
    DISK_FULL = "disk_full"
    DIED = "died"  # the recorder's process was ended


class RecordingFailed(HubError):
    """The recording could not begin or go on. `detail` holds the library's words, or ""."""

    def __init__(self, problem: RecordingProblem, detail: str = "") -> None:
        super().__init__(f"{problem} {detail}".rstrip())
        self.problem = problem
        self.detail = detail


class SoundUnreadable(HubError):
    """The file is empty, broken, or no sound that can be read."""


class UploadTooLarge(HubError):
    """The sound is larger than the server takes (`limit` bytes), however it is encoded."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} bytes")
        self.limit = limit


class PictureProblem(StrEnum):
    """Why a picture cannot be used."""

    MISSING = "missing"  # no such file
    NO_ACCESS = "no_access"  # the system does not let us read it
    EMPTY = "empty"
    NOT_A_PICTURE = "not_a_picture"  # its content, whatever its name says
    UNSUPPORTED_FORMAT = "unsupported_format"  # a picture, in a format that cannot be read here
    TRUNCATED = "truncated"  # ends too early, as a download that was broken off
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"  # more pixels or bytes than can be read without harm


class PictureUnreadable(HubError):
    """A picture that cannot be used; `format_name` is what its content shows it to be, or ""."""

    def __init__(self, problem: PictureProblem, *, name: str = "", format_name: str = "") -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.name = name
        self.format_name = format_name
