"""Pictures of the ledger of calls."""

from __future__ import annotations

import asyncio
import random
import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QTableView, QTabWidget

from desktop_app.core.calls import CallKind, CallRecord, CallSummary, Content, Timing
from tests.end_to_end.ledger_window import opened
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
    await opened(window)
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
    ledger_many,
    ledger_filtered,
    ledger_nothing_matches,
    ledger_empty,
    ledger_confirm,
)
