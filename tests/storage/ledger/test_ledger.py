"""The ledger finds, sums up and forgets."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from desktop_app.core.call_filter import CallFilter, TotalsOf
from desktop_app.core.calls import STOPPED, CallKind, CallRecord, CallSummary, Content, Timing
from desktop_app.core.errors import DatabaseProblem, DatabaseUnusable
from desktop_app.storage.ledger import Ledger, finding

A_DAY = 24 * 3600


def a_record(number: int = 0, *, words: str = "Hallo", **changes: object) -> CallRecord:
    summary = CallSummary(
        began=time.time() - 60 + number / 1000,
        profile="Hub",
        kind=CallKind.CHAT,
        method="POST",
        url="https://hub.example/v2/chat/completions",
        model="llama",
        status=200,
        duration=2.0,
        tokens_in=10,
        tokens_out=5,
    )
    return CallRecord(
        summary=replace(summary, **changes),  # type: ignore[arg-type]  # fields of a summary
        request_headers=(("Accept", "ü"), ("accept", "twice")),
        request=Content(media_type="application/json", text=words, size=len(words)),
        response=Content(text="Ende", size=70_000, cut_at=2, is_altered=True),
        timing=Timing(send=0.1, wait=0.5),
    )


async def keep(ledger: Ledger, *records: CallRecord) -> list[CallSummary]:
    return [await asyncio.wrap_future(ledger.add(partial(_itself, record))) for record in records]


def _itself(record: CallRecord) -> CallRecord:
    return record


async def all_pages(ledger: Ledger, wanted: CallFilter, limit: int = 200) -> list[CallSummary]:
    found: list[CallSummary] = []
    before = 2**62
    while before:
        calls, before = await ledger.page(wanted, before=before, limit=limit)
        found += calls
    return found


@pytest.fixture
async def ledger(tmp_path: Path) -> AsyncIterator[Ledger]:
    opened = await Ledger.open(tmp_path / "state" / "calls.sqlite3")
    yield opened
    await opened.close()


async def test_a_call_is_read_as_it_was_kept(ledger: Ledger) -> None:
    record = a_record(words="half of a pair: \ud83d")
    (kept,) = await keep(ledger, record)
    read = await ledger.record(kept.id)
    assert read is not None
    assert read.summary == replace(record.summary, id=kept.id)
    assert read.request.text == "half of a pair: \ufffd"
    assert replace(read, summary=record.summary, request=record.request) == record
    assert await ledger.record(kept.id + 1) is None


async def test_pages_follow_one_another_the_newest_first(ledger: Ledger) -> None:
    kept = await keep(ledger, *(a_record(number) for number in range(25)))
    found = await all_pages(ledger, CallFilter(), limit=10)
    assert found == kept[::-1]


async def test_filters_can_be_combined(ledger: Ledger) -> None:
    await keep(
        ledger,
        a_record(),
        a_record(profile="Ollama"),
        a_record(kind=CallKind.EMBEDDINGS, status=429, error="RateLimited"),
        a_record(status=429, error="RateLimited"),
        a_record(error=STOPPED),
    )
    ids = {
        "all": CallFilter(),
        "profile": CallFilter(profile="Ollama"),
        "errors": CallFilter(errors_only=True),
        "chat errors": CallFilter(frozenset({CallKind.CHAT}), errors_only=True),
    }
    found = {
        name: [call.id for call in await all_pages(ledger, wanted)] for name, wanted in ids.items()
    }
    assert found == {"all": [5, 4, 3, 2, 1], "profile": [2], "errors": [4, 3], "chat errors": [4]}
    for wanted in ids.values():
        assert await ledger.count(wanted) == len(await all_pages(ledger, wanted))
        assert all(wanted.leaves(call) for call in await all_pages(ledger, wanted))
    assert await ledger.profiles() == ["Hub", "Ollama"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("magdeburg", [2]),
        ("Die MAGDE", [2]),
        ("100%", [3]),
        ("a_b", [3]),
        ("back\\slash", [3]),
        ("v2/chat", [3, 2, 1]),
        ("llama ende", [3, 2, 1]),
        ("nowhere", []),
    ],
)
async def test_all_words_are_looked_for_everywhere(
    ledger: Ledger, text: str, ids: list[int]
) -> None:
    await keep(
        ledger,
        a_record(words="Hallo 100 aXb"),
        a_record(words="Wo liegt die Region? In Magdeburg."),
        a_record(words="100% a_b back\\slash"),
    )
    assert [call.id for call in await all_pages(ledger, CallFilter(text=text))] == ids


@pytest.mark.parametrize("text", ["grüße", "KÖLN", "Grüße köln", '"gruß"'])
async def test_words_are_found_whatever_their_case_and_however_json_writes_them(
    ledger: Ledger, text: str
) -> None:
    said = 'GRÜSSE, Grüße aus Köln, so ein "Gruß".'
    await keep(
        ledger,
        a_record(words=json.dumps(said, ensure_ascii=False)),
        a_record(words=json.dumps(said)),
        a_record(words="Gruesse aus Koeln"),
    )
    assert [call.id for call in await all_pages(ledger, CallFilter(text=text))] == [2, 1]


async def test_a_search_reads_slice_after_slice(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "_SLICE", 4)
    words = ["needle" if number in {0, 1, 9, 18} else "hay" for number in range(20)]
    await keep(ledger, *(a_record(words=each) for each in words))
    first, before = await ledger.page(CallFilter(text="needle"))
    assert len(first) == 1
    assert before > 0
    found = await all_pages(ledger, CallFilter(text="needle"), limit=1)
    assert [call.id for call in found] == [19, 10, 2, 1]


async def test_totals(ledger: Ledger) -> None:
    now = time.time()
    await keep(
        ledger,
        a_record(began=now - A_DAY, model="gpt", tokens_in=None, tokens_out=None),
        a_record(began=now, error="RateLimited", status=429, duration=99.0),
        a_record(began=now),
        a_record(began=now, kind=CallKind.MODELS, model="", tokens_in=None, tokens_out=None),
    )
    days = await ledger.totals(TotalsOf.DAY)
    assert [(each.calls, each.failed) for each in days] == [(3, 1), (1, 0)]
    assert [each.name for each in days] == sorted((each.name for each in days), reverse=True)
    models = await ledger.totals(TotalsOf.MODEL)
    assert [(each.name, each.tokens_in, each.tokens_out) for each in models] == [
        ("llama", 20, 10),
        ("gpt", 0, 0),
    ]
    assert models[0].seconds == 2.0
    (profile,) = await ledger.totals(TotalsOf.PROFILE)
    assert profile.calls == 4


async def test_what_is_older_than_a_month_is_gone_at_the_next_start(tmp_path: Path) -> None:
    file = tmp_path / "calls.sqlite3"
    ledger = await Ledger.open(file, longest=32 * A_DAY)
    now = time.time()
    await keep(ledger, a_record(began=now - 31 * A_DAY), a_record(began=now - 29 * A_DAY))
    await ledger.close()
    ledger = await Ledger.open(file)
    assert [call.id for call in await all_pages(ledger, CallFilter())] == [2]
    await ledger.close()
    connection = sqlite3.connect(file)
    assert connection.execute("SELECT count(*) FROM details").fetchone() == (1,)
    connection.close()


async def test_a_call_goes_when_its_time_is_over_however_little_there_is(tmp_path: Path) -> None:
    longest = 0.2
    ledger = await Ledger.open(tmp_path / "calls.sqlite3", longest=longest)
    began = time.time()
    (first,) = await keep(ledger, a_record(began=began))
    assert await ledger.record(first.id) is not None
    while await ledger.record(first.id) is not None:
        await keep(ledger, a_record(began=time.time()))
        assert time.time() < began + 30
    assert time.time() - began >= longest
    assert await ledger.count(CallFilter()) >= 1
    await ledger.close()


async def test_a_call_goes_when_its_time_is_over_though_no_other_comes(tmp_path: Path) -> None:
    ledger = await Ledger.open(tmp_path / "calls.sqlite3", longest=0.1)
    (only,) = await keep(ledger, a_record(began=time.time()))
    async with asyncio.timeout(30):
        while await ledger.record(only.id) is not None:
            await ledger.prune()
    await ledger.close()


async def test_the_oldest_calls_go_when_the_file_is_full_however_new_they_are(
    tmp_path: Path,
) -> None:
    file, largest, length = tmp_path / "calls.sqlite3", 1_000_000, 10_000
    ledger = await Ledger.open(file, largest=largest)
    for round_number in range(3):
        await keep(ledger, *(a_record(words="x" * length) for _ in range(100)))
        found = await all_pages(ledger, CallFilter())
        assert [call.id for call in found] == [
            100 * (round_number + 1) - number for number in range(len(found))
        ]
        assert 0.7 * largest <= len(found) * length <= largest
    await ledger.close()
    assert file.stat().st_size <= 1.05 * largest


async def test_everything_is_forgotten_at_once(ledger: Ledger, tmp_path: Path) -> None:
    await keep(ledger, *(a_record(words="secret" * 10_000) for _ in range(20)))
    await ledger.clear()
    assert await ledger.count(CallFilter()) == 0
    await ledger.close()
    (file,) = (tmp_path / "state").glob("*.sqlite3")
    assert b"secretsecret" not in file.read_bytes()


async def test_a_damaged_file_is_set_aside(tmp_path: Path) -> None:
    file = tmp_path / "calls.sqlite3"
    file.write_bytes(b"no database at all" * 100)
    ledger = await Ledger.open(file)
    await keep(ledger, a_record())
    assert await ledger.count(CallFilter()) == 1
    await ledger.close()
    assert (tmp_path / "calls.sqlite3.broken-1").exists()


async def test_a_second_program_is_told_that_the_ledger_is_in_use(
    ledger: Ledger, tmp_path: Path
) -> None:
    await keep(ledger, a_record())
    with pytest.raises(DatabaseUnusable) as caught:
        await Ledger.open(tmp_path / "state" / "calls.sqlite3")
    assert caught.value.problem is DatabaseProblem.LOCKED
