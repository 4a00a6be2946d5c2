"""Reads pictures that are written into a text as data URLs. Safe in any thread."""

from __future__ import annotations

import base64
import binascii

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

LONGEST = 4_000_000
_LARGEST = 1_024
"""Pixels a side: what is larger is made smaller."""
_HEADER = 64 * 1024
"""Characters in which a picture says how large it is."""
_MOST_PIXELS = 100_000_000


def size_of(url: str) -> QSize:
    """How large the picture is, from its first bytes; invalid if it is none."""
    if len(url) > LONGEST:
        return QSize()
    reader, _buffer = _reader(url[: url.find(",") + 1 + _HEADER])
    size = reader.size()
    return size if 0 < size.width() * size.height() <= _MOST_PIXELS else QSize()


def decoded(url: str) -> QImage:
    """The picture, at most 1,024 pixels wide and high; a null one if it cannot be read."""
    reader, _buffer = _reader(url)
    size = reader.size()
    if max(size.width(), size.height()) > _LARGEST:
        reader.setScaledSize(size.scaled(_LARGEST, _LARGEST, Qt.AspectRatioMode.KeepAspectRatio))
    reader.setAutoTransform(True)
    return reader.read()


def _reader(url: str) -> tuple[QImageReader, QBuffer]:
    """A reader and what it reads from, which must live as long."""
    header, _, encoded = url.partition(",")
    data = b""
    if header.endswith(";base64"):
        encoded = encoded.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=")
        try:
            data = base64.b64decode(encoded[: len(encoded) // 4 * 4])
        except (binascii.Error, ValueError):
            data = b""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return QImageReader(buffer), buffer
