"""Pictures that were dropped, pasted or chosen, made ready to be sent and to be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.images import read_picture
from desktop_app.ui.attachment_card import CardContent
from desktop_app.ui.image_drop import DroppedBytes, DroppedFile, DroppedImage

if TYPE_CHECKING:
    from desktop_app.images import Picture


def read_dropped(source: DroppedFile | DroppedBytes | DroppedImage, name: str) -> Picture:
    """Read a picture; blocking, for a worker thread.

    Raises:
        PictureUnreadable: with `name`.
    """
    match source:
        case DroppedFile(path):
            return read_picture(path, name=name)
        case DroppedBytes(data):
            return read_picture(data, name=name)
        case DroppedImage():
            return read_picture(source.png(), name=name)


def card_of(picture: Picture) -> CardContent:
    """What the card of a picture shows."""
    return CardContent(
        name=picture.name,
        width=picture.width,
        height=picture.height,
        length=len(picture.data),
        original_width=picture.original_width,
        original_height=picture.original_height,
        thumbnail=picture.thumbnail,
    )
