"""What a drop or a paste offers as pictures, in the order in which it can be trusted.

Programs offer the same picture in several ways. Files come first, because they are the original.
A browser's address comes last: for a picture inside a link it is the address of the link.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter

from desktop_app.core.data_url import content_of_data_url
from desktop_app.core.picture_formats import HEAD_LENGTH, foreign_format, picture_format
from desktop_app.ui.html_images import image_addresses

_CONTENT = "application/octet-stream"
_PICTURE_KINDS = ("image/png", "image/jpeg", "image/webp", "image/gif")


@dataclass(frozen=True, slots=True)
class DroppedFile:
    """A file on this machine, of whatever kind."""

    path: Path

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.path.name


@dataclass(frozen=True, slots=True)
class DroppedBytes:
    """The content of a picture file."""

    content: bytes
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class DroppedImage:
    """Bare pixels, as from a screenshot tool."""

    image: QImage

    @property
    def name(self) -> str:
        """Pixels have no name."""
        return ""

    def png(self) -> bytes:
        """The pixels as a PNG file; takes up to a second, so call it in a worker thread."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, b"png").write(self.image)
        return bytes(buffer.data().data())


@dataclass(frozen=True, slots=True)
class DroppedUrl:
    """An http address, perhaps of a picture: ask before it is fetched, or send it as it is."""

    url: str

    @property
    def name(self) -> str:
        """The end of its path, else the host."""
        parts = urlsplit(self.url)
        return unquote(parts.path.rpartition("/")[2]) or parts.netloc


DroppedSource = DroppedFile | DroppedBytes | DroppedImage | DroppedUrl


def is_acceptable(mime: QMimeData) -> bool:
    """Whether a drop may hold pictures or files; asks for the kinds only, not for their data."""
    if mime.hasUrls() or mime.hasImage() or any(map(mime.hasFormat, (_CONTENT, *_PICTURE_KINDS))):
        return True
    return mime.hasHtml() and not mime.hasFormat("text/plain")


def sources_from_drop(mime: QMimeData) -> list[DroppedSource]:
    """What was dropped, by the best of the ways it is offered; empty when it is no picture.

    Read it while the drop event is handled: the data are gone afterwards.
    """
    return (
        _local_files(mime) or _pixels(mime) or _content(mime) or _html_images(mime) or _links(mime)
    )


def sources_from_clipboard(mime: QMimeData) -> list[DroppedSource]:
    """Pictures to be pasted; empty when the clipboard rather holds text.

    Spreadsheets and word processors offer a picture of copied text beside the text itself:
    there the text is meant. A data URL that was copied as text is the picture that it holds.
    """
    if files := _local_files(mime):
        return files
    if text := _plain_text(mime):
        source = source_from_address(text) if _is_data_url(text) else None
        return [] if source is None else [source]
    return sources_from_drop(mime)


def may_be_pictures(mime: QMimeData) -> bool:
    """Whether `sources_from_clipboard` may find something; decodes nothing."""
    if any(url.isLocalFile() for url in mime.urls()):
        return True
    text = _plain_text(mime)
    return _is_data_url(text) if text else is_acceptable(mime)


def source_from_address(address: str) -> DroppedSource | None:
    """What a typed address means: an http address as it is, a data URL decoded; else None."""
    if address[:5].lower() == "data:":
        # Even when it holds no picture: whoever reads it says what is wrong.
        return DroppedBytes(content_of_data_url(address), "")
    return _from_address(address)


def _plain_text(mime: QMimeData) -> str:
    # QMimeData.text() gives the addresses of files too.
    return mime.text().strip() if mime.hasFormat("text/plain") else ""


def _is_data_url(text: str) -> bool:
    return text[:11].lower() == "data:image/"


def _local_files(mime: QMimeData) -> list[DroppedSource]:
    return [DroppedFile(Path(url.toLocalFile())) for url in mime.urls() if url.isLocalFile()]


def _pixels(mime: QMimeData) -> list[DroppedSource]:
    # The file is preferred to its pixels: they need not be decoded here, nor encoded later.
    for kind in _PICTURE_KINDS:
        if mime.hasFormat(kind) and (dropped := _as_picture(_bytes(mime, kind), _link_name(mime))):
            return [dropped]
    image = mime.imageData() if mime.hasImage() else None
    return [] if image is None or image.isNull() else [DroppedImage(image)]


def _content(mime: QMimeData) -> list[DroppedSource]:
    dropped = _as_picture(_bytes(mime, _CONTENT), _link_name(mime))
    return [dropped] if dropped else []


def _html_images(mime: QMimeData) -> list[DroppedSource]:
    if not mime.hasHtml():
        return []
    found: dict[str, DroppedSource] = {}
    for address in image_addresses(mime.html()):
        # Never a file: a web page must not choose which of them is read.
        if (dropped := _from_address(address)) is not None:
            found.setdefault(address, dropped)
    return list(found.values())


def _links(mime: QMimeData) -> list[DroppedSource]:
    dropped = (
        _from_address(url.toString(url.ComponentFormattingOption.FullyEncoded))
        for url in mime.urls()
    )
    return [source for source in dropped if source is not None]


def _from_address(address: str) -> DroppedSource | None:
    scheme = address[:8].lower()
    if scheme.startswith(("http://", "https://")):
        return DroppedUrl(address)
    if scheme.startswith("data:"):
        return _as_picture(content_of_data_url(address), "")
    return None


def _as_picture(content: bytes, name: str) -> DroppedBytes | None:
    head = content[:HEAD_LENGTH]
    if picture_format(head) or foreign_format(head):
        return DroppedBytes(content, name)
    return None


def _bytes(mime: QMimeData, kind: str) -> bytes:
    return bytes(mime.data(kind).data())


def _link_name(mime: QMimeData) -> str:
    address = next((url.toString() for url in mime.urls()), "")
    return unquote(urlsplit(address).path.rpartition("/")[2])
