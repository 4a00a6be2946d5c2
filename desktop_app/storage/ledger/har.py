"""Calls as an HTTP archive, HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/)."""

from __future__ import annotations

import http
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from desktop_app import __version__
from desktop_app.core.atomic_file import replacement

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.core.calls import CallRecord, Content, Headers

_NAME = "LLM Hub Desktop"
_VERSION = "HTTP/1.1"


def write_har(path: Path, records: Iterable[CallRecord]) -> int:
    """Write an archive of these calls, entry by entry; how many they were.

    Raises:
        OSError: the file cannot be written; one that was there before is as it was.
    """
    log: dict[str, Any] = {
        "version": "1.2",
        "creator": {"name": _NAME, "version": __version__},
        "pages": [],
    }
    count = 0
    with replacement(path) as stream:
        stream.write(b'{"log": ' + json.dumps(log).encode().removesuffix(b"}") + b', "entries": [')
        for record in records:
            entry = json.dumps(har_entry(record), ensure_ascii=False).encode("utf-8", "replace")
            stream.write((b",\n" if count else b"\n") + entry)
            count += 1
        stream.write(b"\n]}}\n")
    return count


def har_entry(record: CallRecord) -> dict[str, Any]:
    """One call. Times are milliseconds; a stage that there was not is -1, as the format says."""
    call = record.summary
    timings = _timings(record)
    # The time of TLS is part of that of connecting, so it is not counted again.
    whole = sum(value for name, value in timings.items() if name != "ssl" and value > 0)
    entry = {
        "startedDateTime": datetime.fromtimestamp(call.began, UTC).isoformat("T", "milliseconds"),
        "time": round(whole, 3),
        "request": _request(record),
        "response": _response(record),
        "cache": {},
        "timings": timings,
    }
    if call.error:
        entry["_error"] = call.error
    return entry


def _request(record: CallRecord) -> dict[str, Any]:
    call = record.summary
    request: dict[str, Any] = {
        "method": call.method,
        "url": call.url,
        "httpVersion": _VERSION,
        "cookies": [],
        "headers": _headers(record.request_headers),
        "queryString": [
            {"name": name, "value": value}
            for name, value in parse_qsl(urlsplit(call.url).query, keep_blank_values=True)
        ],
        "headersSize": -1,
        "bodySize": record.request.size,
    }
    if record.request.size:
        request["postData"] = _post_data(record.request)
    return request


def _response(record: CallRecord) -> dict[str, Any]:
    status = record.summary.status
    content: dict[str, Any] = {
        "size": record.response.size,
        "mimeType": record.response.media_type or "application/octet-stream",
    }
    if record.response.text:
        content["text"] = record.response.text
    if record.response.is_cut:
        content["comment"] = f"cut at character {record.response.cut_at}"
    return {
        "status": status,
        "statusText": _phrase(status),
        "httpVersion": _VERSION,
        "cookies": [],
        "headers": _headers(record.response_headers),
        "content": content,
        "redirectURL": _location(record.response_headers),
        "headersSize": -1,
        "bodySize": record.response.size if status else -1,
    }


def _post_data(request: Content) -> dict[str, Any]:
    data: dict[str, Any] = {"mimeType": request.media_type or "application/octet-stream"}
    if request.is_form:
        data["params"] = [_param(name, value) for name, value in json.loads(request.text).items()]
    else:
        data["text"] = request.text
    if request.is_cut:
        data["comment"] = f"cut at character {request.cut_at}"
    return data


def _param(name: str, value: object) -> dict[str, str]:
    if isinstance(value, dict):
        file_name, media_type = str(value.get("name", "")), str(value.get("type", ""))
        return {"name": name, "fileName": file_name, "contentType": media_type}
    return {"name": name, "value": value if isinstance(value, str) else json.dumps(value)}


def _timings(record: CallRecord) -> dict[str, float]:
    timing = record.timing
    connect = timing.connect
    if connect is not None and timing.tls is not None:
        connect += timing.tls
    return {
        "blocked": -1,
        "dns": -1,
        "connect": _milliseconds(connect, -1),
        "ssl": _milliseconds(timing.tls, -1),
        "send": _milliseconds(timing.send, 0),
        "wait": _milliseconds(timing.wait, 0),
        "receive": _milliseconds(timing.receive, 0),
    }


def _milliseconds(value: float | None, missing: float) -> float:
    return missing if value is None else round(max(0.0, value) * 1000, 3)


def _headers(headers: Headers) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in headers]


def _location(headers: Headers) -> str:
    return next((value for name, value in headers if name.lower() == "location"), "")


def _phrase(status: int) -> str:
    try:
        return http.HTTPStatus(status).phrase
    except ValueError:
        return ""
