"""Fetches a picture that the server could not fetch; only ever at a person's wish."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from desktop_app.core.errors import NotFound, PictureProblem, PictureUnreadable
from desktop_app.tabs.vision.reading import read_attachment
from desktop_app.ui.image_drop import DroppedBytes

if TYPE_CHECKING:
    from desktop_app.service.client import ApiClient


async def downloaded(client: ApiClient, url: str) -> str:
    """The picture at `url`, fetched on the way of the client's profile, as a data URL.

    Raises:
        ServiceError: it cannot be fetched.
        PictureUnreadable: what is there is no picture that can be used.
    """
    try:
        content = await client.download(url)
    except NotFound as error:
        raise PictureUnreadable(PictureProblem.MISSING, name=url) from error
    attachment = await asyncio.to_thread(read_attachment, DroppedBytes(content, url), url)
    return attachment.url
