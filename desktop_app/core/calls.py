"""Calls to servers as they are recorded: what was sent, what came back, how long it took."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

KEPT_DAYS = 30
KEPT_BYTES = 200 * 1000 * 1000  # of the file of all calls
STOPPED = "Stopped"  # stands where a typed error's name would: a person, or the program, ended it

Headers = tuple[tuple[str, str], ...]


class CallKind(StrEnum):
    """What a call asks for."""

    CHAT = "chat"
    COMPLETION = "completion"
    EMBEDDINGS = "embeddings"
    TRANSCRIPTION = "transcription"
    TRANSLATION = "translation"
    MODELS = "models"
    OTHER = "other"


_PATHS = {
    "/chat/completions": CallKind.CHAT,
    "/completions": CallKind.COMPLETION,
    "/embeddings": CallKind.EMBEDDINGS,
    "/audio/transcriptions": CallKind.TRANSCRIPTION,
    "/audio/translations": CallKind.TRANSLATION,
    "/models": CallKind.MODELS,
}


def kind_and_base(url: str) -> tuple[CallKind, str]:
    """What a URL without its query asks for, and the base that its operation is below."""
    for path, kind in _PATHS.items():
        if url.endswith(path):
            return kind, url.removesuffix(path)
    return CallKind.OTHER, url


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSummary:
    """What a list shows of a call. Times are seconds, `began` those since 1970.

    `status` is 0 where no reply came; `error` names the type of an error, or is `STOPPED`, or "".
    `first_byte` is the time until the reply began. `retries` counts the tries before this one.
    """

    began: float
    profile: str
    kind: CallKind
    method: str
    url: str
    model: str = ""
    status: int = 0
    error: str = ""
    request_id: str = ""
    first_byte: float | None = None
    duration: float = 0.0
    tokens_in: int | None = None
    tokens_out: int | None = None
    retries: int = 0
    id: int = 0

    @property
    def failed(self) -> bool:
        """Whether it came to nothing, other than by being stopped."""
        return bool(self.error) and self.error != STOPPED


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A body as it is kept. Keys in it are masked.

    `size` is that of the whole body in bytes. Where a long one was shortened, `cut_at` is the
    place in `text` at which its middle is missing, else -1. `is_altered` says that pictures are
    replaced by their type and size, or keys by a mask. Of sound, nothing but this is kept: `text`
    is empty, or holds the form's fields as JSON with a "file" among them.
    """

    media_type: str = ""
    text: str = ""
    size: int = 0
    cut_at: int = -1
    is_altered: bool = False

    @property
    def is_cut(self) -> bool:
        """Whether the middle is missing."""
        return self.cut_at >= 0

    @property
    def is_form(self) -> bool:
        """Whether it was sent as a form, with a file."""
        return self.media_type == "multipart/form-data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Seconds of each stage; None for one that there was not, as on a connection in use already."""

    connect: float | None = None
    tls: float | None = None
    send: float | None = None
    wait: float | None = None
    receive: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRecord:
    """Everything that is kept of a call. The key is masked in all of it."""

    summary: CallSummary
    request_headers: Headers = ()
    request: Content = Content()
    response_headers: Headers = ()
    response: Content = Content()
    timing: Timing = Timing()
