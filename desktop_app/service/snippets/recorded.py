"""A recorded call as one that can be written as code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.core.calls import CallKind, kind_and_base
from desktop_app.service.snippets.access import Access, access_of_record
from desktop_app.service.snippets.calls import Operation, ServiceCall

if TYPE_CHECKING:
    from desktop_app.core.calls import CallRecord
    from desktop_app.core.profiles import Profile

_OPERATIONS = {
    CallKind.CHAT: Operation.CHAT,
    CallKind.COMPLETION: Operation.COMPLETION,
    CallKind.EMBEDDINGS: Operation.EMBEDDINGS,
    CallKind.TRANSCRIPTION: Operation.TRANSCRIPTION,
    CallKind.TRANSLATION: Operation.TRANSLATION,
    CallKind.MODELS: Operation.MODELS,
}


def recorded_call(record: CallRecord, profile: Profile | None = None) -> ServiceCall | None:
    """The call as it was sent; None where its body was shortened, or it is of no known kind.

    Of a form, the file is named as it was sent; pictures are as they are kept. A `profile` of its
    name and server tells the way through the network, of which nothing is recorded.
    """
    kind, base_url = kind_and_base(record.summary.url.partition("?")[0])
    operation = _OPERATIONS.get(kind)
    if operation is None or record.summary.method != operation.method or record.request.is_cut:
        return None
    body = _body(record)
    if body is None:
        return None
    file = body.pop("file") if record.request.is_form else None
    return ServiceCall(
        operation=operation,
        base_url=base_url,
        body=body,
        file=file and (Path(str(file["name"])), str(file["type"])),
        access=_access(record, profile),
    )


def _access(record: CallRecord, profile: Profile | None) -> Access:
    access, call = access_of_record(record), record.summary
    if profile is None or profile.name != call.profile or not profile.has_origin_of(call.url):
        return access
    return access.on_the_way_of(profile)


def _body(record: CallRecord) -> dict[str, Any] | None:
    try:
        body = json.loads(record.request.text or "{}")
    except ValueError:
        return None
    return body if isinstance(body, dict) else None
