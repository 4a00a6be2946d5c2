"""The pictures in a transcript's document; nothing else is ever loaded."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING
from urllib.parse import quote

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from desktop_app.ui.transcript.bounded_cache import BoundedCache
from desktop_app.ui.transcript.data_url import decoded, size_of

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl

_DATA = re.compile(r"(!\[[^\]]*\]\(\s*)<?(data:image/[^)\s>]+)>?", re.IGNORECASE)
_WITHIN = "picture:data/"
_ENCODED = 64_000_000
_DECODED = 64_000_000


class Pictures(QObject):
    """Attached pictures by name, pictures within a text by their data; all other show nothing.

    What stands in a text as a data URL is decoded in a thread when it is first in view.
    """

    arrived = Signal(str)
    """The picture with this address is decoded."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures: dict[str, QImage] = {}
        self._nothing = QImage(1, 1, QImage.Format.Format_ARGB32)
        self._nothing.fill(0)
        self._encoded: BoundedCache[str, str] = BoundedCache(_ENCODED)
        self._decoded: BoundedCache[str, QImage] = BoundedCache(_DECODED)
        self._decoding: set[str] = set()

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
        """The attached picture at `url`; an invisible one for every other address."""
        address = url.toString(url.ComponentFormattingOption.FullyEncoded)
        return self._pictures.get(address, self._nothing)

    def taken_from(self, markdown: str) -> str:
        """`markdown` with short addresses in place of its data URLs, which are kept here."""
        return _DATA.sub(self._take, markdown) if "](" in markdown else markdown

    def size_within(self, address: str) -> QSize:
        """The size of a picture within a text; an invalid one if the address is another."""
        url = self._encoded.get(address)
        return size_of(url) if url is not None else QSize()

    def image_within(self, address: str) -> QImage | None:
        """The picture within a text; None until `arrived`, and if it cannot be read."""
        image = self._decoded.get(address)
        url = self._encoded.get(address)
        if image is None and url is not None and address not in self._decoding:
            self._decoding.add(address)
            arguments = (address, url)
            threading.Thread(target=self._decode, args=arguments, daemon=True).start()
        return None if image is None or image.isNull() else image

    def _take(self, found: re.Match[str]) -> str:
        url = found[2]
        address = f"{_WITHIN}{len(url)}/{hash(url):x}"
        if address not in self._encoded:
            self._encoded.put(address, url, len(url))
        return found[1] + address

    def _decode(self, address: str, url: str) -> None:
        image = decoded(url)
        self._decoded.put(address, image, max(1, image.sizeInBytes()))
        self._decoding.discard(address)
        try:
            self.arrived.emit(address)
        except RuntimeError:
            return  # the window is gone
