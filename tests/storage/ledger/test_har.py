"""An exported archive holds to HAR 1.2, http://www.softwareishard.com/blog/har-12-spec/."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from desktop_app.core.call_filter import CallFilter
from desktop_app.core.calls import CallKind, Content, Timing
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.ledger.har import har_entry, write_har
from tests.storage.ledger.test_ledger import a_record, keep

NAME_VALUE = {
    "type": "object",
    "required": ["name", "value"],
    "properties": {"name": {"type": "string"}, "value": {"type": "string"}},
}
PAIRS = {"type": "array", "items": NAME_VALUE}
TIME = {"type": "number", "minimum": -1}
MESSAGE = ["httpVersion", "cookies", "headers", "headersSize", "bodySize"]
SIZE = {"type": "integer", "minimum": -1}
POST_DATA = {
    "type": "object",
    "required": ["mimeType"],
    "properties": {
        "mimeType": {"type": "string"},
        "text": {"type": "string"},
        "params": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    name: {"type": "string"}
                    for name in ("name", "value", "fileName", "contentType")
                },
                "additionalProperties": False,
            },
        },
    },
    # "Text and params fields are mutually exclusive."
    "oneOf": [{"required": ["text"]}, {"required": ["params"]}],
}
REQUEST = {
    "type": "object",
    "required": ["method", "url", "queryString", *MESSAGE],
    "properties": {
        "method": {"type": "string"},
        "url": {"type": "string", "format": "uri"},
        "httpVersion": {"type": "string"},
        "cookies": {"type": "array"},
        "headers": PAIRS,
        "queryString": PAIRS,
        "postData": POST_DATA,
        "headersSize": SIZE,
        "bodySize": SIZE,
    },
    "additionalProperties": False,
}
RESPONSE = {
    "type": "object",
    "required": ["status", "statusText", "content", "redirectURL", *MESSAGE],
    "properties": {
        "status": {"type": "integer", "minimum": 0},
        "statusText": {"type": "string"},
        "httpVersion": {"type": "string"},
        "cookies": {"type": "array"},
        "headers": PAIRS,
        "content": {
            "type": "object",
            "required": ["size", "mimeType"],
            "properties": {
                "size": {"type": "integer"},
                "mimeType": {"type": "string"},
                "text": {"type": "string"},
                "comment": {"type": "string"},
            },
            "additionalProperties": False,
        },
        "redirectURL": {"type": "string"},
        "headersSize": SIZE,
        "bodySize": SIZE,
    },
    "additionalProperties": False,
}
ENTRY = {
    "type": "object",
    "required": ["startedDateTime", "time", "request", "response", "cache", "timings"],
    "properties": {
        "startedDateTime": {"type": "string"},
        "time": {"type": "number", "minimum": 0},
        "request": REQUEST,
        "response": RESPONSE,
        "cache": {"type": "object"},
        "timings": {
            "type": "object",
            "required": ["send", "wait", "receive"],
            "properties": {
                **dict.fromkeys(("blocked", "dns", "connect", "ssl"), TIME),
                **{name: {"type": "number", "minimum": 0} for name in ("send", "wait", "receive")},
            },
            "additionalProperties": False,
        },
    },
    "patternProperties": {"^_": {}},  # custom fields begin with an underscore
    "additionalProperties": False,
}
HAR = {
    "type": "object",
    "required": ["log"],
    "properties": {
        "log": {
            "type": "object",
            "required": ["version", "creator", "entries"],
            "properties": {
                "version": {"const": "1.2"},
                "creator": {
                    "type": "object",
                    "required": ["name", "version"],
                    "properties": {"name": {"type": "string"}, "version": {"type": "string"}},
                    "additionalProperties": False,
                },
                "pages": {"type": "array"},
                "entries": {"type": "array", "items": ENTRY},
            },
            "additionalProperties": False,
        }
    },
    "additionalProperties": False,
}


def check(archive: Any) -> list[Any]:
    jsonschema.Draft202012Validator(HAR).validate(archive)
    entries: list[Any] = archive["log"]["entries"]
    for entry in entries:
        assert datetime.fromisoformat(entry["startedDateTime"]).tzinfo is not None
        stages = {name: value for name, value in entry["timings"].items() if name != "ssl"}
        assert entry["time"] == pytest.approx(sum(v for v in stages.values() if v > 0), abs=0.01)
        assert entry["timings"]["ssl"] <= entry["timings"]["connect"]
    return entries


async def test_the_calls_that_are_listed_are_exported_the_oldest_first(tmp_path: Path) -> None:
    ledger = await Ledger.open(tmp_path / "calls.sqlite3")
    form = (
        '{"model": "whisper", "temperature": 0.5, "file": {"name": "ä.mp3", "type": "audio/mpeg"}}'
    )
    speech = Content(media_type="multipart/form-data", text=form, size=9_000, is_altered=True)
    whole = Timing(connect=0.1, tls=0.2, send=0.0, wait=0.3, receive=0.4)
    url = "https://hub.example/v2/models?after=x&empty="
    calls = (
        *(a_record(number) for number in range(120)),
        a_record(kind=CallKind.TRANSCRIPTION),
        a_record(kind=CallKind.MODELS, method="GET", url=url),
        a_record(status=0, error="ServerUnreachable"),
        a_record(status=599, profile="Other"),
    )
    changed = {
        120: {"request": speech, "timing": whole},
        121: {"request": Content(), "timing": Timing(wait=0.5)},
        122: {"response": Content(), "response_headers": ()},
    }
    await keep(ledger, *(replace(c, **changed.get(n, {})) for n, c in enumerate(calls)))  # type: ignore[arg-type]  # parts of a record
    file = tmp_path / "calls.har"

    assert await asyncio.to_thread(write_har, file, ledger.records(CallFilter())) == 124

    entries = check(json.loads(file.read_bytes()))
    assert [entry["startedDateTime"] for entry in entries[:120]] == sorted(
        entry["startedDateTime"] for entry in entries[:120]
    )
    assert entries[120]["request"]["postData"]["params"] == [
        {"name": "model", "value": "whisper"},
        {"name": "temperature", "value": "0.5"},
        {"name": "file", "fileName": "ä.mp3", "contentType": "audio/mpeg"},
    ]
    assert entries[120]["timings"]["connect"] == pytest.approx(300)
    assert "postData" not in entries[121]["request"]
    assert entries[121]["request"]["queryString"] == [
        {"name": "after", "value": "x"},
        {"name": "empty", "value": ""},
    ]
    assert entries[122]["response"]["status"] == 0
    assert entries[122]["_error"] == "ServerUnreachable"
    await ledger.close()


def test_an_empty_archive_is_one_too(tmp_path: Path) -> None:
    assert write_har(tmp_path / "a.har", []) == 0
    assert check(json.loads((tmp_path / "a.har").read_text())) == []


def test_an_export_that_fails_leaves_the_former_file(tmp_path: Path) -> None:
    file = tmp_path / "a.har"
    write_har(file, [a_record()])
    before = file.read_bytes()

    def broken() -> Any:
        yield a_record()
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - as the disk would
        write_har(file, broken())
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


def test_an_entry_says_where_the_server_sent_the_call() -> None:
    elsewhere = (("Location", "https://login.example/"),)
    entry = har_entry(replace(a_record(status=307), response_headers=elsewhere))
    assert entry["response"]["redirectURL"] == "https://login.example/"
    assert har_entry(a_record())["response"]["redirectURL"] == ""


def test_an_entry_says_what_was_cut() -> None:
    assert har_entry(a_record())["response"]["content"]["comment"] == "cut at character 2"
