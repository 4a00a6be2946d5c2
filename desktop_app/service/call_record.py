"""Makes the record of a call out of what was seen of it; for a worker thread."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desktop_app.core.calls import (
    CallRecord,
    CallSummary,
    Content,
    Timing,
    kind_and_base,
)
from desktop_app.core.redaction import MASK
from desktop_app.service.call_content import content_of, masked, media_type_of, tokens_in

if TYPE_CHECKING:
    from desktop_app.core.calls import Headers
    from desktop_app.service.call_log import ObservedCall
    from desktop_app.service.observing import HeaderItems

_SECRET_HEADERS = frozenset(
    {"api-key", "authorization", "cookie", "proxy-authorization", "set-cookie", "x-api-key"}
)
_REQUEST_IDS = (
    "x-request-id",
    "request-id",
    "apim-request-id",
    "x-ms-request-id",
    "x-amzn-requestid",
    "x-litellm-call-id",
    "x-correlation-id",
    "cf-ray",
)


def record_of(call: ObservedCall) -> CallRecord:
    """The call with its keys masked and its bodies shortened; its `id` is not known yet."""
    url = masked(call.url.encode(), call.secrets).decode()
    response_headers = _headers(call.response_headers, call.secrets)
    values = {name.lower(): value for name, value in response_headers}
    response = content_of(
        b"".join(call.head),
        b"".join(call.tail),
        call.size,
        media_type_of(values.get("content-type", "")),
        call.secrets,
    )
    tokens_prompt, tokens_completion = tokens_in(b"".join(call.head), b"".join(call.tail))
    times = dict(call.marks)
    answered = times.get("receive_response_headers.complete")
    return CallRecord(
        summary=CallSummary(
            began=call.began,
            profile=call.profile,
            kind=kind_and_base(call.url.partition("?")[0])[0],
            method=call.method,
            url=url,
            model=call.model,
            status=call.status,
            error=call.error,
            request_id=next((values[name] for name in _REQUEST_IDS if name in values), ""),
            first_byte=None if answered is None else answered - times["began"],
            duration=times["ended"] - times["began"],
            tokens_in=tokens_prompt,
            tokens_out=tokens_completion,
            retries=call.attempt,
        ),
        request_headers=_headers(call.headers, call.secrets),
        request=_request(call),
        response_headers=response_headers,
        response=response,
        timing=_timing(times),
    )


def _request(call: ObservedCall) -> Content:
    if (upload := call.upload) is not None:
        size = len(upload.content)
        file = {"name": upload.file_name, "type": upload.media_type, "size": size}
        form = {**call.fields, "file": file}
        text = masked(json.dumps(form, ensure_ascii=False).encode("utf-8", "replace"), call.secrets)
        length = dict(call.headers).get("content-length", "")
        return Content(
            media_type="multipart/form-data",
            text=text.decode(),
            size=int(length) if length.isdigit() else size,
            is_altered=True,
        )
    body = call.body or b""
    if not body:
        return Content()
    declared = next((v for name, v in call.headers if name.lower() == "content-type"), "")
    return content_of(body, b"", len(body), media_type_of(declared), call.secrets)


def _headers(headers: HeaderItems, secrets: tuple[str, ...]) -> Headers:
    return tuple((name, _header_value(name.lower(), value, secrets)) for name, value in headers)


def _header_value(name: str, value: str, secrets: tuple[str, ...]) -> str:
    if name in _SECRET_HEADERS:
        scheme, space, rest = value.partition(" ")
        return f"{scheme} {MASK}" if space and rest and name.endswith("authorization") else MASK
    if value in secrets:  # also one too short to be masked wherever it stands
        return MASK
    return masked(value.encode("latin-1", "replace"), secrets).decode("utf-8", "replace")


def _timing(times: dict[str, float]) -> Timing:
    began, ended = times["began"], times["ended"]
    headers = times.get("receive_response_headers.complete")
    sent = times.get("send_request_body.complete")
    return Timing(
        connect=_between(times, "connect_tcp.started", "connect_tcp.complete"),
        tls=_between(times, "start_tls.started", "start_tls.complete"),
        send=_between(times, "send_request_headers.started", "send_request_body.complete"),
        wait=(ended if headers is None else headers) - (began if sent is None else sent),
        receive=None if headers is None else ended - headers,
    )


def _between(times: dict[str, float], first: str, last: str) -> float | None:
    return times[last] - times[first] if first in times and last in times else None
