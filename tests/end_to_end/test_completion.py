"""A person has raw text continued, by a scripted server and by the real engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QSpinBox, QTabWidget, QWidget

from tests.end_to_end.window import Window, environ, running_window
from tests.servers import HUB_KEY, ScriptedServer
from tests.servers.completions import choice
from tests.servers.replies import completion_stream, detail, error, sse

PATH = "/v2/completions"
COMPLETION_TAB = 1


async def opened(window: Window, model: str = "Llama-3.3-70B-Instruct") -> None:
    window.show_tab(COMPLETION_TAB)
    await window.until_text("main.connection", "connected, ")
    window.choose("completion.model", model)


def run(window: Window, prompt: str) -> None:
    window.type("completion.prompt", prompt)
    window.click("completion.run")


async def test_the_example_of_the_guide_is_sent_as_the_guide_shows_it(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        window.click("completion.example")
        window.click("completion.run")
        await window.until_text("completion.usage", "tokens")
        assert window.text("completion.output") == "Open Telekom Cloud is the cloud of T-Systems."
        assert window.text("completion.error") == ""
    sent = hub.last(PATH)
    assert sent.key == HUB_KEY
    body = dict(sent.json)
    body.pop("stream_options", None)
    assert body == {
        "model": "Llama-3.3-70B-Instruct",
        "prompt": "What is the Python programming language?",
        "stream": True,
        "temperature": 0.2,
        "max_tokens": 128,
    }


async def test_a_whole_reply_reads_the_same_as_a_streamed_one(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        window.find(QCheckBox, "completion.stream").setChecked(False)
        run(window, "What is it?")
        await window.until_text("completion.usage", "tokens")
        assert window.text("completion.output") == "Open Telekom Cloud is the cloud of T-Systems."
    assert hub.last(PATH).json["stream"] is False


async def test_control_enter_runs_and_enter_breaks_the_line(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        window.type("completion.prompt", "## User")
        window.press("completion.prompt", Qt.Key.Key_Return)
        assert window.text("completion.prompt") == "## User\n"
        field = window.find(QWidget, "completion.prompt")
        QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await window.until_text("completion.usage", "tokens")
    assert [sent.json["prompt"] for sent in hub.requests_to(PATH)] == ["## User\n"]


async def test_stop_strings_and_no_limit_are_sent_as_they_are_meant(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        window.type("completion.stop_strings", r"\n\n, ###")
        window.find(QSpinBox, "completion.max_tokens").setValue(0)
        run(window, "Count")
        await window.until_text("completion.usage", "tokens")
    body = hub.last(PATH).json
    assert body["stop"] == ["\n\n", "###"]
    assert "max_tokens" not in body


async def test_continue_goes_on_from_the_prompt_and_what_was_written(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on(
        "POST",
        PATH,
        completion_stream([" a", " b"], finish="length"),
        completion_stream([" c"]),
    )
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        run(window, "The letters:")
        await window.until_text("completion.state", "Continue goes on")
        await can_continue(window)
        window.click("completion.continue")
        await window.until_text("completion.state", "Ended")
        await window.until_text("completion.output", " a b c")
    assert [sent.json["prompt"] for sent in hub.requests_to(PATH)] == [
        "The letters:",
        "The letters: a b",
    ]


async def can_continue(window: Window) -> None:
    button = window.find(QPushButton, "completion.continue")
    await window.until(button.isEnabled, "Continue")


async def test_escape_stops_and_keeps_what_had_arrived(tmp_path: Path, hub: ScriptedServer) -> None:
    hub.on("POST", PATH, sse([choice("Half a ")], end="stall"))
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        run(window, "Begin")
        await window.until_text("completion.output", "Half a")
        window.press("completion.prompt", Qt.Key.Key_Escape)
        await window.until_text("completion.state", "Stopped")
        assert window.text("completion.output") == "Half a "
        assert window.text("completion.error") == ""
        await hub.wait_for(hub.last(PATH).client_left.is_set)
        await can_continue(window)


async def test_after_an_error_retry_asks_the_same_again_from_the_same_place(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on(
        "POST",
        PATH,
        completion_stream([" a"], finish="length"),
        sse([choice(" b")], end="cut"),
        completion_stream([" b", " c"]),
    )
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        run(window, "The letters:")
        await can_continue(window)
        window.click("completion.continue")
        await window.until_text("completion.error", "broke in the middle")
        await window.until_text("completion.output", " a b")
        window.click("completion.retry")
        await window.until_text("completion.output", " a b c")
        assert window.text("completion.error") == ""
    assert [sent.json["prompt"] for sent in hub.requests_to(PATH)] == [
        "The letters:",
        "The letters: a",
        "The letters: a",
    ]


REFUSALS = {
    "a model of the chat alone": detail("This model is not supported by the completions API", 400),
    "a server without the route": detail("Not Found", 404),
    "a proxied back end": error("gpt-4o is a chat model; use v1/chat/completions", 404),
    "a route for other methods": detail("Method Not Allowed", 405),
}


@pytest.mark.parametrize("case", REFUSALS)
async def test_a_refusal_is_explained_and_leads_to_chat(
    tmp_path: Path, hub: ScriptedServer, case: str
) -> None:
    hub.on("POST", PATH, REFUSALS[case])
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window, "gpt-4o")
        run(window, "Once upon a time")
        await window.until_text("completion.error", "Only open models take raw text")
        assert "gpt-4o" in window.text("completion.error")
        window.click("completion.open_chat")
        assert window.find(QTabWidget, "main.tabs").currentIndex() == 0
        assert window.text("completion.prompt") == "Once upon a time"
        assert window.text("chat.prompt") == "Once upon a time"


async def test_another_error_offers_no_chat(tmp_path: Path, hub: ScriptedServer) -> None:
    hub.on("POST", PATH, detail("The back end is restarting", 503))
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        run(window, "Once")
        await window.until_text("completion.error", "restarting")
        assert not window.find(QPushButton, "completion.open_chat").isVisible()


async def test_a_run_that_fails_leaves_the_last_output(tmp_path: Path, hub: ScriptedServer) -> None:
    hub.on(
        "POST",
        PATH,
        completion_stream([" a"]),
        detail("Restarting", 503),
        completion_stream([" b"]),
    )
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        run(window, "The letters:")
        await can_continue(window)
        window.click("completion.run")
        await window.until_text("completion.error", "Restarting")
        assert window.text("completion.output") == " a"
        window.click("completion.retry")
        await window.until_text("completion.output", " b")
        assert window.text("completion.output") == " b"


async def test_without_a_model_the_prompt_stays_and_nothing_is_sent(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window, "")
        run(window, "Who?")
        assert "Choose a model" in window.text("completion.error")
        assert window.text("completion.prompt") == "Who?"
    assert not hub.requests_to(PATH)


async def test_the_advice_leads_to_chat(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        window.click("completion.advice_chat")
        assert window.find(QTabWidget, "main.tabs").currentIndex() == 0


async def test_the_model_on_this_computer_continues_a_text(tmp_path: Path) -> None:
    async with running_window(tmp_path, {}) as window:
        await opened(window, "SmolLM2-135M-Instruct")
        assert "This computer" in window.find(QLabel, "completion.model_placement").text()
        window.find(QSpinBox, "completion.max_tokens").setValue(24)
        run(window, "The capital of France is")
        await window.until_text("completion.usage", "tokens")
        first = window.text("completion.output")
        assert "Paris" in first
        await can_continue(window)
        window.click("completion.continue")
        await window.until(
            lambda: len(window.text("completion.output")) > len(first), "more of the text"
        )
        assert window.text("completion.output").startswith(first)
        assert window.text("completion.error") == ""
