"""Decodes a picture upright and small, without the memory that its full size would take."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QBuffer, QIODevice, QLoggingCategory, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from desktop_app.core.errors import PictureProblem
from desktop_app.core.picture_formats import PictureFormat
from desktop_app.images.completeness import find_defect, is_progressive_jpeg

MAX_PIXELS = 220_000_000  # phones take pictures of 200 million
_DECODER_MEMORY = 256 * 1024 * 1024  # bytes; Qt refuses more
_TURNED = QImageIOHandler.Transformation.TransformationRotate90.value


@dataclass(frozen=True, slots=True)
class Decoded:
    """An upright picture of `image.size()`, made from an original of `original` pixels."""

    image: QImage
    original: QSize


def decode(
    data: bytes, kind: PictureFormat, *, max_pixels: int, longest_side: int
) -> Decoded | PictureProblem:
    """The picture, shrunk to at most `max_pixels` with no side above `longest_side`."""
    _silence_decoders()
    if defect := find_defect(kind, data):
        return defect
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    # The reader is local to the call and nothing raises there: it must end before its buffer,
    # which the TIFF reader touches once more when it is destroyed.
    return _decode(buffer, kind, data, max_pixels, longest_side)


def _decode(
    buffer: QBuffer, kind: PictureFormat, data: bytes, max_pixels: int, longest_side: int
) -> Decoded | PictureProblem:
    reader = QImageReader(buffer, kind.value.encode("ascii"))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isEmpty():
        return PictureProblem.DAMAGED
    if not _is_bearable(reader, kind, data, size):
        return PictureProblem.TOO_LARGE
    target = fitted(size, max_pixels, longest_side)
    if size.width() > 2 * target.width():
        # Twice the target: decoders shrink fast but coarsely, the rest is done smoothly.
        reader.setScaledSize(target * 2)
    image = reader.read()
    if image.isNull():
        return PictureProblem.DAMAGED
    if reader.transformation().value & _TURNED:
        target.transpose()
        size.transpose()
    return Decoded(scaled(image, target), size)


def fitted(size: QSize, max_pixels: int, longest_side: int) -> QSize:
    """`size`, or the largest one of its shape within both limits, at least one pixel each way."""
    width, height = size.width(), size.height()
    scale = min(1.0, math.sqrt(max_pixels / (width * height)), longest_side / max(width, height))
    return QSize(max(1, int(width * scale)), max(1, int(height * scale)))


def scaled(image: QImage, size: QSize) -> QImage:
    """`image` in `size` pixels, smoothly; itself when it has them already."""
    if image.size() == size:
        return image
    return image.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def _is_bearable(reader: QImageReader, kind: PictureFormat, data: bytes, size: QSize) -> bool:
    pixels = size.width() * size.height()
    if pixels > MAX_PIXELS:
        return False
    if kind is PictureFormat.JPEG and not is_progressive_jpeg(data):
        return True  # decoded in small straight away
    bits = QImage.toPixelFormat(reader.imageFormat()).bitsPerPixel() or 32
    return pixels * bits // 8 <= _DECODER_MEMORY


@cache
def _silence_decoders() -> None:
    # They warn about many a picture that every viewer shows, for instance of its colour profile.
    # What keeps a picture from being used is said by `PictureProblem`.
    QLoggingCategory.setFilterRules("qt.gui.imageio*=false\nqt.imageformats.*=false")
