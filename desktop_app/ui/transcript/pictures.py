"""The pictures in a transcript's document; nothing else is ever loaded."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING
from urllib.parse import quote

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl

_LONGEST_DATA = 4_000_000
_LARGEST = 1_024


class Pictures:
    """Attached pictures by name; data URLs are decoded, every other address shows nothing."""

    def __init__(self) -> None:
        self._pictures: dict[str, QImage] = {}
        self._nothing = QImage(1, 1, QImage.Format.Format_ARGB32)
        self._nothing.fill(0)

    def add(self, name: str, image: QImage) -> str:
        """Keep a picture; return the address that the document uses for it."""
        address = f"picture:{quote(name, safe='')}"
        self._pictures[address] = image
        return address

    def drop(self, key: str) -> list[str]:
        """Forget the pictures of a message; return their addresses."""
        start = f"picture:{quote(key + '/', safe='')}"
        addresses = [address for address in self._pictures if address.startswith(start)]
        for address in addresses:
            del self._pictures[address]
        return addresses

    def load(self, url: QUrl) -> QImage:
        """The picture at `url`; an invisible one for whatever is not the program's own."""
        address = url.toString(url.ComponentFormattingOption.FullyEncoded)
        if address.startswith("data:image/") and len(address) < _LONGEST_DATA:
            return self._decoded(address)
        return self._pictures.get(address, self._nothing)

    def _decoded(self, address: str) -> QImage:
        try:
            data = base64.b64decode(address.partition(",")[2].replace("%2B", "+"), validate=False)
        except (binascii.Error, ValueError):
            return self._nothing
        image = QImage.fromData(data)
        if image.isNull():
            return self._nothing
        if max(image.width(), image.height()) > _LARGEST:
            image = image.scaled(
                _LARGEST,
                _LARGEST,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        return image
