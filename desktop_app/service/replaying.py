"""Sends a recorded request again."""

from __future__ import annotations

import json
from contextlib import aclosing
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from desktop_app.core.profiles import ProfileKind
from desktop_app.service.reply_stream import WHOLE_REPLY_LIMIT
from desktop_app.service.wire import Call

if TYPE_CHECKING:
    from desktop_app.core.calls import CallRecord
    from desktop_app.core.profiles import Profile
    from desktop_app.service.wire import Wire


def is_complete(record: CallRecord) -> bool:
    """Whether all that was sent is kept; sound, pictures and very long texts are not."""
    request = record.request
    return not (request.is_cut or request.is_altered or request.is_form)


def url_for(record: CallRecord, profile: Profile) -> str:
    """Where the same request goes with this profile, "" where that is another server now."""
    url = record.summary.url
    if profile.kind is ProfileKind.LOCAL:  # it has another port at each start
        own = urlsplit(profile.base_url)
        url = urlunsplit(urlsplit(url)._replace(scheme=own.scheme, netloc=own.netloc))
    return url if profile.has_origin_of(url) else ""


async def replay(wire: Wire, url: str, record: CallRecord) -> None:
    """Send the request to `url` and read the reply to its end; whoever observes has the result.

    Raises:
        ServiceError: the call failed.
    """
    text = record.request.text
    body = json.loads(text) if text else None
    is_streamed = isinstance(body, dict) and body.get("stream")
    call = Call(
        path=url,
        method=record.summary.method,
        body=body,
        patience=None if is_streamed else WHOLE_REPLY_LIMIT,
    )
    async with wire.send(call) as reply, aclosing(reply.chunks()) as chunks:
        async for _data in chunks:
            pass
