"""Pictures inside a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop_app.core.data_url import data_url

if TYPE_CHECKING:
    from desktop_app.core.conversations import Attachment
    from desktop_app.storage.database.exchange.export_format import ReadFile

_PICTURE = re.compile(r"image/[\w.+-]+")


def picture_url(attachment: Attachment, read_file: ReadFile) -> str:
    """A picture as a data URL; "" for what is no picture, or is not at hand."""
    if not _PICTURE.fullmatch(attachment.media_type):
        return ""
    content = read_file(attachment.digest)
    if content is None:
        return ""
    return data_url(attachment.media_type, content)
