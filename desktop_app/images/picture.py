"""A picture as it is sent, and its thumbnail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QImage


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """`width` and `height` are of `data`, which is upright, shrunk and free of metadata.

    `original_width` and `original_height` are of the source, upright; all are in pixels.
    """

    name: str
    width: int
    height: int
    original_width: int
    original_height: int
    data: bytes
    media_type: str
    thumbnail: QImage
