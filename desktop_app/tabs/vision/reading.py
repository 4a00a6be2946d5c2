"""What goes with a question about pictures."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.core.data_url import data_url
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
    from PySide6.QtGui import QImage


@dataclass(frozen=True, slots=True, eq=False)
class Attachment:
    """A picture of a question: `url` is sent; one from the web has no `thumbnail`."""

    url: str
    content: CardContent

    @property
    def thumbnail(self) -> QImage | None:
        """What is shown of it in a conversation."""
        return self.content.thumbnail


async def read_source(source: DroppedSource, name: str) -> Attachment:
    """Read a picture in a thread. An address is never fetched: it is sent as it is.

    Raises:
        PictureUnreadable: with `name`.
    """
    if isinstance(source, DroppedUrl):
        return Attachment(source.url, CardContent(name, address=source.url))
    return await asyncio.to_thread(read_attachment, source, name)


def read_attachment(source: DroppedFile | DroppedBytes | DroppedImage, name: str) -> Attachment:
    """Read a picture; blocking, for a worker thread.

    Raises:
        PictureUnreadable: with `name`.
    """
    picture = read_dropped(source, name)
    return Attachment(data_url(picture.media_type, picture.data), card_of(picture))
