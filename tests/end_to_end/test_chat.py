"""A person chats, through the real window, with a scripted server and with the real engine."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton

from tests.end_to_end.window import Window, connected, environ, paths_below, running_window
from tests.servers import HUB_KEY, ScriptedServer, play_hub
from tests.servers.replies import chat_chunk, chat_stream, detail, html_reply, models_list, sse


async def ask(window: Window, question: str) -> None:
    window.type("chat.prompt", question)
    window.press("chat.prompt", Qt.Key.Key_Return)


async def test_the_first_request_has_the_shape_of_the_guide(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.choose("chat.model", "Llama-3.3-70B-Instruct")
        window.type("chat.system_prompt", "You are a helpful assistant named Llama-3.")
        await ask(window, "What is Open Telekom Cloud?")
        await window.until(lambda: bool(hub.requests_to("/v2/chat/completions")), "the request")
        await window.until_text("chat.usage", "tokens")
    sent = hub.last("/v2/chat/completions")
    assert sent.key == HUB_KEY
    body = dict(sent.json)
    body.pop("stream_options", None)
    assert body == {
        "model": "Llama-3.3-70B-Instruct",
        "messages": [
            {"role": "system", "content": "You are a helpful assistant named Llama-3."},
            {"role": "user", "content": "What is Open Telekom Cloud?"},
        ],
        "temperature": 0.1,
        "max_tokens": 256,
        "stream": True,
    }


async def test_an_answer_is_streamed_into_the_transcript_and_its_cost_is_shown(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await ask(window, "What is Open Telekom Cloud?")
        await window.until_text("chat.usage", "tokens")
        assert "Open Telekom Cloud" in window.text("chat.transcript")
        assert "first token" in window.text("chat.usage")
        assert window.text("chat.prompt") == ""
        assert window.text("chat.error") == ""


async def test_a_whole_reply_reads_the_same_as_a_streamed_one(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.find(QCheckBox, "chat.stream").setChecked(False)
        await ask(window, "Whole, please")
        await window.until_text("chat.usage", "tokens")
    assert hub.last("/v2/chat/completions").json.get("stream", False) is False


async def test_stop_keeps_what_had_arrived(tmp_path: Path, hub: ScriptedServer) -> None:
    half = sse([chat_chunk({"content": "Half an ans"})], end="stall")
    hub.on("POST", "/v2/chat/completions", half)
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await ask(window, "Go on")
        await window.until_text("chat.transcript", "Half an ans")
        window.press("chat.prompt", Qt.Key.Key_Escape)
        await window.until_text("chat.transcript", "Stopped")
        assert "Half an ans" in window.text("chat.transcript")
        assert window.text("chat.error") == ""
        await hub.wait_for(hub.last("/v2/chat/completions").client_left.is_set)


async def test_after_an_error_the_question_stays_and_retry_asks_it_again(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on(
        "POST",
        "/v2/chat/completions",
        detail("The back end is restarting", 503),
        chat_stream(["It is a cloud."]),
    )
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await ask(window, "What is it?")
        await window.until_text("chat.error", "restarting")
        assert "What is it?" in window.text("chat.transcript")
        window.click("chat.retry")
        await window.until_text("chat.transcript", "It is a cloud.")
        assert window.text("chat.error") == ""
    first, second = hub.requests_to("/v2/chat/completions")
    assert first.json["messages"] == second.json["messages"]


async def test_regenerate_replaces_the_last_answer(tmp_path: Path, hub: ScriptedServer) -> None:
    hub.on(
        "POST", "/v2/chat/completions", chat_stream(["The first."]), chat_stream(["The second."])
    )
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await ask(window, "Tell me")
        await window.until_text("chat.transcript", "The first.")
        await window.until(
            lambda: window.find(QPushButton, "chat.regenerate").isEnabled(), "the end"
        )
        window.click("chat.regenerate")
        await window.until_text("chat.transcript", "The second.")
        assert "The first." not in window.text("chat.transcript")


async def test_a_new_chat_forgets_the_old_one(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await ask(window, "Remember the number 7")
        await window.until_text("chat.usage", "tokens")
        window.click("chat.new")
        assert "number 7" not in window.text("chat.transcript")
        await ask(window, "Which number?")
        await window.until_text("chat.usage", "tokens")
    sent = hub.last("/v2/chat/completions").json["messages"]
    assert [message["content"] for message in sent] == ["Which number?"]


async def test_without_a_key_the_model_on_this_computer_answers(tmp_path: Path) -> None:
    async with running_window(tmp_path, {}) as window:
        await window.until_text("main.connection", "Local: connected, ")
        assert window.text("main.profile") == "Local"
        assert window.text("chat.model") == "SmolLM2-135M-Instruct"
        await ask(window, "What is the capital of France? Answer in one sentence.")
        await window.until_text("chat.usage", "tokens/s")
        assert "Paris" in window.text("chat.transcript")
        assert window.text("chat.error") == ""


SENTENCES = {
    "a wrong key": (
        detail("Authentication Error, Invalid token", 401),
        "does not accept the key",
    ),
    "a page instead of JSON": (html_reply("<title>Sign in</title>"), "login page"),
    "no models": (models_list({}), "lists no models"),
}


@pytest.mark.parametrize("case", SENTENCES)
async def test_a_server_that_cannot_be_used_is_said_so_and_the_window_lives(
    tmp_path: Path, hub: ScriptedServer, case: str
) -> None:
    answer, sentence = SENTENCES[case]
    hub.on("GET", "/v2/models", answer)
    async with running_window(tmp_path, environ(hub)) as window:
        window.type("chat.prompt", "Do not lose me")
        await window.until_text("main.error", sentence)
        assert window.text("chat.prompt") == "Do not lose me"
        play_hub(hub)
        window.click("main.retry")
        await window.until(lambda: not window.text("main.error"), "the end of the complaint")
        await connected(window)


@pytest.mark.parametrize(
    ("base", "sentence"),
    [
        ("http://127.0.0.1:1/v2", "127.0.0.1:1 cannot be reached"),
        ("http://no-such-host.invalid/v2", "no-such-host.invalid cannot be reached"),
    ],
    ids=["nobody listens", "no such host"],
)
async def test_no_network_or_a_wrong_host_is_said_so(
    tmp_path: Path, base: str, sentence: str
) -> None:
    async with running_window(tmp_path, {"API_BASE": base, "API_KEY": "k"}) as window:
        await window.until_text("main.error", sentence)
        window.choose("chat.model", "some-model")
        await ask(window, "Is anybody there?")
        await window.until_text("chat.error", sentence)
        assert "Is anybody there?" in window.text("chat.transcript")


async def test_a_wrong_path_of_the_url_is_said_so(tmp_path: Path, hub: ScriptedServer) -> None:
    wrong = {"API_BASE": hub.base_url.replace("/v2", "/v9"), "API_KEY": HUB_KEY}
    async with running_window(tmp_path, wrong) as window:
        await window.until_text("main.error", "check the profile’s URL")


async def test_a_question_without_a_model_stays_in_the_box(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("GET", "/v2/models", models_list({}))
    async with running_window(tmp_path, environ(hub)) as window:
        await window.until_text("main.error", "lists no models")
        await ask(window, "Who are you?")
        assert "Choose a model" in window.text("chat.error")
        assert window.text("chat.prompt") == "Who are you?"


async def test_a_broken_settings_file_is_kept_and_said_so(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    settings = paths_below(tmp_path).settings_file
    settings.parent.mkdir(parents=True)
    settings.write_text('{"theme": "purp', encoding="utf-8")
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        assert "settings.json.broken-1" in window.text("main.error")
    assert settings.with_name("settings.json.broken-1").read_text() == '{"theme": "purp'


async def test_a_missing_part_of_the_engine_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "starlette.py").write_text("raise ModuleNotFoundError(name='starlette')\n")
    monkeypatch.setenv("PYTHONPATH", str(hidden))
    async with running_window(tmp_path, {}) as window:
        await window.until_text("main.error", "“starlette”")
        await ask(window, "Hello?")
        assert "Hello?" in window.text("chat.prompt") + window.text("chat.transcript")


async def test_the_first_question_may_come_before_the_engine_is_ready(tmp_path: Path) -> None:
    async with running_window(tmp_path, {}) as window:
        await ask(window, "What is the capital of France? Answer in one sentence.")
        assert window.text("chat.error") == ""
        await window.until_text("chat.transcript", "Paris")


async def test_an_answer_comes_back_when_no_other_takes_its_place(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on(
        "POST",
        "/v2/chat/completions",
        chat_stream(["The only one."]),
        detail("The back end is restarting", 503),
    )
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await ask(window, "Tell me")
        regenerate = window.find(QPushButton, "chat.regenerate")
        await window.until(regenerate.isEnabled, "the end")
        window.click("chat.regenerate")
        await window.until_text("chat.error", "restarting")
        await window.until_text("chat.transcript", "The only one.")


async def test_reasoning_that_was_stopped_stays(tmp_path: Path, hub: ScriptedServer) -> None:
    thinking = chat_chunk({"reasoning_content": "Let me see"})
    hub.on("POST", "/v2/chat/completions", sse([thinking], end="stall"), chat_stream(["Seen."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await ask(window, "Think")
        await window.until_text("chat.transcript", "Thinking")
        window.press("chat.prompt", Qt.Key.Key_Escape)
        await window.until_text("chat.transcript", "Stopped")
        await ask(window, "And now?")
        await window.until_text("chat.transcript", "Seen.")
    sent = hub.last("/v2/chat/completions").json["messages"]
    assert [message["role"] for message in sent] == ["user", "user"]


async def test_another_profile_stops_the_answer_and_keeps_what_had_arrived(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    half = sse([chat_chunk({"content": "Half an ans"})], end="stall")
    hub.on("POST", "/v2/chat/completions", half)
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await ask(window, "Go on")
        await window.until_text("chat.transcript", "Half an ans")
        window.find(QComboBox, "main.profile").textActivated.emit("Local")
        await window.until_text("chat.transcript", "Stopped")
        assert window.text("chat.error") == ""
        await window.until_text("main.connection", "Local: connected")
        assert window.text("chat.model") == "SmolLM2-135M-Instruct"


def _engines() -> set[int]:
    """The engines that this process has started; other tests may have one of their own."""
    command = ("pgrep", "--parent", str(os.getpid()), "--full", "desktop_app.engine")
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    return {int(pid) for pid in found.stdout.split()}


async def test_an_engine_that_was_killed_is_started_again(tmp_path: Path) -> None:
    others = await asyncio.to_thread(_engines)
    async with running_window(tmp_path, {}) as window:
        await window.until_text("main.connection", "Local: connected, ")
        (engine,) = await asyncio.to_thread(_engines) - others
        os.kill(engine, signal.SIGKILL)
        await window.until(lambda: not Path(f"/proc/{engine}").exists(), "the end of the engine")
        await ask(window, "What is the capital of France? Answer in one sentence.")
        await window.until_text("chat.transcript", "Paris")
        await window.until_text("main.connection", "Local: connected, ")
