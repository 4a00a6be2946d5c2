"""What to upload of a sound file: as it is where possible, encoded smaller where needed.

Sizes and word errors of each format were measured with Whisper: WAV and FLAC give the same text,
MP3 at libsndfile's default nearly so at a sixth of the size; it is the slowest to make.
"""

from __future__ import annotations

import asyncio
import io
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.audio.sound_format import HEAD_BYTES, MEDIA_TYPES, sound_format
from desktop_app.audio.splitting import WHOLE, Abandoned, Piece
from desktop_app.core.errors import SoundUnreadable, UploadTooLarge

if TYPE_CHECKING:
    import numpy as np

UPLOAD_LIMIT = 25_000_000  # bytes
_WAV_LIMIT = 4_000_000  # two minutes of 16 kHz mono; above, FLAC is worth its while
_FLAC_LIMIT = 20_000_000
_BLOCK_FRAMES = 16_384
_CODECS = {
    "wav": ("WAV", "PCM_16"),
    "flac": ("FLAC", "PCM_16"),
    "mp3": ("MP3", "MPEG_LAYER_III"),
    "ogg": ("OGG", "VORBIS"),
}
_MP3_RATES = frozenset({8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it is sent; `seconds` is None when only the server can tell."""

    file_name: str
    content: bytes
    media_type: str
    seconds: float | None


async def prepare_upload(
    path: Path, limit: int = UPLOAD_LIMIT, prefer: str = "", piece: Piece = WHOLE
) -> Upload:
    """What to send of `path`, at most `limit` bytes; the work is done in a thread.

    Args:
        path: A sound or video file.
        limit: Bytes that the server takes.
        prefer: "wav", "flac", "mp3" or "ogg" when the server refused another format.
        piece: The part that is to be sent.

    Raises:
        SoundUnreadable: the file is missing, empty or no sound.
        UploadTooLarge: it is larger than `limit` in every format.
    """
    abandoned = threading.Event()
    try:
        return await asyncio.to_thread(_prepare, path, limit, prefer, piece, abandoned)
    finally:
        abandoned.set()


def _prepare(
    path: Path, limit: int, prefer: str, piece: Piece, abandoned: threading.Event
) -> Upload:
    try:
        with path.open("rb") as stream:
            found = sound_format(stream.read(HEAD_BYTES), path.suffix.lower().lstrip("."))
        size = path.stat().st_size
        info = _info(path)
        if info is None and (not found or found in {"wav", "flac"} or prefer):
            raise SoundUnreadable
        seconds = None if info is None else _seconds(info, piece)
        if seconds == 0:
            raise SoundUnreadable
        is_whole = piece.start == 0 and piece.end is None
        if is_whole and size <= limit and _fits_as_it_is(found, info, size, prefer):
            return _upload(path.stem, found, path.read_bytes(), seconds)
    except OSError as error:
        raise SoundUnreadable(error.strerror or "") from error
    if info is not None:
        for extension, most in _attempts(info, limit, prefer):
            content = _encode(path, piece, extension, most, abandoned)
            if content is not None:
                name = path.stem if is_whole else f"{path.stem} {round(piece.offset)}s"
                return _upload(name, extension, content, seconds)
    raise UploadTooLarge(limit)


def _upload(name: str, extension: str, content: bytes, seconds: float | None) -> Upload:
    return Upload(f"{name}.{extension}", content, MEDIA_TYPES[extension], seconds)


def _seconds(info: Any, piece: Piece) -> float:  # noqa: ANN401
    end = info.frames if piece.end is None else piece.end
    return float(max(0, end - piece.start) / info.samplerate)


def _info(path: Path) -> Any:  # noqa: ANN401 - soundfile is untyped
    """What libsndfile knows of the file; None when it cannot read it."""
    import soundfile

    try:
        return soundfile.info(path)
    except (soundfile.SoundFileError, TypeError):  # TypeError: raw samples, going by the name
        return None


def _fits_as_it_is(found: str, info: Any, size: int, prefer: str) -> bool:  # noqa: ANN401
    if not found or (prefer and found != prefer):
        return False
    if found == "wav":
        return info.subtype == "PCM_16" and (bool(prefer) or size <= _WAV_LIMIT)
    return True


def _attempts(info: Any, limit: int, prefer: str) -> list[tuple[str, int]]:  # noqa: ANN401
    """Formats to try in turn, each with the bytes it may take."""
    if prefer:
        return [(prefer, limit)]
    lossy = "mp3" if info.samplerate in _MP3_RATES else "ogg"
    return [
        ("wav", min(limit, _WAV_LIMIT)),
        ("flac", min(limit, _FLAC_LIMIT)),
        (lossy, limit),
    ]


def _encode(
    path: Path, piece: Piece, extension: str, most: int, abandoned: threading.Event
) -> bytes | None:
    """The sound, mixed to mono, in another format; None as soon as it takes more than `most`."""
    import soundfile

    from desktop_app.audio.sound_reader import SoundReader

    container, subtype = _CODECS[extension]
    result = io.BytesIO()
    try:
        with (
            SoundReader(path) as source,
            soundfile.SoundFile(
                result, "w", source.samplerate, 1, subtype, format=container
            ) as target,
        ):
            # Whole numbers stay what they are: the way over floats would change the last bit.
            dtype = "int16" if source.subtype.startswith("PCM_") else "float32"
            for block in source.part(piece.start, piece.end, _BLOCK_FRAMES, dtype):
                if abandoned.is_set():
                    raise Abandoned
                target.write(_mono(block))
                if result.tell() > most:
                    return None
    except soundfile.SoundFileError as error:
        raise SoundUnreadable(str(error)) from error
    return result.getvalue() if len(result.getbuffer()) <= most else None


def _mono(block: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Channels (frames × channels) averaged to one."""
    mono: np.ndarray[Any, Any] = block.mean(axis=1).astype(block.dtype)
    return mono
