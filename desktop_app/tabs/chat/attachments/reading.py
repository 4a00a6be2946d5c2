"""Makes attachments of whatever a person adds, and shows again those that were taken back."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from desktop_app.core.conversations import Attachment, NewAttachment
from desktop_app.core.errors import PictureUnreadable
from desktop_app.core.picture_formats import PICTURE_SUFFIXES, foreign_format, picture_format
from desktop_app.images import read_thumbnail
from desktop_app.tabs.chat.attachments.kinds import (
    WEB_PICTURE_TYPE,
    AnyAttachment,
    address_of,
    is_picture,
    size_of,
)
from desktop_app.tabs.chat.attachments.text_file import file_head, read_text_file
from desktop_app.tabs.pictures import card_of, read_dropped
from desktop_app.ui.attachment_card import CardContent
from desktop_app.ui.image_drop import (
    DroppedBytes,
    DroppedFile,
    DroppedImage,
    DroppedSource,
    DroppedUrl,
)

if TYPE_CHECKING:
    from desktop_app.tabs.archive import Archive

Addable: TypeAlias = DroppedSource | Attachment | NewAttachment
_PICTURE_NAMES = PICTURE_SUFFIXES - {".svg"}  # this one is text, too
_THUMBNAIL_SIDE = 256  # pixels


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """An attachment of the next message, and what its card shows."""

    kept: AnyAttachment
    content: CardContent


class Reader:
    """Reads one thing at a time, in a thread."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    async def read(self, source: Addable, name: str) -> Ready:
        """What goes with the message. An address is never fetched: it is sent as it is.

        Raises:
            AttachmentUnusable, PictureUnreadable: with `name`.
            DatabaseUnusable: what was kept cannot be read.
        """
        match source:
            case DroppedUrl(url):
                return _shown(Attachment(name, WEB_PICTURE_TYPE, url=url), None)
            case DroppedFile(path):
                return await asyncio.to_thread(_read_file, path, name)
            case DroppedBytes() | DroppedImage():
                return await asyncio.to_thread(_read_picture, source, name)
            case NewAttachment():
                return await asyncio.to_thread(_shown, source, source.content)
            case Attachment():
                database = await self._archive.database()
                content = await database.attachments.read(source)
                return await asyncio.to_thread(_shown, source, content)


def _read_file(path: Path, name: str) -> Ready:
    if path.suffix.lower() in _PICTURE_NAMES or _holds_picture(file_head(path, name)):
        return _read_picture(DroppedFile(path), name)
    text = read_text_file(path, name)
    return _shown(text, text.content)


def _holds_picture(head: bytes) -> bool:
    return bool(picture_format(head)) or foreign_format(head) not in {"", "SVG"}


def _read_picture(source: DroppedFile | DroppedBytes | DroppedImage, name: str) -> Ready:
    picture = read_dropped(source, name)
    return Ready(NewAttachment(name, picture.media_type, picture.data), card_of(picture))


def _shown(kept: AnyAttachment, content: bytes | None) -> Ready:
    address = address_of(kept)
    if address or not is_picture(kept):
        length = size_of(kept)
        is_text = not address
        card = CardContent(kept.name, length=length, address=address, is_text=is_text)
        return Ready(kept, card)
    with suppress(PictureUnreadable):
        found = read_thumbnail(content or b"", width=_THUMBNAIL_SIDE, height=_THUMBNAIL_SIDE)
        width, height = found.original.width(), found.original.height()
        length = size_of(kept)
        return Ready(
            kept, CardContent(kept.name, width, height, length, width, height, found.image)
        )
    return Ready(kept, CardContent(kept.name))
