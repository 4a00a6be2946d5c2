"""Whether a picture file has come to its end, found without decoding it.

Qt shows the upper part of a picture that was cut off and calls that success.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

from desktop_app.core.errors import PictureProblem
from desktop_app.core.picture_formats import PictureFormat

_JPEG_SCAN = 0xDA
_JPEG_MAX_SEGMENTS = 10_000  # far beyond any camera; bounds the time that a hostile file takes
_JPEG_END = b"\xff\xd9"
_JPEG_PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
_SEARCH_LENGTH = 1_000_000  # bytes
_GIF_EXTENSION, _GIF_IMAGE = 0x21, 0x2C


def find_defect(kind: PictureFormat, data: bytes) -> PictureProblem | None:
    """`TRUNCATED` or `DAMAGED` when the structure of `data` shows it, else None.

    TIFF is left to its decoder, which does not accept a file that was cut off.
    """
    check = _CHECKS.get(kind)
    return check(data) if check else None


def is_progressive_jpeg(data: bytes) -> bool:
    """Whether its decoder must hold all of the picture, however small it is wanted."""
    return any(marker in _JPEG_PROGRESSIVE for marker, _ in _jpeg_segments(data))


def _jpeg_defect(data: bytes) -> PictureProblem | None:
    # A thumbnail in the segments before the scan has an end mark of its own.
    scan = next((at for marker, at in _jpeg_segments(data) if marker == _JPEG_SCAN), len(data))
    # From the back, where it should be; in pieces, because a search holds Python's lock.
    pieces = reversed(range(scan, len(data), _SEARCH_LENGTH))
    found = any(data.find(_JPEG_END, at, at + _SEARCH_LENGTH + 1) >= 0 for at in pieces)
    return None if found else PictureProblem.TRUNCATED


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Marker and offset of the segments up to the first scan."""
    at = 2
    for _ in range(_JPEG_MAX_SEGMENTS):
        if at + 4 > len(data) or data[at] != 0xFF:
            return
        marker = data[at + 1]
        yield marker, at
        if marker == _JPEG_SCAN:
            return
        at += 1 if marker == 0xFF else 2 + int.from_bytes(data[at + 2 : at + 4])


def _png_defect(data: bytes) -> PictureProblem | None:
    at = 8
    view = memoryview(data)
    while at + 12 <= len(data):
        length = int.from_bytes(view[at : at + 4])
        end = at + 12 + length
        if end > len(data):
            return PictureProblem.TRUNCATED
        if zlib.crc32(view[at + 4 : end - 4]) != int.from_bytes(view[end - 4 : end]):
            return PictureProblem.DAMAGED
        if data[at + 4 : at + 8] == b"IEND":
            return None
        at = end
    return PictureProblem.TRUNCATED


def _gif_defect(data: bytes) -> PictureProblem | None:
    # Only the first picture is sent, so it is enough that this one is whole.
    try:
        at = 13 + _gif_palette_length(data[10])
        while data[at] == _GIF_EXTENSION:
            at = _after_gif_blocks(data, at + 2)
        if data[at] != _GIF_IMAGE:
            return PictureProblem.DAMAGED
        _after_gif_blocks(data, at + 11 + _gif_palette_length(data[at + 9]))
    except IndexError:
        return PictureProblem.TRUNCATED
    return None


def _gif_palette_length(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_gif_blocks(data: bytes, at: int) -> int:
    while length := data[at]:
        at += 1 + length
    return at + 1


def _webp_defect(data: bytes) -> PictureProblem | None:
    announced = 8 + int.from_bytes(data[4:8], "little")
    return PictureProblem.TRUNCATED if len(data) < announced else None


def _bmp_defect(data: bytes) -> PictureProblem | None:
    # Only plain rows have a length that is known beforehand (compression 0 or 3).
    if len(data) < 34:
        return PictureProblem.TRUNCATED
    header = int.from_bytes(data[14:18], "little")
    if header < 40 or data[30] not in (0, 3):
        return None
    width, height = (
        abs(int.from_bytes(data[at : at + 4], "little", signed=True)) for at in (18, 22)
    )
    row = (width * int.from_bytes(data[28:30], "little") + 31) // 32 * 4
    needed = int.from_bytes(data[10:14], "little") + row * height
    return PictureProblem.TRUNCATED if len(data) < needed else None


_CHECKS: dict[PictureFormat, Callable[[bytes], PictureProblem | None]] = {
    PictureFormat.JPEG: _jpeg_defect,
    PictureFormat.PNG: _png_defect,
    PictureFormat.GIF: _gif_defect,
    PictureFormat.WEBP: _webp_defect,
    PictureFormat.BMP: _bmp_defect,
}
