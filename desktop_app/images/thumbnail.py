"""A small picture of a large one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt

from desktop_app.core.errors import PictureProblem, PictureUnreadable
from desktop_app.images.content import format_of
from desktop_app.images.decoding import Decoded, decode, scaled


def read_thumbnail(data: bytes, *, width: int, height: int, name: str = "") -> Decoded:
    """The content of a picture file, upright, in at most `width` by `height` pixels. Blocks.

    Raises:
        PictureUnreadable: with `name`, when it cannot be shown.
    """
    kind = format_of(data, name)
    decoded = decode(data, kind, max_pixels=width * height, longest_side=max(width, height))
    if isinstance(decoded, PictureProblem):
        raise PictureUnreadable(decoded, name=name, format_name=kind.name)
    room = QSize(width, height)
    shown = decoded.image.size()
    if shown.width() > width or shown.height() > height:
        shown = decoded.original.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    return Decoded(scaled(decoded.image, shown.expandedTo(QSize(1, 1))), decoded.original)
