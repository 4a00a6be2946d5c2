"""Attached pictures in the size that they have on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextCursor, QTextDocument, QTextImageFormat

from desktop_app.core.errors import PictureProblem, PictureUnreadable
from desktop_app.images.content import format_of
from desktop_app.images.decoding import decode
from desktop_app.tabs.chat.exchange.paper.style import (
    PICTURE_HEIGHT,
    PICTURE_PIXELS,
    PICTURE_WIDTH,
)

if TYPE_CHECKING:
    from desktop_app.core.conversations import Attachment

_IMAGE = QTextDocument.ResourceType.ImageResource.value


def picture_for_paper(
    attachment: Attachment, read_file: Callable[[str], bytes | None]
) -> QImage | None:
    """The picture, fine enough for print; None for one that is not at hand or damaged."""
    content = read_file(attachment.digest)
    if content is None:
        return None
    try:
        kind = format_of(content, attachment.name)
    except PictureUnreadable:
        return None
    decoded = decode(content, kind, max_pixels=PICTURE_PIXELS**2, longest_side=PICTURE_PIXELS)
    return None if isinstance(decoded, PictureProblem) else decoded.image


def insert_picture(cursor: QTextCursor, name: str, image: QImage) -> None:
    """Insert a picture no larger than it is, and within the page."""
    address = f"attachment:{name}"
    cursor.document().addResource(_IMAGE, QUrl(address), image)
    scale = min(1.0, PICTURE_WIDTH / image.width(), PICTURE_HEIGHT / image.height())
    shown = QTextImageFormat()
    shown.setName(address)
    shown.setWidth(image.width() * scale)
    shown.setHeight(image.height() * scale)
    cursor.insertImage(shown)
