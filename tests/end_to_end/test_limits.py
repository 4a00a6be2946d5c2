"""A person meets the limits of a server: a countdown, what is left, an answer without end."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QLabel, QWidget

from tests.end_to_end.audio import verse
from tests.end_to_end.sending import TABS
from tests.end_to_end.window import Window, connected, environ, running_window
from tests.servers import Reply, ScriptedServer, play_hub
from tests.servers.replies import chat_chunk, chat_stream, detail, sse

__all__ = ["verse"]
CHAT = "/v2/chat/completions"
BUSY = detail("20 requests a minute", 429, retry_after="120")
LEFT = {
    "x-ratelimit-limit-requests": "60",
    "x-ratelimit-remaining-requests": "41",
    "x-ratelimit-limit-tokens": "40000",
    "x-ratelimit-remaining-tokens": "38712",
    "x-ratelimit-reset-tokens": "30s",
}


async def ask(window: Window, text: str = "What is it?") -> None:
    await connected(window)
    window.type("chat.prompt", text)
    window.press("chat.prompt", Qt.Key.Key_Return)


def is_shown(window: Window, name: str) -> bool:
    return window.find(QWidget, name).isVisible()


def with_headers(reply: Reply, headers: dict[str, str]) -> Reply:
    return replace(reply, headers={**reply.headers, **headers})


async def test_a_question_waits_visibly_and_is_asked_again(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    short = detail("20 requests a minute", 429, retry_after="0.3")
    hub.on("POST", CHAT, short, BUSY, chat_stream(["A cloud."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await ask(window)
        await window.until_text("chat.countdown", "Asking again in 1 s (1 of 2)")
        assert "takes no more requests" in window.text("chat.countdown_reason")
        await window.until_text("chat.countdown", "(2 of 2)")
        assert is_shown(window, "chat.stop")
        window.click("chat.retry_now")
        await window.until_text("chat.transcript", "A cloud.")
        assert not is_shown(window, "chat.countdown")
        assert window.text("chat.error") == ""
    assert len({request.body for request in hub.requests_to(CHAT)}) == 1


async def test_cancel_ends_the_waiting_with_the_servers_refusal(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", CHAT, BUSY, chat_stream(["A cloud."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await ask(window)
        await window.until_text("chat.countdown", "Asking again in 2:00")
        began = time.monotonic()
        window.click("chat.cancel_retry")
        await window.until_text("chat.error", "asks to wait 2:00")
        assert time.monotonic() - began < 10
        assert window.text("chat.error").endswith("“20 requests a minute”")
        assert not is_shown(window, "chat.countdown")
        window.click("chat.retry")
        await window.until_text("chat.transcript", "A cloud.")
    assert len(hub.requests_to(CHAT)) == 2


async def test_escape_ends_the_waiting_too(tmp_path: Path, hub: ScriptedServer) -> None:
    hub.on("POST", CHAT, BUSY)
    async with running_window(tmp_path, environ(hub)) as window:
        await ask(window)
        await window.until_text("chat.countdown", "Asking again in")
        window.press("chat.prompt", Qt.Key.Key_Escape)
        await window.until(lambda: not is_shown(window, "chat.countdown"), "the end")
        assert window.text("chat.error") == ""
    assert len(hub.requests_to(CHAT)) == 1


async def test_only_the_conversation_that_waits_shows_it(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", CHAT, BUSY, chat_stream(["Another."]), chat_stream(["The first."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await ask(window, "The first?")
        await window.until_text("chat.countdown", "Asking again in")
        window.click("chat.new")
        await window.until(lambda: not is_shown(window, "chat.countdown"), "the new chat")
        await ask(window, "Another?")
        await window.until_text("chat.transcript", "Another.")
        assert not is_shown(window, "chat.countdown")


@pytest.mark.parametrize("tab", TABS)
async def test_every_tab_has_its_countdown(
    tmp_path: Path, hub: ScriptedServer, verse: Path, tab: str
) -> None:
    sending = TABS[tab]
    paths = {sending.path, sending.path.replace("/audio/audio/", "/audio/")}
    for path in paths:
        hub.on("POST", path, detail("Overloaded", 503, retry_after="60"))

    def tries() -> int:
        return sum(len(hub.requests_to(path)) for path in paths)

    async with running_window(tmp_path / "home", environ(hub)) as window:
        await connected(window)
        await sending.prepare(window, verse.parent if tab == "audio" else tmp_path)
        window.click(sending.send)
        await window.until_text(f"{tab}.countdown", "Asking again in")
        assert "has no room" in window.text(f"{tab}.countdown_reason")
        window.click(f"{tab}.retry_now")
        await window.until(lambda: tries() == 2, "the second try")
        await window.until_text(f"{tab}.countdown", "(2 of 2)")
        window.click(f"{tab}.cancel_retry")
        await window.until_text(f"{tab}.error", "“Overloaded”")
    assert tries() == 2


async def test_the_list_of_models_waits_in_the_banner_of_the_window(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("GET", "/v2/models", BUSY)
    async with running_window(tmp_path, environ(hub)) as window:
        await window.until_text("main.countdown", "Asking again in")
        play_hub(hub)
        window.click("main.retry_now")
        await connected(window)
        assert not is_shown(window, "main.countdown")


async def test_what_is_left_is_shown_where_the_server_says_it(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    few = LEFT | {"x-ratelimit-remaining-tokens": "900"}
    hub.on(
        "POST",
        CHAT,
        with_headers(chat_stream(["One."]), LEFT),
        with_headers(chat_stream(["Two."]), few),
    )
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        assert not is_shown(window, "main.headroom")
        await ask(window)
        await window.until_text("main.headroom", "41 of 60 requests left")
        label = window.find(QLabel, "main.headroom")
        tokens, limit = map(QLocale().toString, (38_712, 40_000))
        assert label.text().endswith(f"{tokens} of {limit} tokens left")
        assert "again within 30 s" in label.toolTip()
        assert label.property("role") == "muted"
        await window.until(lambda: not is_shown(window, "chat.stop"), "the end of the answer")
        await ask(window)
        await window.until_text("main.headroom", f"900 of {limit} tokens left")
        assert label.property("role") == "warning"


async def test_what_is_left_is_hidden_when_its_time_is_over(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    brief = {"x-ratelimit-remaining-requests": "3", "x-ratelimit-reset-requests": "200ms"}
    hub.on("POST", CHAT, with_headers(chat_stream(["One."]), brief))
    async with running_window(tmp_path, environ(hub)) as window:
        await ask(window)
        await window.until_text("main.headroom", "3 requests left")
        await window.until(lambda: not is_shown(window, "main.headroom"), "the end of its time")


async def test_what_arrived_before_an_error_is_kept_and_retry_offered(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    broken = sse([chat_chunk({"content": "A cl"}), {"error": {"message": "Out of memory"}}])
    hub.on("POST", CHAT, broken, chat_stream(["A cloud."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await ask(window)
        await window.until_text("chat.error", "“Out of memory”")
        assert "A cl" in window.text("chat.transcript")
        window.click("chat.retry")
        await window.until_text("chat.transcript", "A cloud.")


async def test_a_flood_is_stopped_and_kept(tmp_path: Path, hub: ScriptedServer) -> None:
    words = b'data: {"choices":[{"delta":{"content":"more and "}}]}\n\n' * 200
    flood = Reply(200, {"content-type": "text/event-stream"}, [words], forever=True)
    hub.on("POST", CHAT, flood)
    async with running_window(tmp_path, environ(hub)) as window:
        await ask(window)
        await window.until_text("chat.transcript", "more and more and")
        began = time.perf_counter()
        window.click("chat.stop")
        await window.until(lambda: not is_shown(window, "chat.stop"), "the end")
        took = time.perf_counter() - began
        print(f"stopped after {1000 * took:.0f} ms")  # noqa: T201 (for whoever looks)
        assert took < 5
        assert "more and more and" in window.text("chat.transcript")
        assert window.text("chat.error") == ""
    assert hub.last(CHAT).client_left.wait(5)
