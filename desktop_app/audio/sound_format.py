"""The formats of sound that servers take, told by a file's first bytes."""

from __future__ import annotations

# What the transcription API of OpenAI takes, by file extension.
MEDIA_TYPES = {
    "flac": "audio/flac",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "mpeg": "video/mpeg",
    "mpga": "audio/mpeg",
    "oga": "audio/ogg",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "webm": "audio/webm",
}
HEAD_BYTES = 12

# Where a format shows, how, and what its files are called: the first name is the usual one.
_MAGIC = (
    (8, b"WAVE", ("wav",)),
    (0, b"fLaC", ("flac",)),
    (0, b"OggS", ("ogg", "oga")),
    (4, b"ftypM4A", ("m4a", "mp4")),
    (4, b"ftyp", ("mp4", "m4a")),
    (0, b"\x1a\x45\xdf\xa3", ("webm",)),
    (0, b"\x00\x00\x01\xba", ("mpeg",)),
    (0, b"\x00\x00\x01\xb3", ("mpeg",)),
    (0, b"ID3", ("mp3", "mpga", "mpeg")),
)


def sound_format(head: bytes, extension: str) -> str:
    """The extension that fits the content, or "" when it is no format of `MEDIA_TYPES`.

    Args:
        head: The file's first `HEAD_BYTES` bytes.
        extension: What the file is called, without a dot; it chooses between names of one format.
    """
    fitting = _fitting_extensions(head)
    return extension if extension in fitting else next(iter(fitting), "")


def _fitting_extensions(head: bytes) -> tuple[str, ...]:
    for offset, magic, extensions in _MAGIC:
        if head[offset:].startswith(magic):
            return extensions
    return ("mp3", "mpga", "mpeg") if _is_mpeg_audio(head) else ()


def _is_mpeg_audio(head: bytes) -> bool:
    """Eleven bits of synchronisation, and a layer (AAC has none)."""
    return len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and bool(head[1] & 0x06)
