"""The bytes of a picture: PNG or JPEG, never with the metadata of its source."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint
from PySide6.QtGui import QColorSpace, QImage, QImageWriter, QPainter

_JPEG_QUALITY = 85
_GREY = frozenset({QImage.Format.Format_Grayscale8, QImage.Format.Format_Grayscale16})
ALWAYS_LOSSLESS = 1_000_000  # bytes of a lossless source that is sent pixel for pixel


@dataclass(frozen=True, slots=True)
class Encoded:
    """What is sent of a picture."""

    data: bytes
    media_type: str


def encode(image: QImage, *, lossless_source_length: int | None) -> Encoded:
    """Encode `image` as PNG and as JPEG (quality 85, over white) and take one of them.

    `lossless_source_length` is the length in bytes of the file whose very pixels `image` holds,
    or None when they were changed before: by shrinking, or by a lossy format.

    The smaller one is taken. Unchanged pixels of a lossless file stay as they are, though, when
    the file has at most 1 MB, or when JPEG would not even halve them: small writing and fine
    lines suffer from JPEG, and only photos gain that much.
    """
    untouched = lossless_source_length is not None
    plain = without_metadata(image if untouched else _in_srgb(image))
    png = _written(plain, "png")
    if lossless_source_length is not None and lossless_source_length <= ALWAYS_LOSSLESS:
        return Encoded(png, "image/png")
    jpeg = _written(_over_white(plain), "jpeg", _JPEG_QUALITY)
    if len(png) <= len(jpeg) * (2 if untouched else 1):
        return Encoded(png, "image/png")
    return Encoded(jpeg, "image/jpeg")


def without_metadata(image: QImage) -> QImage:
    """The same picture with 8 bits a channel and nothing else: no texts, no profile."""
    if image.format() in _GREY:
        kind = QImage.Format.Format_Grayscale8
    elif image.hasAlphaChannel():
        kind = QImage.Format.Format_RGBA8888
    else:
        kind = QImage.Format.Format_RGB888
    plain = image.convertToFormat(kind)
    # A copy made of the bare pixels: QImage copies its texts along everywhere else.
    return QImage(
        plain.constBits(), plain.width(), plain.height(), plain.bytesPerLine(), kind
    ).copy()


def _in_srgb(image: QImage) -> QImage:
    srgb = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
    space = image.colorSpace()
    if not space.isValid() or space == srgb:
        return image
    return image.convertedToColorSpace(srgb)


def _over_white(image: QImage) -> QImage:
    if not image.hasAlphaChannel():
        return image
    paper = QImage(image.size(), QImage.Format.Format_RGB32)
    paper.fill(0xFFFFFFFF)
    painter = QPainter(paper)
    painter.drawImage(QPoint(0, 0), image)
    painter.end()
    return paper


def _written(image: QImage, kind: str, quality: int = -1) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind.encode("ascii")))
    writer.setQuality(quality)
    if not writer.write(image):
        raise MemoryError(writer.errorString())  # PNG and JPEG are built into QtGui
    return bytes(content.data())
