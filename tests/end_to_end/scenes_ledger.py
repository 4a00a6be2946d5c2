"""Pictures of the ledger of calls."""

from __future__ import annotations

import asyncio
import json
import random
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTableView, QTabWidget, QWidget

from desktop_app.core.calls import CallKind, CallRecord, CallSummary, Content, Timing
from desktop_app.core.errors import DatabaseProblem, DatabaseUnusable
from tests.end_to_end.ledger_window import opened
from tests.servers.messages import NEVER
from tests.servers.replies import chat_stream, detail

if TYPE_CHECKING:
    from tests.end_to_end.window import Window
    from tests.servers import ScriptedServer

_BASE = "https://llm-server.llmhub.t-systems.net/v2"
_KINDS = (
    (CallKind.CHAT, "/chat/completions", ("Llama-3.3-70B-Instruct", "gpt-4.1", "Qwen3-30B-A3B")),
    (CallKind.COMPLETION, "/completions", ("CodeLlama-2",)),
    (CallKind.EMBEDDINGS, "/embeddings", ("jina-embeddings-v2-base-de",)),
    (CallKind.TRANSCRIPTION, "/audio/transcriptions", ("whisper-large-v3-turbo",)),
    (CallKind.MODELS, "/models", ("",)),
)
_ERRORS = ((429, "RateLimited"), (0, "ServerUnreachable"), (200, "Stopped"), (401, "KeyRejected"))


def some_records(count: int, days: float = 12) -> list[CallRecord]:
    """Calls of the last days, always the same."""
    chance = random.Random(5)
    records = []
    for number in range(count):
        kind, path, models = chance.choices(_KINDS, (8, 1, 2, 1, 2))[0]
        status, error = chance.choice(_ERRORS) if chance.random() < 0.1 else (200, "")
        wait, receive = chance.uniform(0.1, 0.9), chance.uniform(0.01, 8)
        counted = not error and kind in {CallKind.CHAT, CallKind.COMPLETION, CallKind.EMBEDDINGS}
        body = f'{{"model": "a", "messages": [{{"role": "user", "content": "Number {number}"}}]}}'
        summary = CallSummary(
            began=time.time() - (count - number) / count * days * 86_400 - 3600,
            profile=chance.choice(("T-Systems LLM Hub", "T-Systems LLM Hub", "Ollama")),
            kind=kind,
            method="GET" if kind is CallKind.MODELS else "POST",
            url=_BASE + path,
            model=chance.choice(models),
            status=status,
            error=error,
            request_id=f"req_{number:08x}",
            first_byte=wait if status else None,
            duration=wait + receive,
            tokens_in=chance.randrange(20, 4_000) if counted else None,
            tokens_out=chance.randrange(5, 900) if counted else None,
        )
        records.append(
            CallRecord(
                summary=summary,
                request=Content(media_type="application/json", text=body, size=len(body)),
                timing=Timing(send=0.001, wait=wait, receive=receive if status else None),
            )
        )
    return records


async def _remember(window: Window, count: int = 600) -> None:
    """As if the program had been used for days. The ledger is the program's own."""
    await window.until_text("main.connection", "connected, ")
    ledger = await window.program.ledger.ledger()
    for record in some_records(count):
        await asyncio.wrap_future(ledger.add(partial(_same, record)))


def _same(record: CallRecord) -> CallRecord:
    return record


async def _open(window: Window) -> None:
    await window.until_text("main.connection", "connected, ")
    (await opened(window)).resize(1280, 800)
    await window.until(
        lambda: window.find(QTableView, "ledger.list").model().rowCount() > 0, "calls"
    )
    await asyncio.sleep(0.3)


async def _ask(window: Window, hub: ScriptedServer) -> None:
    hub.on("POST", "/v2/chat/completions", chat_stream(["Open ", "Telekom ", "Cloud "], pause=0.2))
    await window.until_text("main.connection", "connected, ")
    window.type("chat.prompt", "Was ist die Open Telekom Cloud?")
    window.press("chat.prompt", Qt.Key.Key_Return)
    await window.until_text("chat.usage", "tokens")


async def ledger_detail(window: Window, hub: ScriptedServer) -> None:
    """A few calls, one of them failed; the request of the chosen one."""
    await _ask(window, hub)
    hub.on("POST", "/v2/chat/completions", detail("The back end is restarting", 503))
    window.type("chat.prompt", "And what does it cost?")
    window.press("chat.prompt", Qt.Key.Key_Return)
    await window.until(lambda: bool(window.text("chat.error")), "the error")
    await _open(window)
    table = window.find(QTableView, "ledger.list")
    table.selectRow(1)
    await window.until_text("ledger.request", "Telekom")
    await asyncio.sleep(0.3)


async def ledger_response(window: Window, hub: ScriptedServer) -> None:
    """The streamed reply."""
    await ledger_detail(window, hub)
    window.find(QTabWidget, "ledger.detail").setCurrentIndex(1)


async def ledger_headers(window: Window, hub: ScriptedServer) -> None:
    """Headers, the key masked."""
    await ledger_detail(window, hub)
    window.find(QTabWidget, "ledger.detail").setCurrentIndex(2)


async def ledger_timing(window: Window, hub: ScriptedServer) -> None:
    """The stages of a call."""
    await ledger_detail(window, hub)
    window.find(QTabWidget, "ledger.detail").setCurrentIndex(3)


async def ledger_totals(window: Window, _hub: ScriptedServer) -> None:
    """Totals a day."""
    await _remember(window)
    await _open(window)
    window.find(QTabWidget, "ledger.pages").setCurrentIndex(1)
    await asyncio.sleep(0.5)


async def ledger_totals_of_models(window: Window, hub: ScriptedServer) -> None:
    """Totals a model."""
    await ledger_totals(window, hub)
    window.choose("ledger.totals_of", "By model")
    await asyncio.sleep(0.3)


async def ledger_totals_of_a_month(window: Window, _hub: ScriptedServer) -> None:
    """A whole month in the smallest window."""
    await window.until_text("main.connection", "connected, ")
    ledger = await window.program.ledger.ledger()
    for record in some_records(900, days=29.5):
        await asyncio.wrap_future(ledger.add(partial(_same, record)))
    await _open(window)
    window.find(QWidget, "ledger").resize(1000, 560)
    window.find(QTabWidget, "ledger.pages").setCurrentIndex(1)
    await asyncio.sleep(0.5)


async def ledger_many(window: Window, _hub: ScriptedServer) -> None:
    """Many calls, one chosen."""
    await _remember(window)
    await _open(window)
    window.find(QTableView, "ledger.list").selectRow(3)
    await asyncio.sleep(0.5)


async def ledger_filtered(window: Window, hub: ScriptedServer) -> None:
    """Errors of chats alone."""
    await ledger_many(window, hub)
    window.click("ledger.filter_chat")
    window.click("ledger.filter_errors")
    await asyncio.sleep(0.5)


async def ledger_nothing_matches(window: Window, hub: ScriptedServer) -> None:
    """A filter that leaves nothing."""
    await ledger_many(window, hub)
    window.click("ledger.filter_completion")
    window.find(QLineEdit, "ledger.search").setText("nowhere to be found")
    await asyncio.sleep(1)


async def ledger_empty(window: Window, _hub: ScriptedServer) -> None:
    """Nothing recorded."""
    await _open(window)
    window.click("ledger.clear")
    window.click("ledger.clear_confirm")
    await asyncio.sleep(0.5)


async def ledger_long(window: Window, _hub: ScriptedServer) -> None:
    """Names and texts that are too long for their places, the middle of the request missing."""
    await window.until_text("main.connection", "connected, ")
    body = json.dumps(
        {
            "model": "a",
            "messages": [{"role": "user", "content": "Erzähle mir mehr. " * 30}] * 40,
            "vector": [number / 977 for number in range(60)],
        },
        ensure_ascii=False,
    )
    cut = Content(
        media_type="application/json",
        text=body[:6_000] + body[-6_000:],
        size=2_431_000,
        cut_at=6_000,
        is_altered=True,
    )
    ledger = await window.program.ledger.ledger()
    for record in some_records(30):
        summary = replace(
            record.summary,
            profile="Landesamt für Datenverarbeitung, Außenstelle Nord (Erprobung)",
            model="neuralmagic/Meta-Llama-3.1-405B-Instruct-quantized.w8a16-experimental-2026-11",
            url="https://gateway.rechenzentrum.example.org/tenants/4711/v2/chat/completions",
            request_id="req_0123456789abcdef0123456789abcdef0123456789abcdef",
            tokens_in=1_234_567,
            tokens_out=98_765,
        )
        limits = (("x-ratelimit-remaining-requests", "41"), ("x-ratelimit-limit-tokens", "30000"))
        kept = replace(record, summary=summary, request=cut, response_headers=limits)
        await asyncio.wrap_future(ledger.add(partial(_same, kept)))
    await _open(window)
    await window.until_text("ledger.request", "not kept")
    await asyncio.sleep(0.3)


async def ledger_long_cut(window: Window, hub: ScriptedServer) -> None:
    """Where the middle is missing."""
    await ledger_long(window, hub)
    field = window.find(QPlainTextEdit, "ledger.request")
    field.moveCursor(QTextCursor.MoveOperation.Start)
    await window.until(lambda: field.find("not kept"), "the gap")
    field.setTextCursor(QTextCursor(field.textCursor().block()))
    field.centerCursor()


async def ledger_smallest(window: Window, hub: ScriptedServer) -> None:
    """In the smallest window."""
    await ledger_many(window, hub)
    window.find(QWidget, "ledger").resize(1000, 560)
    await asyncio.sleep(0.2)


async def ledger_replaying(window: Window, hub: ScriptedServer) -> None:
    """A call is being sent again."""
    await _ask(window, hub)
    await _open(window)
    hub.on("POST", "/v2/chat/completions", NEVER)
    await window.until_text("ledger.title", "Chat")
    window.click("ledger.replay")
    await window.until_text("ledger.replay", "Stop")


async def ledger_unusable(window: Window, _hub: ScriptedServer) -> None:
    """Another window has the ledger."""
    await window.until_text("main.connection", "connected, ")
    (await opened(window)).resize(1280, 800)
    await asyncio.sleep(0.3)
    window.program.ledger.problem_found.emit(DatabaseUnusable(DatabaseProblem.LOCKED))


async def ledger_confirm(window: Window, hub: ScriptedServer) -> None:
    """About to forget everything."""
    await ledger_many(window, hub)
    window.click("ledger.clear")
    await asyncio.sleep(0.2)


SCENES = (
    ledger_detail,
    ledger_response,
    ledger_headers,
    ledger_timing,
    ledger_totals,
    ledger_totals_of_models,
    ledger_totals_of_a_month,
    ledger_many,
    ledger_filtered,
    ledger_nothing_matches,
    ledger_empty,
    ledger_confirm,
    ledger_long,
    ledger_long_cut,
    ledger_smallest,
    ledger_replaying,
    ledger_unusable,
)
