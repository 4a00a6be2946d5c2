"""Attachments of messages as the transcript shows them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop_app.core.conversations import NewAttachment
from desktop_app.core.errors import PictureUnreadable
from desktop_app.core.recently_used import RecentlyUsed
from desktop_app.images import read_thumbnail
from desktop_app.tabs.chat.attachments.kinds import (
    AnyAttachment,
    address_of,
    is_at_hand,
    is_picture,
    known_name,
    size_of,
)
from desktop_app.ui.data_size import data_size

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from desktop_app.storage.database import ConversationDatabase
    from desktop_app.tabs.chat.attachments.outgoing import AnyMessage

_HEIGHT = 160  # pixels independent of the screen, as the transcript draws a picture
_WIDTH = 320
_REMEMBERED = 48_000_000  # bytes


class Thumbnails:
    """Small pictures of messages, made in a thread. `pixel_ratio` is asked each time.

    Those used last are remembered.
    """

    def __init__(
        self, pixel_ratio: Callable[[], float] = lambda: 1.0, *, remembered: int = _REMEMBERED
    ) -> None:
        self._pixel_ratio = pixel_ratio
        self._made: RecentlyUsed[QImage] = RecentlyUsed(remembered)

    async def of(self, message: AnyMessage, database: ConversationDatabase) -> tuple[QImage, ...]:
        """The pictures of a message, except those that are not at hand.

        Raises:
            DatabaseUnusable: one is there but cannot be read.
        """
        found = [
            await self._picture(attachment, database)
            for attachment in message.attachments
            if has_thumbnail(attachment)
        ]
        return tuple(image for image in found if image is not None)

    async def _picture(
        self, attachment: AnyAttachment, database: ConversationDatabase
    ) -> QImage | None:
        ratio = self._pixel_ratio()
        if isinstance(attachment, NewAttachment):
            return await asyncio.to_thread(_small, attachment.content, ratio)
        if not attachment.digest:
            return None
        key = attachment.digest, ratio
        if (made := self._made.get(key)) is not None:
            return made
        read_now = database.attachments.read_now
        image = await asyncio.to_thread(lambda: _small(read_now(attachment.digest) or b"", ratio))
        if image is not None:
            self._made.put(key, image, image.sizeInBytes())
        return image


def has_thumbnail(attachment: AnyAttachment) -> bool:
    """Whether a small picture of it can be shown."""
    return is_picture(attachment) and is_at_hand(attachment) and not address_of(attachment)


def file_labels(message: AnyMessage) -> tuple[str, ...]:
    """A line for each attachment that has no picture to show, such as "notes.txt · 12 kB"."""
    labels = (_label(attachment) for attachment in message.attachments)
    return tuple(label for label in labels if label)


def _label(attachment: AnyAttachment) -> str:
    name = known_name(attachment) or QCoreApplication.translate("AttachmentLabels", "Picture")
    if address_of(attachment):
        return f"{name} · {QCoreApplication.translate('AttachmentLabels', 'from the web')}"
    if not is_at_hand(attachment):
        return f"{name} · {QCoreApplication.translate('AttachmentLabels', 'not at hand')}"
    return "" if is_picture(attachment) else f"{name} · {data_size(size_of(attachment))}"


def _small(content: bytes, ratio: float) -> QImage | None:
    with suppress(PictureUnreadable):
        width, height = round(_WIDTH * ratio), round(_HEIGHT * ratio)
        return read_thumbnail(content, width=width, height=height).image
    return None
